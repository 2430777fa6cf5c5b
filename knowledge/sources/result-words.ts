import type { SourceCounts, SourceKind, SourceState } from '../../core/ports/sources.ts';
import type { Removal } from './removals.ts';
import type { Reading } from './run.ts';

/** The sentences that admins read about a run, in one place. */

export const NOT_RUN = 'It has not been read yet.';

export function resultOf(
  kind: SourceKind,
  reading: Reading,
  counts: SourceCounts,
  removal: Removal,
  firstProblem: string | null,
): { state: SourceState; result: string } {
  if (reading.kind === 'failed')
    return { state: 'failed', result: `${sentence(reading.reason)} Nothing was removed.` };
  const parts = [
    counts.added > 0 ? `${counts.added} added` : '',
    counts.updated > 0 ? `${counts.updated} updated` : '',
    counts.unchanged > 0 ? `${counts.unchanged} unchanged` : '',
    counts.leftOut > 0 ? `${counts.leftOut} left out` : '',
    counts.problems > 0 ? `${counts.problems} could not be read` : '',
  ].filter((part) => part !== '');
  const seen = amount(counts.seen, kind === 'folder' ? 'file' : 'page');
  const words = [
    parts.length === 0 ? `${seen}.` : `${seen}: ${parts.join(', ')}.`,
    counts.removed > 0 ? `${amount(counts.removed, 'document')} removed.` : '',
    removal.held > 0
      ? `${amount(removal.held, 'document')} would go at once: nothing was removed until somebody confirms it.`
      : '',
    reading.kind === 'partial' ? sentence(reading.reason) : '',
    firstProblem === null ? '' : `First problem: ${sentence(firstProblem)}`,
  ].filter((part) => part !== '');
  const state =
    removal.held > 0 ? 'held' : reading.kind === 'partial' || counts.problems > 0 ? 'partly' : 'done';
  return { state, result: words.join(' ') };
}

function amount(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
