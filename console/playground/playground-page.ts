import { html, type SafeHtml } from '@remix-run/html-template';
import { isSmallTalk, wording } from '../../core/defensive-ux/wording.ts';
import type { Answer, Polarity } from '../../core/types.ts';
import { csrfField, emptyState, link, nothing } from '../frame/parts.ts';
import { documentCount } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { answerView } from './answer-view.ts';
import { type NarrowFields, narrowedTo, narrowSection } from './narrow.ts';
import { voteForm } from './vote.ts';

/** A model may take its time; the page waits this long for it. */
const ASK_TIMEOUT = '180s';

export type Turn = { answer: Answer; vote: Polarity };

/** One question and its answer. The hidden field makes the next question a follow-up of this one. */
export function turnView(session: Session, turn: Turn, back: string): SafeHtml {
  const { answer } = turn;
  const id = encodeURIComponent(answer.traceId);
  return html`<article class="turn card" aria-label="Answer to: ${answer.question}">
  <input type="hidden" name="after" value="${answer.traceId}" form="ask">
  <h2 class="question">${answer.question}</h2>
  ${narrowedTo(answer)}
  ${answerView(answer)}
  <div class="turn-foot">
    ${isSmallTalk(answer) ? nothing : voteForm({ session, traceId: answer.traceId, now: turn.vote, back })}
    ${refreshForm(session, answer)}
    <a class="muted trace-link" href="/answers/${id}">How this answer came about</a>
  </div>
</article>`;
}

/** `cached · refresh`: an answer that was given before can be asked for anew. */
function refreshForm(session: Session, answer: Answer): SafeHtml {
  if (answer.servedBy !== 'exact-cache' && answer.servedBy !== 'semantic-cache') return nothing;
  return html`<form class="refresh" method="post" action="/ask">
  ${csrfField(session)}<input type="hidden" name="question" value="${answer.standalone}">
  <input type="hidden" name="refresh" value="yes">
  <span class="muted">${wording.cached} ·</span> <button class="quiet small">${wording.refresh}</button>
</form>`;
}

function askForm(session: Session, question: string, narrow: NarrowFields, limit: number): SafeHtml {
  return html`<form id="ask" class="ask" method="post" action="/ask" data-ask
  hx-post="/ask" hx-target="#turns" hx-swap="beforeend" hx-disable="#ask-button" hx-config="timeout:${ASK_TIMEOUT}">
  ${csrfField(session)}
  <label for="question">Your question</label>
  <div class="ask-row">
    <textarea id="question" name="question" rows="2" maxlength="${limit}" required
      placeholder="Ask as a member of your team would">${'\n'}${question}</textarea>
    <button id="ask-button">Ask</button>
  </div>
  <input type="hidden" name="live" value="">
  <p id="asking-text" class="asking-text" aria-hidden="true"></p>
  <p id="asking" class="asking" role="status" data-words="${wording.status.seen}"></p>
  <p class="muted ask-help">Enter asks, Shift and Enter begins a new line.</p>
  ${narrowSection(narrow)}
</form>`;
}

/** Two to begin with: one that Docent's manual answers, one that it must not answer. */
export const MANUAL_EXAMPLES = ['How do I add a document?', 'What does the CEO earn?'];

function examples(questions: string[]): SafeHtml {
  if (questions.length === 0) return nothing;
  return html`<p class="examples muted"><span>To begin with:</span>${questions.map(
    (question) => html`<a href="${link('/', { q: question })}">${question}</a>`,
  )}</p>`;
}

export type PlaygroundView = {
  turns: Turn[];
  question: string;
  narrow: NarrowFields;
  /** What can be asked about, and uploads that could not be read. */
  documents: { documents: number; failed: number };
  /** Questions to begin with. */
  suggestions: string[];
  limit: number;
  /** The address of this conversation. */
  back: string;
};

export function playgroundPage(view: PlaygroundView, session: Session): Page {
  const { turns, question, narrow, documents, suggestions, limit, back } = view;
  const start =
    documents.documents === 0
      ? emptyState(
          'There is nothing to ask yet',
          html`<a href="/documents">Upload a document</a>, then ask about it here.`,
        )
      : nothing;
  const body = html`<div class="page-head">
  <div><h1>Playground</h1>
  <p class="lead">Ask as your team would in chat. Answers come from ${documentCount(documents)}.</p></div>
  <a class="button quiet new-conversation" href="/">New conversation</a>
</div>
${start}
<div id="turns" class="turns" aria-live="polite">${turns.map((turn) => turnView(session, turn, back))}</div>
${askForm(session, question, narrow, limit)}
${examples(suggestions)}`;
  return { title: 'Playground', area: 'playground', body };
}
