import { html, type SafeHtml } from '@remix-run/html-template';
import type { Finding, SynonymEffect } from '../../../core/answering/synonym-effect.ts';
import type { KeptSynonym } from '../../../core/rag/synonyms/synonym-list.ts';
import { badge, csrfField, emptyState, nothing, notice, tableFrame, time } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { documentTabs } from '../document-tabs.ts';

/** `tried` = what is looked at before it is kept; `problem` = why it cannot be kept, in words. */
export type SynonymsView = {
  list: KeptSynonym[];
  tried: { said: string; meant: string; problem: string | null; effects: SynonymEffect[] } | null;
};

const SAID = {
  found: { text: 'Found', tone: 'good' },
  partly: { text: 'Partly', tone: 'warn' },
  'not-found': { text: 'Not found', tone: 'quiet' },
} as const;

function finding({ title, said }: Finding): SafeHtml {
  return html`${badge(SAID[said])}${title === null ? nothing : html` ${title}`}`;
}

function effectTable(effects: readonly SynonymEffect[]): SafeHtml {
  return tableFrame(
    'What it would change',
    html`<table><thead><tr><th scope="col">Question</th><th scope="col">Found first now</th><th scope="col">With the synonym</th></tr></thead>
<tbody>${effects.map(
      ({ question, before, after }) => html`<tr><th scope="row">${question}</th>
  <td data-label="Found first now">${finding(before)}</td><td data-label="With the synonym">${finding(after)}</td></tr>`,
    )}</tbody></table>`,
  );
}

function triedSection(session: Session, tried: NonNullable<SynonymsView['tried']>): SafeHtml {
  const { said, meant, problem, effects } = tried;
  if (problem !== null) return notice('bad', problem);
  return html`<section class="card stack" aria-labelledby="effect-title"><h2 id="effect-title">“${said}” = “${meant}”</h2>
${effectTable(effects)}
<p class="muted">First what is said alone, then the latest questions in which it was said. Nothing is kept yet.</p>
<form method="post" action="/documents/synonyms">${csrfField(session)}<input type="hidden" name="said" value="${said}"><input type="hidden" name="meant" value="${meant}"><button>Keep it</button></form></section>`;
}

function row(session: Session, { said, meant, by, createdAt }: KeptSynonym): SafeHtml {
  return html`<tr><th scope="row">${said}</th><td class="wide" data-label="Documents say">${meant}</td>
  <td data-label="Written down">${by}, ${time(createdAt)}</td>
  <td class="actions"><form method="post" action="/documents/synonyms/remove">${csrfField(session)}<input type="hidden" name="said" value="${said}"><button class="quiet small" aria-label="Remove ${said}">Remove</button></form></td></tr>`;
}

/** The team's own words for what its documents say. */
export function synonymsPage({ list, tried }: SynonymsView, session: Session): Page {
  const body = html`<div class="page-head"><div><h1>Synonyms</h1>
<p class="lead">When people say “PTO” and the documents say “paid leave”, write it down here. A question is then searched in both wordings,
and what is found better is answered. Look at the effect first.</p></div></div>
${documentTabs('synonyms')}
<form class="card action-row" method="get" action="/documents/synonyms">
  <label>People say <input name="said" required maxlength="60" value="${tried?.said ?? ''}" placeholder="PTO"></label>
  <label>The documents say <input name="meant" required maxlength="120" value="${tried?.meant ?? ''}" placeholder="paid leave"></label>
  <button class="quiet">Show the effect</button></form>
${tried === null ? nothing : triedSection(session, tried)}
${
  list.length === 0
    ? emptyState(
        'No synonyms yet',
        'Look at questions that found nothing: which of their words stand in no document?',
      )
    : tableFrame(
        'Synonyms',
        html`<table><thead><tr><th scope="col">People say</th><th scope="col">Documents say</th><th scope="col">Written down</th>
<th scope="col"><span class="hidden">Actions</span></th></tr></thead><tbody>${list.map((one) => row(session, one))}</tbody></table>`,
      )
}`;
  return { title: 'Synonyms', area: 'documents', body };
}
