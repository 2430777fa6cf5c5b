import { html, type SafeHtml } from '@remix-run/html-template';
import type { PreviewAnswer, PreviewOrigin, PreviewResult } from '../../../core/ports/previews.ts';
import { type DiffPart, diffWords } from '../../../knowledge/documents/word-diff.ts';
import { badge, nothing } from '../../frame/parts.ts';
import { outcomeWords } from '../../frame/words.ts';

const ORIGINS: Record<PreviewOrigin, string> = {
  asked: 'Asked before',
  cached: 'Answer is kept',
  eval: 'Golden question',
};

/** One question with its answers before and after, side by side where there is room. */
export function previewResult(result: PreviewResult): SafeHtml {
  const { before, after, verdict } = result;
  const marked = verdict === 'changed' || verdict === 'source-lost';
  const parts: DiffPart[] = marked
    ? diffWords(before.text, after.text)
    : [
        { kind: 'removed', text: before.text },
        { kind: 'added', text: after.text },
      ];
  const side = (kind: 'added' | 'removed') =>
    parts
      .filter((part) => part.kind === 'same' || part.kind === kind)
      .map(({ kind: own, text }) => {
        if (!marked || own === 'same') return html`${text}`;
        return own === 'added' ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
      });
  return html`<li class="card stack">
  <div class="card-head"><h3>${result.question}</h3><span class="preview-origins">${result.origins.map((origin) => badge({ text: ORIGINS[origin], tone: 'quiet' }))}</span></div>
  <div class="preview-sides">${answerSide('Now', before, side('removed'))}${answerSide('With the draft', after, side('added'))}</div>
</li>`;
}

function answerSide(name: string, answer: PreviewAnswer, text: SafeHtml[]): SafeHtml {
  const golden =
    answer.passed === null
      ? nothing
      : badge(answer.passed ? { text: 'Passes', tone: 'good' } : { text: 'Fails', tone: 'bad' });
  const curated = answer.curated ? badge({ text: 'Curated answer', tone: 'quiet' }) : nothing;
  return html`<div class="preview-side"><p class="passage-head">${name} ${badge(outcomeWords[answer.outcome])} ${curated} ${golden}</p>
  <p class="passage-text" hx-ignore>${text}</p>
  ${
    answer.sources.length === 0
      ? nothing
      : html`<p class="muted">From ${answer.sources.map(
          ({ documentId, title }, at) =>
            html`${at > 0 ? ', ' : ''}<a href="/documents/${encodeURIComponent(documentId)}">${title}</a>`,
        )}</p>`
  }</div>`;
}
