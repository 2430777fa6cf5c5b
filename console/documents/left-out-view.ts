import { html, type SafeHtml } from '@remix-run/html-template';
import { type LeftOut, type LeftOutKind, leftOutSentences } from '../../core/ports/left-out.ts';
import { nothing } from '../frame/parts.ts';

const hidden =
  'Parts that are hidden in a file are kept out of answers; show them in the file if members may know.';
const drawn = 'What charts show cannot be found; write beside them what matters.';
const pictures =
  'Words in pictures are read where DOCENT_OCR is set (Connect page), once the file is taken in again. What else they show cannot be found; write beside them what matters.';
const own = 'Files inside a file can be uploaded on their own.';

/** What a curator can do about it. */
const advice: Partial<Record<LeftOutKind, string>> = {
  'pages-without-text':
    'Pages without text are often scans: set DOCENT_OCR on the Connect page to have them read, or run text recognition (OCR) over the file, and upload it again.',
  attachments: own,
  'embedded-files': own,
  charts: drawn,
  pictures,
  'hidden-sheets': hidden,
  'hidden-rows': hidden,
  'hidden-slides': hidden,
  'hidden-text': hidden,
};

/** What of a document was not read, with what can be done about it. `draft`: number of the draft that it is said of. */
export function leftOutView(parts: readonly LeftOut[], draft: number | null = null): SafeHtml {
  if (parts.length === 0) return nothing;
  const advices = [...new Set(parts.flatMap(({ kind }) => advice[kind] ?? []))];
  const of = draft === null ? 'this file' : `draft ${draft}`;
  return html`<section class="card stack left-out" aria-label="Not read of ${of}">
<p><b>Not everything of ${of} was read.</b> ${leftOutSentences(parts).join(' ')}</p>
${advices.map((words) => html`<p class="muted">${words}</p>`)}</section>`;
}
