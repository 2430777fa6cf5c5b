import { html, type SafeHtml } from '@remix-run/html-template';
import type { DocumentSummary } from '../../core/ports/library.ts';
import type { WaitingReview } from '../../core/ports/upkeep.ts';
import { csrfField } from '../frame/parts.ts';
import type { Session } from '../session/session.ts';

/** Where a form leads back to. */
export type Back = 'document' | 'review' | 'stale' | 'duplicates';

/** One button that changes a document. */
export function verbForm(
  session: Session,
  document: DocumentSummary,
  verb: string,
  words: string,
  options: { back?: Back; tone?: 'quiet' | 'danger' | '' } = {},
): SafeHtml {
  const { back = 'document', tone = 'quiet' } = options;
  return html`<form method="post" action="/documents/${encodeURIComponent(document.documentId)}/${verb}">${csrfField(session)}
  <input type="hidden" name="back" value="${back}"><button class="${tone}" aria-label="${words}: ${document.title}">${words}</button></form>`;
}

/** What can be decided about a flagged revision. */
export function decisionForms(
  session: Session,
  document: DocumentSummary,
  state: WaitingReview['state'],
  back: Back,
): SafeHtml {
  const form = (verb: string, words: string, tone: 'quiet' | '' = 'quiet') =>
    verbForm(session, document, verb, words, { back, tone });
  if (state === 'published') {
    return html`<div class="action-row">${form('accept', 'It may stay', '')}${form('archive', 'Take it out of answers')}</div>`;
  }
  return html`<div class="action-row">${form('publish', 'Publish it anyway', '')}${form('drop', 'Drop it')}
  <a class="button quiet" href="/documents/${encodeURIComponent(document.documentId)}/preview">What would change?</a></div>`;
}
