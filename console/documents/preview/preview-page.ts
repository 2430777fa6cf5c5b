import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import type { Preview, PreviewResult, PreviewVerdict } from '../../../core/ports/previews.ts';
import { csrfField, emptyState, nothing, notice, time } from '../../frame/parts.ts';
import { count, type Tone } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { verbForm } from '../review-parts.ts';
import { previewResult } from './preview-result.ts';
import { previewTouched } from './preview-touched.ts';

/** `preview` = the newest one of the draft; null while there is none. */
export type PreviewView = { document: DocumentSummary; preview: Preview | null };

/** How each kind of change is named, what changes first. */
const VERDICTS: { verdict: PreviewVerdict; one: string; title: string; tone: Tone }[] = [
  { verdict: 'abstained', one: 'not answered any more', title: 'Not answered any more', tone: 'bad' },
  { verdict: 'source-lost', one: 'answered from elsewhere', title: 'Answered from elsewhere', tone: 'warn' },
  { verdict: 'changed', one: 'with another text', title: 'Answered with another text', tone: 'warn' },
  { verdict: 'answered', one: 'newly answered', title: 'Newly answered', tone: 'good' },
  { verdict: 'same', one: 'the same', title: 'The same', tone: 'quiet' },
];

/** Answers to one kind of change that are shown; a list of hundreds is read by nobody. */
const SHOWN = 100;

/** What publishing the draft would change, and the decision. */
export function previewPage(view: PreviewView, session: Session): Page {
  const { document, preview } = view;
  const path = `/documents/${encodeURIComponent(document.documentId)}`;
  const busy = preview !== null && isBusy(preview);
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/documents">Documents</a> <a href="${path}">${document.title}</a></nav>
<div class="page-head"><div><h1>What would change</h1>
<p class="lead">Past questions, kept answers and golden questions, asked twice: with what is published, and with draft ${document.draft ?? ''}
in its place. Both are searched as members' questions are and answered by quoting, so a model may word its answers otherwise.</p></div>
<div class="action-row">
  ${document.held ? verbForm(session, document, 'publish', 'Publish it anyway', { tone: '' }) : verbForm(session, document, 'publish', 'Publish the draft', { tone: '' })}
  ${verbForm(session, document, 'drop', 'Drop the draft')}
  <a class="button quiet" href="${path}/revisions">Compare the texts</a>
</div></div>
${preview === null ? startCard(session, document) : previewState(view)}
${preview === null || busy ? nothing : startForm(session, document, 'Ask again')}`;
  return { title: `What would change: ${document.title}`, area: 'documents', body };
}

/** The part that fetches itself until the preview is done. */
export function previewState({ document, preview }: PreviewView): SafeHtml {
  const path = `/documents/${encodeURIComponent(document.documentId)}/preview`;
  if (preview === null)
    return html`<div id="preview">${notice('warn', 'There is no preview any more.')}</div>`;
  if (isBusy(preview)) {
    const { done, total } = preview;
    return html`<div id="preview" class="card stack" hx-get="${path}/state" hx-trigger="every 1s" hx-swap="outerHTML" hx-status:5xx="swap:none">
  <p>${preview.message === '' ? 'Waiting to begin' : preview.message}…</p>
  <progress aria-label="Preview"${total === 0 ? nothing : html` max="${total}" value="${done}"`}></progress></div>`;
  }
  if (preview.state === 'failed')
    return html`<div id="preview">${notice('bad', html`<p><b>The preview failed.</b> ${preview.message}</p>`)}</div>`;
  return html`<div id="preview" class="stack">
${preview.outdated ? notice('warn', 'Something else was published since this preview; ask again to be sure.') : nothing}
${preview.notes.map((note) => notice('warn', note))}
<p>${summary(preview)} <span class="muted">Asked ${time(preview.createdAt)}.</span></p>
${preview.results.length === 0 ? emptyState('Nobody has asked anything yet', 'Ask in the playground or import golden questions, then look again.') : VERDICTS.map((row) => group(row, preview.results))}
${previewTouched(preview.touched)}
</div>`;
}

function isBusy(preview: Preview): boolean {
  return preview.state === 'queued' || preview.state === 'running';
}

function startCard(session: Session, document: DocumentSummary): SafeHtml {
  return html`<div class="card stack"><p>This takes some seconds and changes nothing: members do not see it.</p>
${startForm(session, document, 'Look ahead')}</div>`;
}

function startForm(session: Session, document: DocumentSummary, words: string): SafeHtml {
  return html`<form method="post" action="/documents/${encodeURIComponent(document.documentId)}/preview">${csrfField(session)}<button class="quiet">${words}</button></form>`;
}

function summary(preview: Preview): SafeHtml {
  const parts = VERDICTS.filter(({ verdict }) => preview.counts[verdict] > 0);
  return html`<b>${count(preview.total, 'question')}:</b> ${parts.map(
    ({ verdict, one }, at) => html`${at > 0 ? ', ' : ''}${preview.counts[verdict]} ${one}`,
  )}.`;
}

function group(row: (typeof VERDICTS)[number], results: readonly PreviewResult[]): SafeHtml {
  const own = results.filter((result) => result.verdict === row.verdict);
  if (own.length === 0) return nothing;
  const list = html`<ol class="preview-list">${own.slice(0, SHOWN).map((result) => previewResult(result))}</ol>
${own.length > SHOWN ? html`<p class="muted">${own.length - SHOWN} more.</p>` : nothing}`;
  if (row.verdict === 'same')
    return html`<details><summary>${row.title} (${own.length})</summary>${list}</details>`;
  return html`<section class="stack"><h2>${row.title} <span class="badge ${row.tone}">${own.length}</span></h2>${list}</section>`;
}
