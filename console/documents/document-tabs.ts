import { html, type SafeHtml } from '@remix-run/html-template';
import { nothing } from '../frame/parts.ts';

export type DocumentTab = 'all' | 'collections' | 'review' | 'stale' | 'duplicates' | 'synonyms';

const TABS: { tab: DocumentTab; name: string; path: string }[] = [
  { tab: 'all', name: 'All documents', path: '/documents' },
  { tab: 'collections', name: 'Collections', path: '/documents/collections' },
  { tab: 'review', name: 'For review', path: '/documents/review' },
  { tab: 'stale', name: 'Stale', path: '/documents/stale' },
  { tab: 'duplicates', name: 'Duplicates', path: '/documents/duplicates' },
  { tab: 'synonyms', name: 'Synonyms', path: '/documents/synonyms' },
];

/** The pages about documents, with how much waits on them. */
export function documentTabs(
  current: DocumentTab,
  counts: Partial<Record<DocumentTab, number>> = {},
): SafeHtml {
  return html`<nav class="tabs" aria-label="Documents"><ul>${TABS.map(({ tab, name, path }) => {
    const count = counts[tab] ?? 0;
    return html`<li><a href="${path}"${tab === current ? html` aria-current="page"` : nothing}>${name}${
      count === 0 ? nothing : html` <span class="tab-count">${count}</span>`
    }</a></li>`;
  })}</ul></nav>`;
}
