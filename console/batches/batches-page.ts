import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalRun, EvalSet } from '../../core/ports/batches.ts';
import { csrfField, emptyState, nothing, notice, tableFrame, time } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { runList } from './run-list.ts';

export type Imported = { name: string; cases: number; rejected: { line: number; message: string }[] };

const EXAMPLE = `question,expectedSources,mustAbstain,expectedAnswer
How many leave days carry over?,leave.md,,Five
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

function importForm(session: Session): SafeHtml {
  return html`<form class="card stack" method="post" action="/batches/import" enctype="multipart/form-data">
  ${csrfField(session)}
  <h2>Import questions</h2>
  <p class="muted">CSV with a header line, or JSON Lines. Only <code>question</code> is needed; <code>expectedSources</code>,
  <code>mustAbstain</code> and <code>expectedAnswer</code> say what a good answer is.</p>
  <div class="field-row">
    <label>Name <input name="name" maxlength="120" placeholder="Name of the file"></label>
    <label>Format <select name="format"><option value="auto">By its look</option><option value="csv">CSV</option><option value="jsonl">JSON Lines</option></select></label>
    <label>File <input type="file" name="file" accept=".csv,.jsonl,.json,.txt"></label>
  </div>
  <label for="paste">Or paste them</label>
  <textarea id="paste" name="text" rows="4" spellcheck="false" placeholder="${EXAMPLE}"></textarea>
  <div class="action-row"><button>Import</button></div>
</form>`;
}

function setRow(session: Session, set: EvalSet): SafeHtml {
  const id = encodeURIComponent(set.id);
  return html`<tr>
  <th scope="row" class="wide">${set.name}</th>
  <td class="number" data-label="Questions">${set.cases}</td>
  <td class="keep" data-label="Imported">${time(set.createdAt)}</td>
  <td class="actions"><form method="post" action="/batches/sets/${id}/run">${csrfField(session)}<button class="small" aria-label="Run ${set.name}">Run</button></form>
    <a class="button quiet small" href="/batches/sets/${id}/delete" aria-label="Delete ${set.name}">Delete</a></td>
</tr>`;
}

function setList(session: Session, sets: EvalSet[]): SafeHtml {
  if (sets.length === 0) {
    return emptyState(
      'No question sets yet',
      'Import questions whose answers you know. Runs show how well the bot does on them.',
    );
  }
  return tableFrame(
    'Question sets',
    html`<table><thead><tr><th scope="col">Set</th><th scope="col" class="number">Questions</th><th scope="col">Imported</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${sets.map((set) => setRow(session, set))}</tbody></table>`,
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
<p class="lead">Questions with known answers, asked all at once: how good is the bot today?</p></div></div>
${importResult(imported)}
<h2>Question sets</h2>
${setList(session, sets)}
<h2>Runs</h2>
${runList(runs)}
${importForm(session)}`;
  return { title: 'Batches', area: 'batches', body, status: imported?.cases === 0 ? 422 : 200 };
}

export function deleteSetPage({ set }: { set: EvalSet }, session: Session): Page {
  const body = html`<div class="narrow"><h1>Delete this question set?</h1>
<p><b>${set.name}</b>, ${count(set.cases, 'question')}. Its runs and their results go with it. This cannot be undone.</p>
<form class="action-row" method="post" action="/batches/sets/${encodeURIComponent(set.id)}/delete">
  ${csrfField(session)}<button class="danger">Delete</button><a class="button quiet" href="/batches">Keep it</a>
</form></div>`;
  return { title: `Delete ${set.name}`, area: 'batches', body };
}
