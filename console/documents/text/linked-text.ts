import { html, type SafeHtml } from '@remix-run/html-template';
import { PICTURE_MARK } from '../../../core/text/picture-mark.ts';

const ADDRESS = /https?:\/\/[^\s<>"'`|\\^{}[\]]+/gi;

/** A document's text: nothing in it is markup. Web addresses lead there, in a tab that knows nothing of the console. */
export function linkedText(text: string): SafeHtml {
  const parts: SafeHtml[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(found);
    if (!URL.canParse(address)) continue;
    parts.push(
      html`${text.slice(at, index)}<a href="${address}" rel="noopener noreferrer nofollow">${address}</a>`,
    );
    at = index + address.length;
  }
  return html`${parts}${text.slice(at)}`;
}

/** A sentence's full stop, or the bracket around an address, is no part of it. */
function withoutTail(address: string): string {
  const trimmed = address.replace(/[.,;:!?*_]+$/, '');
  return trimmed.endsWith(')') && !trimmed.includes('(') ? withoutTail(trimmed.slice(0, -1)) : trimmed;
}

/** A paragraph; the description of a picture is said to be one. */
export function paragraphView(text: string): SafeHtml {
  if (text.startsWith(PICTURE_MARK))
    return html`<p class="picture"><span class="muted">Picture:</span> ${linkedText(text.slice(PICTURE_MARK.length))}</p>`;
  return html`<p>${linkedText(text)}</p>`;
}
