import { html, type SafeHtml } from '@remix-run/html-template';
import type { EvalCaseResult, GoldenCase, ScorerInfo, Verdict } from '../../../core/ports/batches.ts';
import { badge, csrfField, nothing, passageLink } from '../../frame/parts.ts';
import { outcomeWords } from '../../frame/words.ts';
import type { Session } from '../../session/session.ts';
import { runPath } from './run-list.ts';

/** What pages say of a scorer. */
export type ShownScorer = Pick<ScorerInfo, 'name' | 'label' | 'help'>;

/** Which cases a page shows, and from where. */
export type Chosen = { verdict: Verdict | null; after: string | null };

export const casePath = (runId: string, caseId: string): string =>
  `${runPath(runId)}/cases/${encodeURIComponent(caseId)}`;

/** What a good answer is, in words. */
export function expectedView(expected: GoldenCase): SafeHtml {
  const { expectedAnswer, expectedSources, mustAbstain, expectedFacts = [], wrongAnswers = [] } = expected;
  if (mustAbstain) return html`No answer`;
  const any = expectedAnswer === null && expectedSources.length === 0 && expectedFacts.length === 0;
  return html`${expectedAnswer === null ? nothing : html`<p class="clamp">${expectedAnswer}</p>`}
${expectedFacts.length === 0 ? nothing : html`<p>Facts: ${expectedFacts.join('; ')}</p>`}
${expectedSources.length === 0 ? nothing : html`<p class="muted path">${expectedSources.join(', ')}</p>`}
${wrongAnswers.length === 0 ? nothing : html`<p class="muted">Not: ${wrongAnswers.map(({ outcome, text }) => (outcome === 'abstained' ? 'no answer' : text)).join('; ')}</p>`}
${any && wrongAnswers.length === 0 ? html`<span class="muted">Nobody said yet</span>` : nothing}`;
}

export function outcomeBadge(outcome: EvalCaseResult['outcome']): SafeHtml {
  if (outcome === 'error') return badge({ text: 'Error', tone: 'bad' });
  if (outcome === 'pending') return badge({ text: 'Waiting', tone: 'quiet' });
  return badge(outcomeWords[outcome]);
}

/** The answer with its sources, or why there is none. */
export function gotView(result: EvalCaseResult): SafeHtml {
  const { outcome, error, text, citations, trials } = result;
  return html`${outcome === 'answered' ? nothing : outcomeBadge(outcome)}
${error === null ? nothing : html`<p class="reason">${error}</p>`}
${text === '' ? nothing : html`<p class="clamp">${text}</p>`}
${
  citations.length === 0
    ? nothing
    : html`<p>${citations.map(
        (citation, index) =>
          html`${index === 0 ? '' : ', '}<a href="${passageLink(citation.documentId, citation.passageId)}" title="${citation.path}">${citation.title}</a>`,
      )}</p>`
}${trials === undefined ? nothing : html`<p class="muted">Passed ${trials.passed} of ${trials.scored} times</p>`}`;
}

/** Right or wrong, for an answer that nobody judged; `back` = where the form returns to. */
export function judgeForms(session: Session, runId: string, result: EvalCaseResult, back: string): SafeHtml {
  if (result.verdict !== 'unjudged') return nothing;
  const { outcome } = result;
  if (outcome !== 'answered' && outcome !== 'abstained') return nothing;
  return html`<form class="judge" method="post" action="${casePath(runId, result.caseId)}/judge">${csrfField(session)}<input type="hidden" name="back" value="${back}">
<button class="small quiet" name="right" value="yes" data-key="r">Right</button> <button class="small quiet" name="right" value="no" data-key="w">Wrong</button></form>`;
}
