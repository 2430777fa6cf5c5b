import { html, type SafeHtml } from '@remix-run/html-template';
import { nothing } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';

/** How far the passages are read for their meaning; null where they are not. */
export type MeaningView = { meaning: { done: number; waiting: number } | null };

/** How far it is, in a line that asks again until all are read. */
export function meaningLine({ meaning }: MeaningView): SafeHtml {
  if (meaning === null) return nothing;
  const { done, waiting } = meaning;
  const all = done + waiting;
  if (all === 0) return nothing;
  if (waiting === 0) {
    return html`<p id="meaning" class="muted">Read for meaning: all ${count(all, 'passage')}.</p>`;
  }
  return html`<p id="meaning" class="muted" hx-get="/documents/meaning" hx-trigger="every 5s" hx-swap="outerHTML" hx-status:5xx="swap:none">
<progress value="${done}" max="${all}" aria-label="Read for meaning"></progress>
Read for meaning: ${done.toLocaleString('en')} of ${count(all, 'passage')}. Words find the others meanwhile.</p>`;
}
