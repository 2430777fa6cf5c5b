import { html, type SafeHtml } from '@remix-run/html-template';
import type { PersonalDataRule } from '../../../core/guardrails/collection-rules.ts';
import { csrfField, emptyState, link, nothing, tableFrame } from '../../frame/parts.ts';
import { count } from '../../frame/words.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { documentTabs } from '../document-tabs.ts';

/** A collection as the page shows it; `places` = channels that have it for themselves, none = searched everywhere. */
export type CollectionLine = {
  collection: string;
  documents: number;
  personalData: PersonalDataRule;
  /** People outside the team may be answered from it. */
  shareable: boolean;
  places: string[];
};

const ruleWords: Record<PersonalDataRule, string> = {
  published: 'May be given',
  removed: 'Taken out',
};

const shareWords = [
  ['no', 'Not answered'],
  ['yes', 'May be answered'],
] as const;

function row(session: Session, line: CollectionLine): SafeHtml {
  const { collection, documents, personalData, places, shareable } = line;
  const id = `rule-${collection}`;
  const path = `/documents/collections/${encodeURIComponent(collection)}`;
  return html`<tr><th scope="row"><a href="${link('/documents', { collection })}">${collection}</a></th>
  <td class="keep" data-label="Documents">${count(documents, 'document')}</td>
  <td class="wide" data-label="Searched in">${places.length === 0 ? 'All chats' : `Only ${places.join(', ')}`}</td>
  <td data-label="Personal data">${
    session.user.role === 'admin'
      ? html`<select form="${id}" name="personalData" aria-label="Personal data in ${collection}">${Object.entries(
          ruleWords,
        ).map(
          ([rule, words]) =>
            html`<option value="${rule}"${rule === personalData ? html` selected` : nothing}>${words}</option>`,
        )}</select>`
      : ruleWords[personalData]
  }</td>
  <td data-label="People outside">${
    session.user.role === 'admin'
      ? html`<select form="${id}" name="shareable" aria-label="People outside the team and ${collection}">${shareWords.map(
          ([value, words]) =>
            html`<option value="${value}"${(value === 'yes') === shareable ? html` selected` : nothing}>${words}</option>`,
        )}</select>`
      : shareWords.find(([value]) => (value === 'yes') === shareable)?.[1]
  }</td>
  <td class="actions">${
    session.user.role === 'admin'
      ? html`<form id="${id}" method="post" action="${path}">${csrfField(session)}<button class="quiet small" aria-label="Save ${collection}">Save</button></form>`
      : nothing
  }</td></tr>`;
}

export type CollectionsView = { lines: CollectionLine[] };

/** The groups that documents are in, and what holds for each. */
export function collectionsPage({ lines }: CollectionsView, session: Session): Page {
  const body = html`<div class="page-head"><div><h1>Collections</h1>
<p class="lead">Where a collection is searched is decided on the <a href="/channels">Channels</a> page. Personal data such as mail addresses and telephone numbers
that stands in documents may be given in answers, or is taken out of them before any model reads it. People outside the team are answered only where a channel allows it, and then only from collections that say so here.</p></div></div>
${documentTabs('collections')}
${
  lines.length === 0
    ? emptyState('No collections yet', 'A collection stands here once a document is in it.')
    : tableFrame(
        'Collections',
        html`<table><thead><tr><th scope="col">Collection</th><th scope="col">Documents</th><th scope="col">Searched in</th>
<th scope="col">Personal data</th><th scope="col">People outside</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
<tbody>${lines.map((line) => row(session, line))}</tbody></table>`,
      )
}`;
  return { title: 'Collections', area: 'documents', body };
}
