import { html, type SafeHtml } from '@remix-run/html-template';
import type { Source } from '../../core/ports/sources.ts';
import { csrfField, emptyState, nothing, notice, tableFrame } from '../frame/parts.ts';
import { sourceKindWords } from '../frame/words.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';
import { sourceRow } from './source-row.ts';

/** What stands in the form: what was sent, when it was refused. */
export type AddFields = {
  address: string;
  kind: string;
  collection: string;
  every: string;
  depth: string;
  include: string;
  exclude: string;
};

const EMPTY_FIELDS: AddFields = {
  address: '',
  kind: 'site',
  collection: 'default',
  every: '',
  depth: '3',
  include: '',
  exclude: '',
};

/** Minutes as people choose them; the empty choice is the kind's own. */
const INTERVALS: [string, string][] = [
  ['', 'As usual: folders every 10 minutes, websites every day'],
  ['10', 'Every 10 minutes'],
  ['60', 'Every hour'],
  ['360', 'Every 6 hours'],
  ['1440', 'Every day'],
  ['10080', 'Every week'],
  ['0', 'Only by hand'],
];

type Collections = { collection: string; documents: number }[];

function options(choices: [string, string][], chosen: string): SafeHtml[] {
  return choices.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${text}</option>`,
  );
}

function addForm(session: Session, fields: AddFields, collections: Collections): SafeHtml {
  return html`<form class="card stack" method="post" action="/sources/add">
  ${csrfField(session)}
  <h2>Add a source</h2>
  <div class="field-row">
    <label>What to read <select name="kind">${options(Object.entries(sourceKindWords), fields.kind)}</select></label>
    <label>How often <select name="every">${options(INTERVALS, fields.every)}</select></label>
  </div>
  <label for="address">Address</label>
  <input id="address" name="address" value="${fields.address}" maxlength="2000" required spellcheck="false" autocomplete="off"
    placeholder="https://docs.example.com/ or /srv/handbook">
  <div class="field-row">
    <label>Collection <input name="collection" list="collections" value="${fields.collection}" maxlength="64" required></label>
    <label>Links away from the first page <input name="depth" type="number" min="0" max="10" value="${fields.depth}"></label>
  </div>
  <datalist id="collections">${collections.map((entry) => html`<option value="${entry.collection}"></option>`)}</datalist>
  <div class="field-row">
    <label>Only paths that begin with <input name="include" value="${fields.include}" maxlength="1000" placeholder="/docs/"></label>
    <label>No paths that begin with <input name="exclude" value="${fields.exclude}" maxlength="1000" placeholder="/docs/old/"></label>
  </div>
  <p class="muted">Websites are read as their robots.txt asks. Private addresses are read only where the setting
  <code>DOCENT_FETCH_ALLOW</code> names them, folders where <code>DOCENT_FOLDERS</code> does.</p>
  <div class="action-row"><button>Add</button></div>
</form>`;
}

function sourceList(session: Session, sources: Source[]): SafeHtml {
  if (sources.length === 0) {
    return emptyState(
      'No sources yet',
      'Uploaded documents need none. A source keeps documents up to date by itself.',
    );
  }
  return tableFrame(
    'Sources',
    html`<table><thead><tr><th scope="col">Source</th><th scope="col">Status</th><th scope="col">Collection</th>
<th scope="col" class="number">Documents</th><th scope="col">Last read</th><th scope="col">Next</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${sources.map((source) => sourceRow(session, source))}</tbody></table>`,
  );
}

export type SourcesView = { sources: Source[]; collections: Collections };

/** `refused` = what was sent to be added, and why it was not. */
export function sourcesPage(
  { sources, collections }: SourcesView,
  session: Session,
  refused: { fields: AddFields; problem: string } | null = null,
): Page {
  const body = html`<div class="page-head"><div><h1>Sources</h1>
<p class="lead">Folders and websites that documents come from. They are read on schedule: what changes is taken in, what vanishes goes.</p></div></div>
${refused === null ? nothing : notice('bad', html`<p><b>The source was not added.</b> ${refused.problem}</p>`)}
${sourceList(session, sources)}
${session.user.role === 'admin' ? addForm(session, refused?.fields ?? EMPTY_FIELDS, collections) : nothing}`;
  return { title: 'Sources', area: 'sources', body, status: refused === null ? 200 : 422 };
}
