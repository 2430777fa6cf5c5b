import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalRun, EvalSet } from '../../core/ports/batches.ts';
import { csrfField, emptyState, nothing, notice, tableFrame, time } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { runList } from './runs/run-list.ts';
import { setPath } from './sets/set-page.ts';

export type Imported = { name: string; cases: number; rejected: { line: number; message: string }[] };

const EXAMPLE = `question,expectedSources,mustAbstain,expectedFacts
How many leave days carry over?,leave.md,,five days
What does the CEO earn?,,true,`;

function importResult(imported: Imported | null): SafeHtml {
  if (imported === null) return nothing;
  const { name, cases, rejected } = imported;
  const words = html`<p>${
    cases === 0
      ? html`<b>Nothing was imported.</b>`
      : html`<b>${count(cases, 'question')}</b> imported as “${name}”.`
  }${rejected.length === 0 ? nothing : html` ${count(rejected.length, 'line')} could not be used:`}</p>`;
  const lines =
    rejected.length === 0
      ? nothing
      : html`<ul class="rejected">${rejected.map((line) => html`<li>Line ${line.line}: ${line.message}</li>`)}</ul>`;
  return notice(cases === 0 ? 'bad' : rejected.length === 0 ? 'good' : 'warn', html`${words}${lines}`);
}

function importForm(session: Session, sets: readonly EvalSet[]): SafeHtml {
  return html`<form class="card stack" method="post" action="/batches/import" enctype="multipart/form-data">
  ${csrfField(session)}
  <h2>Import questions</h2>
  <p class="muted">CSV with a header line, or JSON Lines. Only <code>question</code> is needed; <code>expectedSources</code>,
  <code>expectedFacts</code>, <code>mustAbstain</code> and <code>expectedAnswer</code> say what a good answer is. An answer of which nothing is said is not judged.</p>
  <div class="field-row">
    <label>Name <input name="name" maxlength="120" placeholder="Name of the file"></label>
    <label>Format <select name="format"><option value="auto">By its look</option><option value="csv">CSV</option><option value="jsonl">JSON Lines</option></select></label>
    ${sets.length === 0 ? nothing : html`<label>As <select name="into"><option value="">a new set</option>${sets.map(({ id, name }) => html`<option value="${id}">the next version of ${name}</option>`)}</select></label>`}
    <label>File <input type="file" name="file" accept=".csv,.jsonl,.json,.txt"></label>
  </div>
  <label for="paste">Or paste them</label>
  <textarea id="paste" name="text" rows="4" spellcheck="false" placeholder="${EXAMPLE}"></textarea>
  <div class="action-row"><button>Import</button></div>
</form>`;
}

function setRow(set: EvalSet): SafeHtml {
  const path = setPath(set.id);
  return html`<tr>
  <th scope="row" class="wide"><a href="${path}">${set.name}</a></th>
  <td class="number" data-label="Questions">${set.cases.toLocaleString('en')}</td>
  <td class="number" data-label="Version">${set.version}</td>
  <td class="keep" data-label="Made">${time(set.createdAt)}</td>
  <td class="actions"><a class="button small" href="${path}/run" aria-label="Run ${set.name}">Run…</a>
    <a class="button quiet small" href="${path}" aria-label="Edit ${set.name}">Edit</a>
    <a class="button quiet small" href="${path}/delete" aria-label="Delete ${set.name}">Delete</a></td>
</tr>`;
}

function setList(sets: EvalSet[]): SafeHtml {
  if (sets.length === 0) {
    return emptyState(
      'No question sets yet',
      'Import questions whose answers you know, or make an empty set and take questions from votes and documents. Runs show how well the bot does on them.',
    );
  }
  return tableFrame(
    'Question sets',
    html`<table><thead><tr><th scope="col">Set</th><th scope="col" class="number">Questions</th><th scope="col" class="number">Version</th><th scope="col">Made</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${sets.map((set) => setRow(set))}</tbody></table>`,
  );
}

export type BatchesView = { sets: EvalSet[]; runs: EvalRun[] };

/** `imported` = what came of the set that was just sent. */
export function batchesPage(
  { sets, runs }: BatchesView,
  session: Session,
  imported: Imported | null = null,
): Page {
  const body = html`<div class="page-head"><div><h1>Batches</h1>
<p class="lead">Questions with known answers, asked all at once: how good is the bot today?</p></div>
<div class="action-row"><a class="button quiet" href="/batches/gates">Gates</a></div></div>
${importResult(imported)}
<h2>Question sets</h2>
${setList(sets)}
<form class="filters" method="post" action="/batches/sets">${csrfField(session)}<label>Name of a new, empty set <input name="name" maxlength="120" required></label><button class="quiet">Make it</button></form>
<div class="card-head"><h2>Runs</h2>${runs.length < 2 ? nothing : html`<a class="button quiet small" href="/batches/compare">Compare two</a>`}</div>
${runList(runs)}
${importForm(session, sets)}`;
  return { title: 'Batches', area: 'batches', body, status: imported?.cases === 0 ? 422 : 200 };
}

export function deleteSetPage({ set }: { set: EvalSet }, session: Session): Page {
  const body = html`<div class="narrow"><h1>Delete this question set?</h1>
<p><b>${set.name}</b>, ${count(set.cases, 'question')}. Its versions, runs and their results go with it. This cannot be undone.</p>
<form class="action-row" method="post" action="/batches/sets/${encodeURIComponent(set.id)}/delete">
  ${csrfField(session)}<button class="danger">Delete</button><a class="button quiet" href="/batches">Keep it</a>
</form></div>`;
  return { title: `Delete ${set.name}`, area: 'batches', body };
}
