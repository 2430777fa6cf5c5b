import { html } from '@remix-run/html-template';
import type { CaseDraft, SetVersion } from '../../../core/ports/data-sets.ts';
import { badge, csrfField, emptyState, nothing } from '../../frame/parts.ts';
import type { Page } from '../../routes/replies.ts';
import type { Session } from '../../session/session.ts';
import { setPath } from './set-page.ts';

export type DraftSource = 'votes' | 'documents';

export type DraftsView = {
  set: SetVersion;
  source: DraftSource;
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
    lead: 'Headings that are questions, and sentences that say what something is. The document is the expected source. Take those that a member might ask.',
    none: 'The documents have no headings that are questions and no definitions beyond what the set has.',
  },
};

/** Drafts with a box each: nothing is taken that nobody ticked. */
export function draftsPage({ set, source, drafts }: DraftsView, session: Session): Page {
  const { title, lead, none } = words[source];
  const path = setPath(set.id);
  const list = html`<form class="card stack" method="post" action="${path}/drafts/${source}">${csrfField(session)}
<ul class="drafts">${drafts.map(
    (draft) => html`<li><label class="check"><input type="checkbox" name="take" value="${JSON.stringify({
      question: draft.question,
      expectedSources: draft.expectedSources,
      expectedAnswer: draft.expectedAnswer,
      ...(draft.from === undefined ? {} : { from: draft.from }),
    })}"> <span>${draft.question}</span></label>${draft.votes === undefined ? nothing : html` ${badge({ text: draft.votes, tone: 'quiet' })}`}
${draft.expectedAnswer === null ? nothing : html`<p class="clamp">${draft.expectedAnswer}</p>`}${draft.expectedSources.length === 0 ? nothing : html`<p class="muted path">${draft.expectedSources.join(', ')}</p>`}</li>`,
  )}</ul>
<div class="action-row"><button>Take the ticked ones</button><a class="button quiet" href="${path}">Cancel</a></div></form>`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/batches">Batches</a> <a href="${path}">${set.name}</a></nav>
<div class="page-head"><div><h1>${title}</h1><p class="lead">${lead}</p></div></div>
${drafts.length === 0 ? emptyState('Nothing to take', none) : list}`;
  return { title, area: 'batches', body };
}
