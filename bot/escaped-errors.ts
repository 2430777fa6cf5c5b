/** In whose code an error was made: ours, Slack's libraries, another library, or nobody can tell. */
export type Origin = 'own' | 'slack' | 'library' | 'unknown';

/** A frame of the stack; its place is a file, or `node:…` for Node itself. */
const FRAME = /^\s*at (?:.*[\s(])?(\S+?):\d+:\d+\)?$/;

/**
 * Reads the origin off the stack. The innermost frame decides: an error of ours that passes through a library's
 * listener stays ours.
 */
export function originOf(error: unknown): Origin {
  // Made where the abort was asked for, so its stack does not tell who let it escape.
  if (error instanceof DOMException && /^(Abort|Timeout)Error$/.test(error.name)) return 'unknown';
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const places = stack.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const files = places.filter((place) => !place.startsWith('node:'));
  const [innermost] = files;
  if (innermost === undefined) return 'unknown';
  if (!isLibrary(innermost)) return 'own';
  return files.filter(isLibrary).some((file) => /[\\/]@slack[\\/]/.test(file)) ? 'slack' : 'library';
}

function isLibrary(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
