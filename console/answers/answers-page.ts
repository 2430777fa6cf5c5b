import { html, type SafeHtml } from '@remix-run/html-template';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import type { Outcome } from '../../core/types.ts';
import { badge, emptyState, nothing, notice, pager, tableFrame, thumb, time } from '../frame/parts.ts';
import { count, deliveryWords, originWords, outcomeWords, servedByWords } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';

const SHOWN_SOURCES = 2;

function sources(record: AnswerRecord): SafeHtml {
  const titles = [...new Set(record.answer.citations.map((citation) => citation.title))];
  if (titles.length === 0) return html`<span class="muted">–</span>`;
  const more = titles.length - SHOWN_SOURCES;
  return html`${titles.slice(0, SHOWN_SOURCES).join(', ')}${more > 0 ? html` <span class="muted">and ${more} more</span>` : nothing}`;
}

/** Votes of members in words for the ear, in signs for the eye. */
export function voteCount(record: AnswerRecord): SafeHtml {
  const { up, down } = record.votes;
  if (up + down === 0) return html`<span class="muted">–</span>`;
  return html`<span class="vote-count" role="img" aria-label="${up} up, ${down} down">${
    up > 0 ? html`${thumb('up')} ${up}` : nothing
  } ${down > 0 ? html`${thumb('down')} ${down}` : nothing}</span>`;
}

function row(record: AnswerRecord): SafeHtml {
  const { answer } = record;
  return html`<tr>
  <th scope="row" class="wide"><a href="/answers/${encodeURIComponent(answer.traceId)}">${answer.question}</a></th>
  <td data-label="Outcome">${badge(outcomeWords[answer.outcome])}</td>
  <td class="keep" data-label="Served by">${answer.servedBy === null ? html`<span class="muted">–</span>` : servedByWords[answer.servedBy]}</td>
  <td class="wide" data-label="Sources">${sources(record)}</td>
  <td class="keep" data-label="Votes">${voteCount(record)}</td>
  <td class="keep" data-label="Asked in">${originWords(record.origin)}</td>
  <td class="keep" data-label="Time">${time(answer.createdAt)}</td>
  <td class="keep" data-label="Delivery">${record.delivery === null ? html`<span class="muted">–</span>` : (deliveryWords[record.delivery] ?? record.delivery)}</td>
</tr>`;
}

/** Filter of answers that wait for curators. */
export const SUGGESTED = 'suggested';

function filters({ outcome, search, document }: AnswersView): SafeHtml {
  return html`<form class="filters" method="get" action="/answers" role="search">
  <label>Search <input type="search" name="q" value="${search}" placeholder="Words of the question"></label>
  <label>Outcome <select name="outcome"><option value="">All</option>${Object.entries(outcomeWords).map(
    ([value, word]) =>
      html`<option value="${value}"${value === outcome ? html` selected` : nothing}>${word.text}</option>`,
  )}<option value="${SUGGESTED}"${outcome === SUGGESTED ? html` selected` : nothing}>Suggested, not shown yet</option></select></label>
  ${document === null ? nothing : html`<input type="hidden" name="document" value="${document.id}">`}
  <button class="quiet">Show</button>
</form>`;
}

export type AnswersView = {
  records: AnswerRecord[];
  outcome: Outcome | typeof SUGGESTED | null;
  /** How many wait for curators. */
  waiting: number;
  search: string;
  /** Only answers that cite it; `title` null where it is gone. */
  document: { id: string; title: string | null } | null;
  first: string | null;
  next: string | null;
};

export function answersPage(view: AnswersView): Page {
  const { records, outcome, waiting, search, document, first, next } = view;
  const filtered = search !== '' || outcome !== null || document !== null || first !== null;
  const list =
    records.length === 0
      ? filtered
        ? emptyState('Nothing matches', html`<a href="/answers">Show all answers</a>`)
        : emptyState(
            'No questions yet',
            html`Ask one in the <a href="/">Playground</a>, or mention the bot in your chat.`,
          )
      : tableFrame(
          'Answers',
          html`<table><thead><tr><th scope="col">Question</th><th scope="col">Outcome</th><th scope="col">Served by</th>
<th scope="col">Sources</th><th scope="col">Votes</th><th scope="col">Asked in</th><th scope="col">Time</th>
<th scope="col">Delivery</th></tr></thead><tbody>${records.map(row)}</tbody></table>`,
        );
  const body = html`<div class="page-head"><div><h1>Answers</h1>
<p class="lead">Every question, what became of it, and what members thought of it.</p></div></div>
${
  waiting > 0 && outcome !== SUGGESTED
    ? notice(
        'warn',
        html`${count(waiting, 'answer waits', 'answers wait')} for you before anybody sees ${waiting === 1 ? 'it' : 'them'}. <a href="/answers?outcome=${SUGGESTED}">Look at ${waiting === 1 ? 'it' : 'them'}</a>`,
      )
    : nothing
}
${document === null ? nothing : html`<p>Only answers that cite <b>${document.title ?? 'a document that is gone'}</b>. <a href="/answers">Show all answers</a></p>`}
${filters(view)}
${list}
${pager({ first, next })}`;
  return { title: 'Answers', area: 'answers', body };
}
