import type { Json } from './types.ts';

/** What a route answers. No body means 204 without a content-type, as Discord does. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const noContent: Reply = { status: 204 };

/** A Discord error body with its JSON error code. */
export const fail = (status: number, code: number, message: string): Reply => ({
  status,
  body: { message, code },
});

export const unauthorized = fail(401, 0, '401: Unauthorized');
export const unknownChannel = fail(404, 10003, 'Unknown Channel');
export const unknownMessage = fail(404, 10008, 'Unknown Message');

/** One complaint about a field; `path` is dotted, such as `embeds.0.description`. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string };

/** The 50035 answer, with the complaints nested as Discord nests them. */
export const invalidForm = (errors: readonly FieldError[]): Reply => {
  const tree: Json = {};
  for (const { path, code, message } of errors) {
    const leaf = path.split('.').reduce<Json>((node, key) => {
      const child = (node[key] ?? {}) as Json;
      node[key] = child;
      return child;
    }, tree);
    leaf['_errors'] = [{ code, message }];
  }
  return { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: tree } };
};
