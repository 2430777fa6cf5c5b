import { html, type SafeHtml } from '@remix-run/html-template';
import type { WaitingReview } from '../../../core/ports/upkeep.ts';
import { badge, emptyState, link, time } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { documentTabs } from '../document-tabs.ts';
import { revisionWords } from '../document-words.ts';
import { flagList } from '../flags-view.ts';
import { decisionForms } from '../review-parts.ts';

/** Everything with flags that nobody has decided about. */
export function reviewPage({ waiting }: { waiting: WaitingReview[] }, session: Session): Page {
  const list =
    waiting.length === 0
      ? emptyState(
          'Nothing waits for review',
          'What holds personal data, secrets, foul language or text that speaks to a language model shows up here.',
        )
      : html`<ol class="review-list">${waiting.map((review) => reviewItem(session, review))}</ol>`;
  const body = html`<div class="page-head"><div><h1>For review</h1>
<p class="lead">Documents with something in them that a person should look at. Uploads wait here until you decide; files
from the command line are in answers already.</p></div></div>
${documentTabs('review', { review: waiting.length })}
${list}`;
  return { title: 'For review', area: 'documents', body };
}

function reviewItem(session: Session, review: WaitingReview): SafeHtml {
  const { document } = review;
  const id = encodeURIComponent(document.documentId);
  return html`<li class="card stack">
  <div class="card-head"><h2><a href="/documents/${id}">${document.title}</a></h2>${badge(revisionWords[review.state])}</div>
  <p class="muted"><span class="path">${document.path}</span> in
    <a href="${link('/documents', { collection: document.collection })}">${document.collection}</a>, revision ${review.revision},
    ${time(review.since)} by ${review.by}</p>
  ${flagList(review.flags)}
  ${decisionForms(session, document, review.state, 'review')}
</li>`;
}
