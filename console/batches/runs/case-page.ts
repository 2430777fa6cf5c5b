import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalCaseResult, EvalRun, ModelCall, ScorerInfo } from '../../../core/ports/batches.ts';
import type { Answer, Passage } from '../../../core/types.ts';
import { badge, nothing, passageLink } from '../../frame/parts.ts';
import { count, dollars, percent, placeWords, verdictWords } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { expectedView, gotView, judgeForms } from './case-parts.ts';
import { runPath } from './run-list.ts';

export type CaseView = {
  run: Pick<EvalRun, 'id' | 'name'>;
  result: EvalCaseResult;
  calls: (ModelCall & { usd: number | null })[];
  /** The stored answer, while it is kept. */
  answer: Pick<Answer, 'ms' | 'usage' | 'evidence'> | null;
  /** What the search found, best first, as it is published now. */
  passages: Passage[];
  scorers: readonly Pick<ScorerInfo, 'name' | 'label' | 'help'>[];
};

function fact(name: string, value: SafeHtml | string): SafeHtml {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function callView(
  { model, messages, reply, usage, ms, failure, usd }: CaseView['calls'][number],
  at: number,
): SafeHtml {
  const tokens =
    usage === null
      ? 'tokens unknown'
      : `${usage.inputTokens ?? '?'} tokens in, ${usage.outputTokens ?? '?'} out`;
  return html`<details class="call"><summary>Call ${at + 1}: ${model}, ${tokens}, ${ms} ms, ${usd === null ? 'price unknown' : dollars(usd)}${failure === null ? nothing : html` ${badge({ text: 'No whole reply', tone: 'bad' })}`}</summary>
${failure === null ? nothing : html`<p class="reason">${failure}</p>`}
<h4>Prompt as sent</h4>
${messages.map(({ role, text }) => html`<p class="muted">${role}</p><pre tabindex="0">${text}</pre>`)}
<h4>Reply as it came</h4><pre tabindex="0">${reply === '' ? '(nothing)' : reply}</pre></details>`;
}

/** Everything about one case of a run: as a page, and in the drawer beside the list. */
export function caseView(view: CaseView, session: Session): SafeHtml {
  const { run, result, calls, answer, passages, scorers } = view;
  const scores = scorers.filter(({ name }) => (result.scores[name] ?? null) !== null);
  return html`<article class="case stack" data-case="${result.caseId}">
<p>${badge(verdictWords[result.verdict])} ${judgeForms(session, run.id, result, runPath(run.id))}</p>
${result.verdict === 'unjudged' ? html`<p class="muted">Nobody said what is expected here. <b>Right</b> makes this answer and its sources what is expected, <b>Wrong</b> makes the same answer a failure from now on.</p>` : nothing}
<div class="columns">
<section><h3>Expected</h3>${expectedView(result.expected)}</section>
<section><h3>Got</h3>${gotView(result)}</section>
</div>
<dl class="facts inline">
${scores.map(({ name, label, help }) => html`<div><dt title="${help}">${label}</dt><dd>${percent(result.scores[name] ?? null)}</dd></div>`)}
${answer === null ? nothing : html`${fact('Time taken', `${Math.round(answer.ms.total)} ms (search ${Math.round(answer.ms.retrieve)}, writing ${Math.round(answer.ms.generate)})`)}${fact('Evidence', answer.evidence.toFixed(2))}`}
${calls.length === 0 ? fact('Models', 'none asked') : fact('Models', count(calls.length, 'call'))}
</dl>
${result.traceId === null ? nothing : html`<p><a href="/answers/${encodeURIComponent(result.traceId)}">Every step of this answer</a></p>`}
${calls.length === 0 ? nothing : html`<section><h3>Calls of models</h3>${calls.map(callView)}</section>`}
${
  passages.length === 0
    ? nothing
    : html`<section><h3>Passages found</h3><ol class="found">${passages.map(
        (one) =>
          html`<li><a href="${passageLink(one.documentId, one.passageId)}">${one.title}</a> <span class="muted">${one.headings.join(' › ')} ${placeWords(one.place)}</span><p class="clamp">${one.text}</p></li>`,
      )}</ol></section>`
}
</article>`;
}

export function casePage(view: CaseView, session: Session): Page {
  const { run, result } = view;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="${runPath(run.id)}">${run.name}</a></nav>
<div class="page-head"><h1 class="question">${result.question}</h1></div>
<div class="card">${caseView(view, session)}</div>`;
  return { title: result.question, area: 'batches', body };
}

/** The same for the drawer. */
export function caseDrawer(view: CaseView, session: Session): SafeHtml {
  return html`<h2 class="question" id="drawer-title">${view.result.question}</h2>${caseView(view, session)}`;
}
