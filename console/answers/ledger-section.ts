import { html, type SafeHtml } from '@remix-run/html-template';
import type { Ledger, LedgerEntry } from '../../core/ports/feedback.ts';
import { nothing, tableFrame, time } from '../frame/parts.ts';
import { count } from '../frame/words.ts';

const words: Record<LedgerEntry['signal'], string> = {
  reaction: 'A thumb under the message',
  button: 'A button',
  console: 'A vote in the console',
  reason: 'Said why',
  helped: 'Wrote that it helped',
  'not-helped': 'Wrote that it did not help',
  correction: 'Wrote what would be right',
  rephrase: 'Asked the same once more',
  escalation: 'Turned to people',
  deletion: 'Deleted the question or the answer',
};

function meaning({ polarity, about }: LedgerEntry): string {
  if (polarity === 0) return about === null ? 'Taken back' : 'Taken back (the vote above)';
  return polarity > 0 ? 'Good' : 'Bad';
}

function entryRow(entry: LedgerEntry): SafeHtml {
  const { person, signal, source, reason, comment, at } = entry;
  const said = [...(reason === null ? [] : [reason]), ...(comment === null ? [] : [`“${comment}”`])];
  return html`<tr><th scope="row">${time(at)}</th>
  <td data-label="Person">Person ${person}</td>
  <td class="keep" data-label="What">${words[signal]}${source === 'implicit' ? html` <span class="muted">(seen, not said)</span>` : nothing}</td>
  <td data-label="Meaning">${meaning(entry)}</td>
  <td class="wide" data-label="Words">${said.join(': ')}</td></tr>`;
}

/** What people said and did about an answer. Only thumbs and buttons are votes; nobody is named. */
export function ledgerSection({ entries, copies }: Ledger): SafeHtml {
  if (entries.length === 0 && copies.answers === 0) return nothing;
  return html`<section class="card stack" aria-labelledby="said"><h2 id="said">What people said and did</h2>
<p class="muted">Thumbs and buttons are votes; the rest says more about them. Nobody is named.</p>
${
  copies.answers === 0
    ? nothing
    : html`<p>It was given again in ${count(copies.answers, 'answer')} that people voted on: ${copies.up} for, ${copies.down} against.</p>`
}
${
  entries.length === 0
    ? nothing
    : tableFrame(
        'What people said and did',
        html`<table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Meaning</th><th scope="col">Words</th></tr></thead>
<tbody>${entries.map(entryRow)}</tbody></table>`,
      )
}</section>`;
}
