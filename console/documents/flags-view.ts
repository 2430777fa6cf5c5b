import { html, type SafeHtml } from '@remix-run/html-template';
import type { Flag, FlagKind } from '../../core/ports/flags.ts';
import { badge, nothing } from '../frame/parts.ts';
import { placeWords } from '../frame/words.ts';
import { flagWords, ruleWords } from './document-words.ts';

/** Kinds of flags as badges, for lists. */
export function flagBadges(kinds: readonly FlagKind[]): SafeHtml {
  if (kinds.length === 0) return nothing;
  return html`<span class="flag-badges">${kinds.map((kind) => badge({ text: flagWords[kind].text, tone: 'warn' }))}</span>`;
}

/** What was found, by kind, with the first places; hidden values arrive cut. */
export function flagList(flags: readonly Flag[]): SafeHtml {
  const kinds = [...new Set(flags.map((flag) => flag.kind))];
  return html`<ul class="flags">${kinds.map(
    (
      kind,
    ) => html`<li><p><b>${flagWords[kind].text}.</b> <span class="muted">${flagWords[kind].help}</span></p>
  ${flags.filter((flag) => flag.kind === kind).map(flagView)}</li>`,
  )}</ul>`;
}

function flagView(flag: Flag): SafeHtml {
  return html`<p class="flag-rule">${flag.count} × ${ruleWords[flag.rule] ?? flag.rule}</p>
  <ul class="flag-samples">${flag.samples.map((sample) => {
    const place = placeWords(sample.place);
    return html`<li><q hx-ignore>${sample.text}</q>${place === '' ? nothing : html` <span class="muted place">${place}</span>`}</li>`;
  })}</ul>`;
}
