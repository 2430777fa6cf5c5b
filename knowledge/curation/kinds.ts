import type { Flag, FlagKind } from '../../core/ports/flags.ts';

/** The kinds of flags, each once. */
export function kindsOf(flags: readonly Flag[]): FlagKind[] {
  return [...new Set(flags.map((flag) => flag.kind))];
}
