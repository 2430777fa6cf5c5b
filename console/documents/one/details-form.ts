import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../../core/ports/library.ts';
import { csrfField } from '../../frame/parts.ts';
import type { Session } from '../../session/session.ts';
import { verbForm } from '../review-parts.ts';

/** Who answers for a document and when somebody must look at it again. */
export function detailsForm(session: Session, document: DocumentSummary): SafeHtml {
  const id = encodeURIComponent(document.documentId);
  return html`<details class="card"><summary>Owner and review date</summary>
<div class="stack">
<form class="field-row" method="post" action="/documents/${id}/details">
  ${csrfField(session)}
  <label>Owner <input name="owner" maxlength="200" value="${document.owner ?? ''}" placeholder="A name or a team"></label>
  <label>Look at it again on <input type="date" name="reviewOn" value="${document.reviewOn ?? ''}"></label>
  <button class="quiet">Save</button>
</form>
<p class="muted">When the day has come, the document is listed under Stale. “Still right” says that you have looked at it.</p>
<div class="action-row">${verbForm(session, document, 'confirm', 'Still right')}</div>
</div></details>`;
}
