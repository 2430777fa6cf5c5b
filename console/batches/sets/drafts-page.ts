import { html, type SafeHtml } from '@remix-run/html-template';
import type { CaseDraft, SetVersion } from '../../../core/ports/data-sets.ts';
import { badge, csrfField, emptyState, nothing } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { setPath } from './set-page.ts';

export type DraftSource = 'votes' | 'documents';

export type DraftsView = {
  set: SetVersion;
  source: DraftSource;
  /** The only one that is drafted from; null: all. */
  document: { title: string } | null;
  drafts: (CaseDraft & { from?: string; votes?: string })[];
};

const words: Record<DraftSource, { title: string; lead: string; none: string }> = {
  votes: {
    title: 'Take questions from votes',
    lead: 'Questions that members voted on and answers that curators wrote. What was voted right is what is expected; of what was voted wrong, only the question is taken, so that its answer can be judged.',
    none: 'Nobody voted on a question that the set does not have.',
  },
  documents: {
    title: 'Draft questions from documents',
    lead: 'Headings that are questions, sentences that say what something is, and headings whose first sentence states a number. The document is the expected source. Tick those that a member might ask, and edit what is not right.',
    none: 'Nothing was found beyond what the set has: no headings that are questions, no definitions, no numbers below a heading.',
  },
};

type Draft = DraftsView['drafts'][number];

/** A draft with its box, and with fields for whoever wants it otherwise. Every draft has every field: they are told by place. */
function draftItem(draft: Draft, at: number): SafeHtml {
  const { question, expectedAnswer, expectedFacts, expectedSources, votes, from } = draft;
  return html`<li><label class="check"><input type="checkbox" name="take" value="${at}"> <span>${question}</span></label>${votes === undefined ? nothing : html` ${badge({ text: votes, tone: 'quiet' })}`}
${expectedAnswer === null ? nothing : html`<p class="clamp">${expectedAnswer}</p>`}${expectedFacts.length === 0 ? nothing : html`<p>Expected words: ${expectedFacts.join('; ')}</p>`}${expectedSources.length === 0 ? nothing : html`<p class="muted path">${expectedSources.join(', ')}</p>`}
<details><summary>Edit <span class="hidden">${question}</span></summary><div class="stack">
<label>Question <input name="question" maxlength="2000" value="${question}"></label>
<label>Facts that must stand in the answer, one a line <textarea name="expectedFacts" rows="2">${'\n'}${expectedFacts.join('\n')}</textarea></label>
<label>Expected answer <textarea name="expectedAnswer" rows="2">${'\n'}${expectedAnswer ?? ''}</textarea></label>
<label>Expected sources, one a line <textarea name="expectedSources" rows="1" spellcheck="false">${'\n'}${expectedSources.join('\n')}</textarea></label>
<input type="hidden" name="from" value="${from ?? ''}"></div></details></li>`;
}

/** Drafts with a box each: nothing is taken that nobody ticked, and each is taken as it was edited. */
export function draftsPage({ set, source, document, drafts }: DraftsView, session: Session): Page {
  const { title, lead, none } = words[source];
  const path = setPath(set.id);
  const list = html`<form class="card stack" method="post" action="${path}/drafts/${source}">${csrfField(session)}
<ul class="drafts">${drafts.map(draftItem)}</ul>
<div class="action-row"><button>Take the ticked ones</button><a class="button quiet" href="${path}">Cancel</a></div></form>`;
  const shown = document === null ? title : `Draft questions from ${document.title}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="${path}">${set.name}</a></nav>
<div class="page-head"><div><h1>${shown}</h1><p class="lead">${lead}</p></div></div>
${drafts.length === 0 ? emptyState('Nothing to take', none) : list}`;
  return { title: shown, area: 'batches', body };
}
