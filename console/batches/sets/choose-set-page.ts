import { html } from '@remix-run/html-template';
import type { EvalSet } from '../../../core/ports/batches.ts';
import { csrfField, link, nothing } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { setPath } from './set-page.ts';

export type ChooseSetView = { document: { documentId: string; title: string }; sets: EvalSet[] };

/** Which set the questions of a document are drafted for. */
export function chooseSetPage({ document, sets }: ChooseSetView, session: Session): Page {
  const { documentId, title } = document;
  const drafts = (setId: string) => link(`${setPath(setId)}/drafts/documents`, { document: documentId });
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/documents">Documents</a> <a href="/documents/${encodeURIComponent(documentId)}">${title}</a></nav>
<div class="page-head"><div><h1>Draft questions from ${title}</h1><p class="lead">Questions that this document answers, for you to accept, edit or drop. Which set are they for?</p></div></div>
${sets.length === 0 ? nothing : html`<ul class="stack">${sets.map(({ id, name, cases }) => html`<li><a href="${drafts(id)}">${name}</a> <span class="muted">${count(cases, 'question')}</span></li>`)}</ul>`}
<form class="filters" method="post" action="/batches/sets">${csrfField(session)}<input type="hidden" name="document" value="${documentId}">
<label>Name of a new set <input name="name" maxlength="120" required></label><button class="quiet">Make it</button></form>`;
  return { title: `Draft questions from ${title}`, area: 'documents', body };
}
