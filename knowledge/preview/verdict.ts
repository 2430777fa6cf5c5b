import type { PreviewAnswer, PreviewVerdict } from '../../core/ports/previews.ts';
import { withoutMarks } from '../../core/text/citation-marks.ts';

/** What became of an answer that a document may have a part in. */
export function verdictOf(documentId: string, before: PreviewAnswer, after: PreviewAnswer): PreviewVerdict {
  if (before.outcome !== 'answered') return after.outcome === 'answered' ? 'answered' : 'same';
  if (after.outcome !== 'answered') return 'abstained';
  const cites = (answer: PreviewAnswer) => answer.sources.some((source) => source.documentId === documentId);
  if (cites(before) && !cites(after)) return 'source-lost';
  return plain(before.text) === plain(after.text) ? 'same' : 'changed';
}

/** The words of an answer, without the numbers of its sources. */
function plain(text: string): string {
  return withoutMarks(text).replace(/\s+/g, ' ').trim();
}
