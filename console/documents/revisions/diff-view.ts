import { html, type SafeHtml } from '@remix-run/html-template';
import {
  type Comparable,
  markChanges,
  type PassageDiff,
  type RevisionDiff,
} from '../../../knowledge/documents/revision-diff.ts';
import type { DiffPart } from '../../../knowledge/documents/word-diff.ts';
import { emptyState, nothing } from '../../frame/parts.ts';
import { count, placeWords } from '../../frame/words.ts';

/** Passages that differ on one page; whoever changed more reads the new version. */
const MOST = 150;

/** A comparison to be read: what differs in full, what does not as a count. */
export function diffView(diff: RevisionDiff): SafeHtml {
  const blocks: SafeHtml[] = [];
  let quiet = 0;
  let moved = 0;
  let shown = 0;
  const flush = (): void => {
    if (quiet > 0)
      blocks.push(
        html`<li class="diff-quiet">${count(quiet, 'passage')} unchanged${moved > 0 ? html`, ${moved} at another place` : nothing}</li>`,
      );
    quiet = 0;
    moved = 0;
  };
  for (const passage of diff.passages) {
    if (passage.kind === 'unchanged') {
      quiet += 1;
      if (passage.moved) moved += 1;
      continue;
    }
    shown += 1;
    if (shown > MOST) continue;
    flush();
    blocks.push(passageDiff(passage));
  }
  if (shown === 0) return emptyState('Nothing is different', 'Both revisions hold the same passages.');
  flush();
  const rest = shown - MOST;
  return html`<ol class="diff">${blocks}</ol>
${rest > 0 ? html`<p class="muted">${count(rest, 'more passage')} ${rest === 1 ? 'differs' : 'differ'}; the first ${MOST} are shown.</p>` : nothing}`;
}

const WORDS = { added: 'Added', removed: 'Removed' } as const;

function passageDiff(passage: Exclude<PassageDiff, { kind: 'unchanged' }>): SafeHtml {
  if (passage.kind === 'changed') {
    const marks = markChanges(passage.before, passage.after);
    return html`<li class="passage diff-changed"><p class="passage-head"><span class="badge">Changed</span>
  <span>${parts(marks.headings)}</span>${place(passage.after)}</p>
  <p class="passage-text" hx-ignore>${parts(marks.text)}</p></li>`;
  }
  const { kind } = passage;
  const { headings, text } = passage.passage;
  const body = kind === 'added' ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
  return html`<li class="passage diff-${kind}"><p class="passage-head"><span class="badge ${kind === 'added' ? 'good' : 'bad'}">${WORDS[kind]}</span>
  <span>${headings.join(' › ')}</span>${place(passage.passage)}</p>
  <p class="passage-text" hx-ignore>${body}</p></li>`;
}

function parts(diff: DiffPart[]): SafeHtml[] {
  return diff.map(({ kind, text }) => {
    if (kind === 'added') return html`<ins>${text}</ins>`;
    return kind === 'removed' ? html`<del>${text}</del>` : html`${text}`;
  });
}

function place(passage: Comparable): SafeHtml {
  const words = placeWords(passage.place);
  return words === '' ? nothing : html`<span class="muted place">${words}</span>`;
}
