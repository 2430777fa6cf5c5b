import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalRun } from '../../../core/ports/batches.ts';
import { nothing, tableFrame, time } from '../../frame/parts.ts';
import { percent } from '../../frame/words.ts';
import { passRate, runPath } from '../runs/run-list.ts';

/** A drawing's size in its own units. */
const [WIDTH, HEIGHT] = [720, 220];
const EDGE = { left: 48, right: 16, top: 14, bottom: 40 };

type Point = { run: EvalRun; x: number; y: number; low: number; high: number };

function pointsOf(runs: readonly EvalRun[]): Point[] {
  const across = WIDTH - EDGE.left - EDGE.right;
  const down = HEIGHT - EDGE.top - EDGE.bottom;
  const yOf = (share: number) => EDGE.top + (1 - share) * down;
  return runs.map((run, at) => {
    const share = run.passed / run.judged;
    const [low, high] = run.passInterval ?? [share, share];
    const x = runs.length === 1 ? EDGE.left + across / 2 : EDGE.left + (at * across) / (runs.length - 1);
    return { run, x: Math.round(x), y: yOf(share), low: yOf(low), high: yOf(high) };
  });
}

function drawing(points: readonly Point[]): SafeHtml {
  const line = points.map(({ x, y }) => `${x},${y.toFixed(1)}`).join(' ');
  const scale = [0, 0.5, 1].map((share) => ({
    share,
    y: EDGE.top + (1 - share) * (HEIGHT - EDGE.top - EDGE.bottom),
  }));
  // Labels that would touch each other help nobody.
  const every = Math.ceil(points.length / 12);
  const [first, last] = [points[0]?.run, points.at(-1)?.run];
  const words =
    first === undefined || last === undefined
      ? ''
      : `Share of passed cases over ${points.length} runs, from ${passRate(first)} at knowledge generation ${first.card.generation} to ${passRate(last)} at generation ${last.card.generation}. The table below has every run.`;
  return html`<svg class="trend" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}">
${scale.map(({ share, y }) => html`<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${y}" y2="${y}"/><text x="${EDGE.left - 8}" y="${y + 4}" text-anchor="end">${percent(share)}</text>`)}
${points.map(({ x, low, high }) => html`<line class="range" x1="${x}" x2="${x}" y1="${low.toFixed(1)}" y2="${high.toFixed(1)}"/>`)}
<polyline class="line" points="${line}"/>
${points.map(({ run, x, y }) => html`<circle cx="${x}" cy="${y.toFixed(1)}" r="${run.baseline ? 6 : 4}"><title>${run.name}: ${passRate(run)}, generation ${run.card.generation}</title></circle>`)}
${points.map(({ run, x }, at) => (at % every === 0 ? html`<text x="${x}" y="${HEIGHT - 18}" text-anchor="middle">${run.card.generation}</text>` : nothing))}
<text x="${(WIDTH + EDGE.left) / 2}" y="${HEIGHT - 2}" text-anchor="middle">knowledge generation</text>
</svg>`;
}

/** How the share of passed cases moved over the runs of one set, oldest first; versions of the set are named. */
export function trend(runs: readonly EvalRun[]): SafeHtml {
  const shown = runs.filter(({ state, judged }) => state === 'done' && judged > 0);
  if (shown.length === 0) return nothing;
  const mixed = new Set(shown.map(({ setVersion }) => setVersion)).size > 1;
  return html`<section class="card stack" aria-labelledby="trend"><h2 id="trend">Over time</h2>
${shown.length === 1 ? nothing : drawing(pointsOf(shown))}
${mixed ? html`<p class="muted">The set was changed in between, so not all runs asked the same questions: compare two runs for what changed.</p>` : nothing}
${tableFrame(
  'Runs over time',
  html`<table><thead><tr><th scope="col">Run</th><th scope="col" class="number">Generation</th><th scope="col" class="number">Version of the set</th><th scope="col">Passed (95 % interval)</th><th scope="col">Started</th></tr></thead>
<tbody>${[...shown].reverse().map(
    (
      run,
    ) => html`<tr><th scope="row"><a href="${runPath(run.id)}">${run.name}</a>${run.baseline ? ' (baseline)' : ''}</th><td class="number" data-label="Generation">${run.card.generation}</td>
<td class="number" data-label="Version">${run.setVersion}</td><td class="keep" data-label="Passed">${passRate(run)}</td><td class="keep" data-label="Started">${time(run.createdAt)}</td></tr>`,
  )}</tbody></table>`,
)}</section>`;
}
