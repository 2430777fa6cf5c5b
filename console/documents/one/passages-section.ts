import { html, type SafeHtml } from '@remix-run/html-template';
import type { ShapedPassage } from '../../../core/ports/library.ts';
import { nothing } from '../../frame/parts.ts';
import { count, placeWords } from '../../frame/words.ts';
import { passageText } from '../text/passage-text.ts';

export type PassagesView = {
  passages: ShapedPassage[];
  /** The passage before the first one of `passages`. */
  before: ShapedPassage | undefined;
  total: number;
  /** The passage that a citation leads to; '' when none. */
  wanted: string;
};

/** The document as people know it, beside the passages that answers are searched in. Narrow windows show one of the two. */
export function passagesSection({ passages, before, total, wanted }: PassagesView): SafeHtml {
  const choice = (value: string, words: string, checked: boolean) =>
    html`<label><input type="radio" name="reading" value="${value}"${checked ? html` checked` : nothing}> ${words}</label>`;
  return html`<section class="reading" aria-labelledby="reading">
<div class="reading-head"><h2 id="reading">${count(total, 'passage')}</h2>
<fieldset class="reading-choice"><legend class="hidden">Show</legend>${choice('known', 'Document', true)}${choice('read', 'Passages', false)}</fieldset></div>
<div class="reading-columns" aria-hidden="true"><span>The document</span><span>Its passages, as they are searched</span></div>
<ol class="passages">${passages.map((passage, at) => passageRow(passage, passages[at - 1] ?? before, wanted))}</ol>
</section>`;
}

function passageRow(passage: ShapedPassage, before: ShapedPassage | undefined, wanted: string): SafeHtml {
  const place = placeWords(passage.place);
  const cited = passage.passageId === wanted;
  return html`<li id="passage-${passage.passageId}" class="passage${cited ? ' cited' : ''}">
  <div class="known" hx-ignore>${cited ? html`<p class="known-cited"><span class="badge good">Cited passage</span></p>` : nothing}${passageText(passage, before)}</div>
  <div class="read"><p class="passage-head">${passage.headings.length === 0 ? html`<span class="muted">Beginning</span>` : passage.headings.join(' › ')}
    ${place === '' ? nothing : html`<span class="muted place">${place}</span>`}
    ${cited ? html`<span class="badge good">Cited passage</span>` : nothing}</p>
  <p class="passage-text" hx-ignore>${passage.text}</p></div>
</li>`;
}
