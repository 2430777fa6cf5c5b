/** In whose code an error was made: ours, Slack's libraries, another library, or nobody can tell. */
export type Origin = 'own' | 'slack' | 'library' | 'unknown';

const FRAME = /^\s*at .*?(?:\(|at )?(?:file:\/\/)?(\/[^\s()]+|[A-Za-z]:[\\/][^\s()]+)/;

/**
 * Reads the origin off the stack. The innermost frame decides: an error of ours that passes through a library's
 * listener stays ours.
 */
export function originOf(error: unknown): Origin {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const files = stack.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const [innermost] = files;
  if (innermost === undefined) return 'unknown';
  if (!isLibrary(innermost)) return 'own';
  return files.filter(isLibrary).some((file) => /[\\/]@slack[\\/]/.test(file)) ? 'slack' : 'library';
}

function isLibrary(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
