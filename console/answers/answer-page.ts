import { html, type SafeHtml } from '@remix-run/html-template';
import { fill, wording } from '../../core/defensive-ux/wording.ts';
import type { EvalSet } from '../../core/ports/batches.ts';
import type { AnswerRecord, Ledger } from '../../core/ports/feedback.ts';
import type { Answer, Passage, Polarity } from '../../core/types.ts';
import { badge, link, nothing, time } from '../frame/parts.ts';
import { deliveryWords, originWords, outcomeWords } from '../frame/words.ts';
import { answerView } from '../playground/answer-view.ts';
import { voteForm } from '../playground/vote.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { addToSetForm } from './add-to-set.ts';
import { voteCount } from './answers-page.ts';
import { ledgerSection } from './ledger-section.ts';
import { milliseconds, type StepNames, stepView } from './step-view.ts';
import { suggestionSection } from './suggestion-section.ts';

function fact(name: string, value: SafeHtml | string | null): SafeHtml {
  return value === null ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function usageWords(answer: Answer): string | null {
  if (answer.usage === null) return null;
  const { model, inputTokens, outputTokens } = answer.usage;
  return `${model}: ${inputTokens ?? 'unknown'} tokens in, ${outputTokens ?? 'unknown'} out`;
}

function facts(record: AnswerRecord, permalink: string | null): SafeHtml {
  const { answer } = record;
  return html`<dl class="facts">
  ${fact('Asked in', originWords(record.origin))}
  ${fact('When', time(answer.createdAt))}
  ${fact('Outcome', badge(outcomeWords[answer.outcome]))}
  ${fact('Reason', answer.reason === null ? null : html`<code>${answer.reason}</code>`)}
  ${fact('Votes', voteCount(record))}
  ${fact('Delivery', record.delivery === null ? null : (deliveryWords[record.delivery] ?? record.delivery))}
  ${fact('About the delivery', record.deliveryNote)}
  ${fact('Message', permalink === null ? null : html`<a href="${permalink}" rel="noopener noreferrer">Open it in chat</a>`)}
  ${fact('Searched for', answer.standalone === answer.question ? null : answer.standalone)}
  ${fact('Evidence', answer.evidence.toFixed(2))}
  ${fact('Time taken', `${milliseconds(answer.ms.total)} (search ${milliseconds(answer.ms.retrieve)}, writing ${milliseconds(answer.ms.generate)})`)}
  ${fact('Model', usageWords(answer))}
  ${fact('Knowledge generation', String(answer.generation))}
</dl>`;
}

export type AnswerView = {
  record: AnswerRecord;
  /** What the reader voted. */
  vote: Polarity;
  permalink: string | null;
  /** What members are told who ask why. */
  why: string;
  /** What the steps name by id. */
  names: { passages: Passage[]; guards: { id: string; label: string }[] };
  outdated: boolean;
  ledger: Ledger;
  /** Question sets that the question may be taken into. */
  sets: Pick<EvalSet, 'id' | 'name'>[];
};

export function answerPage(view: AnswerView, session: Session): Page {
  const { record, vote, permalink, why, outdated } = view;
  const names: StepNames = {
    question: record.answer.question,
    passages: new Map(view.names.passages.map((passage) => [passage.passageId, passage])),
    guards: new Map(view.names.guards.map(({ id, label }) => [id, label])),
  };
  const { answer } = record;
  const here = `/answers/${encodeURIComponent(answer.traceId)}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/answers">Answers</a></nav>
<div class="page-head"><h1 class="question">${answer.question}</h1>
<a class="button quiet" href="${link('/', { q: answer.question })}">Ask again</a></div>
${suggestionSection({ session, record, outdated })}
<div class="columns">
<section class="card" aria-label="Answer">
  ${answerView(answer)}
  ${voteForm({ session, traceId: answer.traceId, now: vote, back: here })}
</section>
<section class="card" aria-label="Facts">${facts(record, permalink)}</section>
</div>
<section class="card why" aria-labelledby="why"><h2 id="why">Why this answer?</h2>
<p class="muted">As members read it who ask for it.</p>
${why.split('\n\n').map((paragraph) => html`<p>${paragraph}</p>`)}</section>
${addToSetForm(view, session)}
${ledgerSection(view.ledger)}
<h2>Steps</h2>
${
  answer.steps.length === 0
    ? html`<p class="muted">No steps were recorded.</p>`
    : html`<ol class="trace">${answer.steps.map((step) => stepView(step, names))}</ol>`
}
<p class="muted">${fill(wording.reference, { traceId: answer.traceId })}</p>`;
  return { title: 'Answer', area: 'answers', body };
}
