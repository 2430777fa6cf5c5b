import type { Request } from 'express';
import { z } from 'zod';
import { CSRF_FIELD } from '../session/csrf.ts';

/** A request that cannot be carried out as it is; its message is shown. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.name = 'BadRequest';
    this.status = status;
  }
}

/** A field that may come several times, as a list. */
export const manyText = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

/**
 * The fields of a form, checked: unknown fields are refused, so that a form cannot set what it does not show.
 * Throws BadRequest.
 */
export function readForm<Shape extends z.ZodRawShape>(req: Request, shape: Shape) {
  const body: unknown = req.body ?? {};
  const fields = Object.fromEntries(
    Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
      ([key]) => key !== CSRF_FIELD,
    ),
  );
  const parsed = z.strictObject(shape).safeParse(fields);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadRequest(
    `The form has a field that cannot be used: ${issue?.path.join('.') || 'unknown field'}.`,
  );
}
