import { html, type SafeHtml } from '@remix-run/html-template';
import type { CollectionSummary, DocumentSummary } from '../../../core/ports/library.ts';
import { offeredCharsets } from '../../../knowledge/parsers/text/charset-names.ts';
import { csrfField, emptyState, nothing, pager, tableFrame } from '../../frame/parts.ts';
import { MAX_FILE_BYTES } from '../../requests/upload.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { documentTabs } from '../document-tabs.ts';
import { documentRow } from './document-row.ts';
import { type MeaningView, meaningLine } from './meaning-line.ts';

export type DocumentList = {
  documents: DocumentSummary[];
  search: string;
  collection: string;
  /** Where the table fetches itself anew after an upload. */
  refresh: string;
  first: string | null;
  next: string | null;
};

/** File types that the knowledge folder reads; the picker offers them first, the server decides. */
const ACCEPT =
  '.pdf,.docx,.pptx,.xlsx,.odt,.odp,.ods,.rtf,.epub,.csv,.html,.htm,.md,.markdown,.txt,.eml,.json,.jsonl,.png,.jpg,.jpeg,.tif,.tiff';

function uploadForm(session: Session, collections: CollectionSummary[]): SafeHtml {
  return html`<form class="card upload" method="post" action="/documents/upload" enctype="multipart/form-data"
  data-upload data-limit="${MAX_FILE_BYTES}">
  ${csrfField(session)}
  <div class="drop" data-drop>
    <label for="files">Files to upload</label>
    <p class="muted" data-drop-words hidden>Drop files or folders anywhere on this page, or choose them.</p>
    <input id="files" type="file" name="files" multiple accept="${ACCEPT}">
    <label class="folder" data-folder hidden>Or a folder <input type="file" webkitdirectory multiple></label>
    <p class="muted">PDF, Word, PowerPoint, Excel, OpenDocument, EPUB, HTML, Markdown, text, CSV, e-mail, JSON; up to 25 MB each.</p>
  </div>
  <div class="upload-row">
    <label for="collection">Collection</label>
    <input id="collection" name="collection" list="collections" value="default" maxlength="64" pattern="[a-z0-9][a-z0-9_\\-]*"
      title="Lower-case letters, digits, - and _" required>
    <datalist id="collections">${collections.map((entry) => html`<option value="${entry.collection}"></option>`)}</datalist>
    <label for="charset">Character set of text files</label>
    <select id="charset" name="charset" data-charset>
      <option value="">Find out from the file</option>
      ${offeredCharsets.map(({ charset, label }) => html`<option value="${charset}">${label}</option>`)}
    </select>
    <button data-upload-button>Upload</button>
  </div>
  <ul class="uploads" data-uploads aria-live="polite" aria-label="Uploads"></ul>
</form>`;
}

function filters(list: DocumentList, collections: CollectionSummary[]): SafeHtml {
  return html`<form class="filters" method="get" action="/documents" role="search">
  <label>Search <input type="search" name="q" value="${list.search}" placeholder="Title or file name"></label>
  <label>Collection <select name="collection"><option value="">All</option>${collections.map(
    (entry) =>
      html`<option value="${entry.collection}"${entry.collection === list.collection ? html` selected` : nothing}>${entry.collection} (${entry.documents.toLocaleString('en')}${entry.failed === 0 ? '' : `, ${entry.failed} not read`})</option>`,
  )}</select></label>
  <button class="quiet">Show</button>
</form>`;
}

/** The list; it fetches itself again when an upload says that documents changed. */
export function documentTable(list: DocumentList, session: Session): SafeHtml {
  const { documents, refresh } = list;
  const filtered = list.search !== '' || list.collection !== '' || list.first !== null;
  const content =
    documents.length === 0
      ? filtered
        ? emptyState('Nothing matches', html`<a href="/documents">Show all documents</a>`)
        : emptyState(
            'No documents yet',
            'Upload the first one above. It can be asked about as soon as it is ready.',
          )
      : tableFrame(
          'Documents',
          html`<table><thead><tr><th scope="col">Document</th><th scope="col">Status</th><th scope="col">Collection</th>
<th scope="col" class="number">Passages</th><th scope="col" class="number">Revision</th><th scope="col">Changed</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${documents.map((document) => documentRow(session, document))}</tbody></table>`,
        );
  return html`<div id="document-table" hx-get="${refresh}" hx-trigger="documents-changed from:body" hx-swap="outerHTML" hx-status:5xx="swap:none">
${content}
${pager({ first: list.first, next: list.next })}
</div>`;
}

export type DocumentsView = {
  list: DocumentList;
  collections: CollectionSummary[];
  /** How many wait for review. */
  waiting: number;
} & MeaningView;

export function documentsPage(
  { list, collections, waiting, meaning }: DocumentsView,
  session: Session,
): Page {
  const body = html`<div class="page-head"><div><h1>Documents</h1>
<p class="lead">What the bot answers from. A document counts from the moment it is ready until you archive or delete it.</p></div></div>
${documentTabs('all', { review: waiting })}
${uploadForm(session, collections)}
${filters(list, collections)}
${meaningLine({ meaning })}
${documentTable(list, session)}`;
  return { title: 'Documents', area: 'documents', body };
}
