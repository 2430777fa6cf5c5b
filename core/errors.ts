/**
 * The one error of Docent: something that was not expected. Expected outcomes are values.
 * `code` is stable and dotted by area (`store.locked`), `hint` tells the reader what to do.
 */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = hint;
  }
}

/** The text of whatever was thrown, for logs and result rows; never a stack. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : 'unknown error';
}
