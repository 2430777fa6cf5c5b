import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalRun, Spent } from '../../../core/ports/batches.ts';
import { badge, emptyState, nothing, tableFrame, time } from '../../frame/parts.ts';
import { count, dollars, percent, runWords } from '../../frame/words.ts';

export function isUnfinished(run: EvalRun): boolean {
  return run.state === 'queued' || run.state === 'running';
}

export const runPath = (id: string): string => `/batches/runs/${encodeURIComponent(id)}`;

/** `72 % (61–81 %)`: the pass rate with its 95 % interval. */
export function passRate(run: EvalRun): string {
  if (run.judged === 0) return '–';
  const rate = percent(run.passed / run.judged);
  if (run.passInterval === null) return rate;
  const [low, high] = run.passInterval;
  return `${rate} (${Math.round(low * 100)}–${Math.round(high * 100)} %)`;
}

export function progressOf(run: EvalRun): SafeHtml {
  const words = `${run.done.toLocaleString('en')} of ${run.total.toLocaleString('en')}`;
  if (!isUnfinished(run)) return html`${words}`;
  return html`<progress value="${run.done}" max="${Math.max(1, run.total)}" aria-label="Progress of ${run.name}"></progress> <span class="keep">${words}</span>`;
}

/** What a run has cost; a price that nobody knows is not nothing. */
export function spentWords({ calls, usd, unpriced }: Spent): string {
  if (calls === 0) return 'nothing';
  if (unpriced === calls) return 'unknown';
  const more = unpriced === 0 ? '' : ` and ${count(unpriced, 'call')} of unknown price`;
  return `${dollars(usd)}${more}`;
}

function row(run: EvalRun): SafeHtml {
  return html`<tr>
  <th scope="row" class="wide"><a href="${runPath(run.id)}">${run.name}</a>${run.baseline ? html` ${badge({ text: 'Baseline', tone: 'quiet' })}` : nothing}</th>
  <td data-label="Set">${run.setName}${run.setVersion > 1 ? ` (version ${run.setVersion})` : ''}</td>
  <td data-label="State">${badge(runWords[run.state])}</td>
  <td class="keep" data-label="Progress">${progressOf(run)}</td>
  <td class="keep" data-label="Passed (95 % interval)">${passRate(run)}</td>
  <td class="number" data-label="Not judged">${run.unjudged}</td>
  <td class="number" data-label="Errors">${run.errors}</td>
  <td class="keep" data-label="Spent">${spentWords(run.spent)}</td>
  <td class="keep" data-label="Started">${time(run.createdAt)}</td>
</tr>`;
}

/** The runs; asks again while one of them is under way. */
export function runList(runs: EvalRun[]): SafeHtml {
  const poll = runs.some(isUnfinished)
    ? html` hx-get="/batches/runs" hx-trigger="every 2s" hx-swap="outerMorph" hx-status:5xx="swap:none"`
    : nothing;
  const content =
    runs.length === 0
      ? emptyState('No runs yet', 'Import a set of questions, then run it.')
      : tableFrame(
          'Runs',
          html`<table><thead><tr><th scope="col">Run</th><th scope="col">Set</th><th scope="col">State</th>
<th scope="col">Progress</th><th scope="col">Passed (95 % interval)</th><th scope="col" class="number">Not judged</th>
<th scope="col" class="number">Errors</th><th scope="col">Spent</th><th scope="col">Started</th></tr></thead><tbody>${runs.map(row)}</tbody></table>`,
        );
  return html`<div id="run-list"${poll}>${content}</div>`;
}
