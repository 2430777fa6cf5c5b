import { html, type SafeHtml } from '@remix-run/html-template';
import { fill, wording } from '../../core/defensive-ux/wording.ts';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import type { Answer, Polarity, Step } from '../../core/types.ts';
import { badge, link, nothing, tableFrame, time } from '../parts.ts';
import { answerView } from '../playground/answer-view.ts';
import { voteForm } from '../playground/vote.ts';
import type { Session } from '../session.ts';
import { deliveryWords, originWords, outcomeWords } from '../words.ts';
import { voteCount } from './answers-page.ts';

const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

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
  ${fact('Message', permalink === null ? null : html`<a href="${permalink}" rel="noopener noreferrer">Open it in chat</a>`)}
  ${fact('Searched for', answer.standalone === answer.question ? null : answer.standalone)}
  ${fact('Evidence', answer.evidence.toFixed(2))}
  ${fact('Time taken', `${ms(answer.ms.total)} (search ${ms(answer.ms.retrieve)}, writing ${ms(answer.ms.generate)})`)}
  ${fact('Model', usageWords(answer))}
  ${fact('Knowledge generation', String(answer.generation))}
</dl>`;
}

function stepRow(step: Step, index: number): SafeHtml {
  const detail = JSON.stringify(step.detail, null, 2);
  return html`<tr>
  <td class="number tight">${index + 1}</td>
  <th scope="row" class="keep tight">${step.step}</th>
  <td class="number keep tight">${ms(step.ms)}</td>
  <td class="detail">${detail === '{}' ? html`<span class="muted">–</span>` : html`<pre>${detail}</pre>`}</td>
</tr>`;
}

export function answerPage(options: {
  session: Session;
  record: AnswerRecord;
  vote: Polarity;
  permalink: string | null;
}): SafeHtml {
  const { session, record, vote, permalink } = options;
  const { answer } = record;
  const here = `/answers/${encodeURIComponent(answer.traceId)}`;
  return html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/answers">Answers</a></nav>
<div class="page-head"><h1 class="question">${answer.question}</h1>
<a class="button quiet" href="${link('/', { q: answer.question })}">Ask again</a></div>
<div class="columns">
<section class="card" aria-label="Answer">
  ${answerView(answer)}
  ${voteForm({ session, traceId: answer.traceId, now: vote, back: here })}
</section>
<section class="card" aria-label="Facts">${facts(record, permalink)}</section>
</div>
<h2>Steps</h2>
${
  answer.steps.length === 0
    ? html`<p class="muted">No steps were recorded.</p>`
    : tableFrame(
        'Steps',
        html`<table class="steps"><thead><tr><th scope="col" class="number">#</th><th scope="col">Step</th><th scope="col" class="number">Time</th>
<th scope="col">What it decided</th></tr></thead><tbody>${answer.steps.map(stepRow)}</tbody></table>`,
      )
}
<p class="muted">${fill(wording.reference, { traceId: answer.traceId })}</p>`;
}
