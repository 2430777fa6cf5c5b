/** In whose code an error was made: ours, a library's, or nobody can tell. */
export type Origin = 'own' | 'library' | 'unknown';

/** A frame of the stack; its place is a file, or `node:…` for Node itself. */
const FRAME = /^\s*at (?:.*[\s(])?(\S+?):\d+:\d+\)?$/;

/**
 * Reads the origin off the stack. The innermost frame decides: an error of ours that passes through a library's
 * listener stays ours.
 */
export function originOf(error: unknown): Origin {
  const [innermost] = filesOf(error);
  if (innermost === undefined) return 'unknown';
  return isLibrary(innermost) ? 'library' : 'own';
}

/** Whether a library made the error, and this package (or scope, such as `@slack`) made it or called what did. */
export function isFromPackage(error: unknown, name: string): boolean {
  if (originOf(error) !== 'library') return false;
  return filesOf(error)
    .filter(isLibrary)
    .some((file) => file.split(/[\\/]/).includes(name));
}

/** The files of its stack, innermost first. */
function filesOf(error: unknown): string[] {
  // Made where the abort was asked for, so its stack does not tell who let it escape.
  if (error instanceof DOMException && /^(Abort|Timeout)Error$/.test(error.name)) return [];
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  return places.filter((place) => !place.startsWith('node:'));
}

function isLibrary(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
