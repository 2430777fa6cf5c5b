import { html } from '@remix-run/html-template';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import { csrfField } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';

/** Asks before a document goes, and says what goes with it. */
export function deletePage({ document }: { document: DocumentSummary }, session: Session): Page {
  const id = encodeURIComponent(document.documentId);
  const body = html`<div class="narrow"><h1>Delete this document?</h1>
<p><b>${document.title}</b> <span class="muted path">${document.path}</span></p>
<p>Its ${count(document.passages, 'passage')} and all its revisions go. The very next answer does not use it any more, and
answers kept for reuse that cite it are dropped. This cannot be undone; you can upload the file again.</p>
<form class="action-row" method="post" action="/documents/${id}/delete">
  ${csrfField(session)}
  <button class="danger">Delete</button>
  <a class="button quiet" href="/documents/${id}">Keep it</a>
</form></div>`;
  return { title: `Delete ${document.title}`, area: 'documents', body };
}
