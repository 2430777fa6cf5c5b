import { html, type SafeHtml } from '@remix-run/html-template';
import { CSRF_FIELD } from '../session/csrf.ts';
import type { Session } from '../session/session.ts';
import type { Tone } from './words.ts';

/** Small pieces that several pages are made of. */

export const nothing = html``;

export function badge(word: { text: string; tone: Tone }): SafeHtml {
  return html`<span class="badge ${word.tone}">${word.text}</span>`;
}

/** 👍 or 👎 as a drawing: not every machine has a font for the emoji. */
export function thumb(direction: 'up' | 'down'): SafeHtml {
  return html`<svg class="thumb ${direction}" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false"><path d="M3.5 11H7v9H3.5zM7 11l4-8c1.5 0 2.6 1 2.6 2.6V9h5c1.3 0 2.2 1.2 1.9 2.4l-1.5 6.9c-.3 1-1.1 1.7-2.2 1.7H7"/></svg>`;
}

/** The hidden field that proves that a form is ours. */
export function csrfField(session: Session): SafeHtml {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${session.csrf}">`;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** A stored ISO time, readable; the text itself when it is no time. */
export function time(iso: string): SafeHtml {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return html`${iso}`;
  return html`<time datetime="${iso}" title="${iso}">${dateFormat.format(at)} UTC</time>`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** A stored day (`YYYY-MM-DD`), readable. */
export function day(iso: string): SafeHtml {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? html`${iso}` : html`<time datetime="${iso}">${dayFormat.format(at)}</time>`;
}

/** A message in words. Bad news interrupts a screen reader, other news waits its turn. */
export function notice(tone: 'good' | 'warn' | 'bad', content: SafeHtml | string): SafeHtml {
  return html`<div class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">${content}</div>`;
}

/** What a page shows while it has nothing to show, with what to do about it. */
export function emptyState(title: string, advice: SafeHtml | string): SafeHtml {
  return html`<div class="empty"><p class="empty-title">${title}</p><p>${advice}</p></div>`;
}

/**
 * A table; on narrow screens its rows are cards whose cells are named by their `data-label`. Where it is still too wide
 * it scrolls in its own frame, reachable by keyboard.
 */
export function tableFrame(label: string, table: SafeHtml): SafeHtml {
  return html`<div class="table-frame" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}

/** Text to be copied. The button appears with the script; without it the text can be selected. */
export function copyBox(label: string, id: string, text: string, rows = 1): SafeHtml {
  return html`<div class="copy-box">
  <label for="${id}">${label}</label>
  <textarea id="${id}" rows="${rows}" readonly spellcheck="false">${'\n'}${text}</textarea>
  <button type="button" class="quiet" data-copy="${id}" hidden>Copy</button>
</div>`;
}

/** Address with the given query parameters; empty ones are left out. */
export function link(path: string, parameters: Record<string, string>): string {
  const search = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Where a citation leads: the document, opened at the passage. */
export function passageLink(documentId: string, passageId: string): string {
  const passage = encodeURIComponent(passageId);
  return `/documents/${encodeURIComponent(documentId)}?passage=${passage}#passage-${passage}`;
}

/** `First page` and `Next page` links under a list. */
export function pager(options: { first: string | null; next: string | null }): SafeHtml {
  if (options.first === null && options.next === null) return nothing;
  return html`<nav class="pager" aria-label="Pages">
  ${options.first === null ? '' : html`<a class="button quiet" href="${options.first}">First page</a>`}
  ${options.next === null ? '' : html`<a class="button quiet" href="${options.next}" rel="next">Next page</a>`}
</nav>`;
}
