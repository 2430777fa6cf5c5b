import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import type { EvalSet } from '../../core/ports/batches.ts';
import type { AnswerRecord } from '../../core/ports/feedback.ts';
import { withoutMarks } from '../../core/text/citation-marks.ts';
import { field } from '../audit/subjects.ts';
import type { ConsoleDeps } from '../deps.ts';
import { csrfField, nothing } from '../frame/parts.ts';
import { readForm } from '../requests/form.ts';
import { missing, type Reply, redirect } from '../routes/replies.ts';
import { formRoute, param, type Route, type Visit } from '../routes/route.ts';
import type { Session } from '../session/session.ts';

type Needs = Pick<ConsoleDeps, 'feedback' | 'dataSets'>;

const EXPECTATIONS = ['this', 'none', 'open'] as const;

/** Takes the question of an answer into a set of golden questions. */
export function addToSetForm(
  { record, sets }: { record: AnswerRecord; sets: readonly Pick<EvalSet, 'id' | 'name'>[] },
  session: Session,
): SafeHtml {
  if (sets.length === 0) return nothing;
  const { answer } = record;
  const answered = answer.outcome === 'answered';
  return html`<form class="card stack" method="post" action="/answers/${encodeURIComponent(answer.traceId)}/add-to-set">${csrfField(session)}
<h2>Make it a golden question</h2>
<div class="field-row"><label>Question set <select name="set">${sets.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>
<label>What is expected <select name="expects">${answered ? html`<option value="this">this answer and its sources</option>` : nothing}<option value="none">that there is no answer</option><option value="open"${answered ? nothing : html` selected`}>to be judged later</option></select></label>
<button class="quiet">Add it</button></div></form>`;
}

async function addToSet({ feedback, dataSets }: Needs, { req }: Visit): Promise<Reply> {
  const { set, expects } = readForm(req, { set: z.string().max(80), expects: z.enum(EXPECTATIONS) });
  const record = await feedback.answer(param(req, 'id'));
  if (record === undefined) return missing('There is no such answer. It may have been deleted.');
  if ((await dataSets.find(set)) === undefined) return missing('There is no such set any more.');
  const { question, outcome, citations, text, traceId } = record.answer;
  const right = expects === 'this' && outcome === 'answered';
  const id = await dataSets.add(set, [
    {
      ...{ question, mustAbstain: expects === 'none', from: traceId },
      expectedSources: right ? [...new Set(citations.map(({ path, title }) => path || title))] : [],
      expectedAnswer: right ? withoutMarks(text, '') : null,
    },
  ]);
  return redirect(`/batches/sets/${encodeURIComponent(id)}?q=${encodeURIComponent(question.slice(0, 200))}`);
}

export function addToSetRoutes(deps: Needs): Route[] {
  return [
    formRoute(
      '/answers/:id/add-to-set',
      'curator',
      { action: 'eval-set.edit', subject: field('set') },
      (visit) => addToSet(deps, visit),
    ),
  ];
}
