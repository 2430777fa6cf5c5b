import { html, type SafeHtml } from '@remix-run/html-template';
import { isSmallTalk, markOf, wording } from '../../core/defensive-ux/wording.ts';
import type { Answer, Citation, Confidence, NearestDocument } from '../../core/types.ts';
import { renderAnswerText } from '../frame/markdown.ts';
import { badge, nothing, passageLink } from '../frame/parts.ts';
import { placeWords, type Tone } from '../frame/words.ts';

const confidenceTone: Record<Confidence, Tone> = { found: 'good', partly: 'warn', 'not-found': 'quiet' };

/** Numbered sources; each opens its passage. */
export function sourceList(citations: Citation[]): SafeHtml {
  return html`<ol class="sources">${citations.map((citation) => {
    const place = [...citation.headings, placeWords(citation.place)]
      .filter((part) => part !== '')
      .join(' › ');
    return html`<li value="${citation.n}">
  <a href="${passageLink(citation.documentId, citation.passageId)}">${citation.title}</a>
  ${place === '' ? nothing : html`<span class="muted place">${place}</span>`}
  <blockquote>${citation.quote}</blockquote>
</li>`;
  })}</ol>`;
}

/** Documents that come close when there is no answer. */
export function nearestList(nearest: NearestDocument[]): SafeHtml {
  if (nearest.length === 0) return nothing;
  return html`<h3>${wording.nearest}</h3>
<ul class="nearest">${nearest.map(
    (document) =>
      html`<li><a href="/documents/${encodeURIComponent(document.documentId)}">${document.title}</a> ${document.path === document.title ? nothing : html`<span class="muted">${document.path}</span>`}</li>`,
  )}</ul>`;
}

/** What was answered: text, how sure, who wrote it, from what. */
export function answerView(answer: Answer): SafeHtml {
  const mark = markOf(answer);
  const servedBy = mark === '' ? nothing : html`<span class="served-by">${mark}</span>`;
  const beside = answer.citations.length > 0 || answer.nearest.length > 0;
  return html`<div class="answer"><div class="answer-parts">
<div class="answer-text">${renderAnswerText(answer.text, answer.citations)}
${
  isSmallTalk(answer)
    ? nothing
    : html`<p class="answer-marks">${badge({ text: wording.confidence[answer.confidence], tone: confidenceTone[answer.confidence] })}
  ${servedBy}</p>`
}</div>
${
  beside
    ? html`<div class="answer-sources">${
        answer.citations.length === 0
          ? nothing
          : html`<h3>${wording.sources}</h3>${sourceList(answer.citations)}`
      }${nearestList(answer.nearest)}</div>`
    : nothing
}
</div></div>`;
}
