import { html, type SafeHtml } from '@remix-run/html-template';
import type { GuardFailure, GuardResult, Stage } from '../../core/guardrails/guard.ts';
import type { GuardOpinion } from '../../core/guardrails/guard-service.ts';
import { badge, csrfField, nothing } from '../frame/parts.ts';
import type { Tone } from '../frame/words.ts';
import type { Session } from '../session/session.ts';

/** A text to be tested, and what came of it. */
export type TestView = {
  stage: Stage;
  text: string;
  question: string;
  evidence: string;
  result: { result: GuardResult; opinions: GuardOpinion[] } | null;
};

export const emptyTest: TestView = { stage: 'input', text: '', question: '', evidence: '', result: null };

const STAGES: [Stage, string][] = [
  ['input', 'a question'],
  ['retrieval', 'a passage'],
  ['output', 'an answer'],
];

const outcomes: Record<GuardResult['outcome'], { text: string; tone: Tone }> = {
  allow: { text: 'Passes as it is', tone: 'good' },
  transform: { text: 'Passes repaired', tone: 'warn' },
  block: { text: 'Held back', tone: 'bad' },
};

/** The form to try a text on all guards, with the outcome under it. Nothing of it is kept. */
export function testSection(session: Session, view: TestView): SafeHtml {
  return html`<h2 id="test">Test a text</h2>
<form class="card stack" method="post" action="/guards/test#test">
  ${csrfField(session)}
  <label for="stage">The text is</label>
  <select id="stage" name="stage">${STAGES.map(
    ([stage, name]) =>
      html`<option value="${stage}"${stage === view.stage ? html` selected` : nothing}>${name}</option>`,
  )}</select>
  <label for="text">Text</label>
  <textarea id="text" name="text" rows="4" maxlength="8000" required>${'\n'}${view.text}</textarea>
  <label for="question">Question, where the text is a passage or an answer</label>
  <input id="question" name="question" maxlength="4000" value="${view.question}">
  <label for="evidence">Sources of an answer, with an empty line between them</label>
  <textarea id="evidence" name="evidence" rows="3" maxlength="20000">${'\n'}${view.evidence}</textarea>
  <div class="action-row"><button>Test it</button></div>
</form>
${view.result === null ? nothing : outcome(view, view.result)}`;
}

function outcome(view: TestView, { result, opinions }: NonNullable<TestView['result']>): SafeHtml {
  const found = opinions.filter(({ failures }) => failures.length > 0);
  const passed = opinions.filter(({ failures }) => failures.length === 0);
  const by = opinions.find(({ id }) => id === result.blockedBy)?.label;
  return html`<section class="card" role="status" aria-label="Outcome">
<p>${badge(outcomes[result.outcome])} ${by === undefined ? nothing : html`by ${by}`}</p>
${result.outcome === 'transform' ? html`<p class="guard-text">${result.text}</p>` : nothing}
${found.map(
  ({
    label,
    on,
    failures,
  }) => html`<h3>${label}${on ? nothing : html` <span class="muted">(switched off)</span>`}</h3>
${failures.map((failure) => html`<p>${failure.message}</p><p class="guard-text">${marked(view.text, failure)}</p>`)}`,
)}
<p class="muted">Nothing to say: ${passed.map(({ label }) => label).join(', ') || 'none'}.</p>
</section>`;
}

/** The text with what was found marked. */
function marked(text: string, { spans }: GuardFailure): SafeHtml[] {
  const parts: SafeHtml[] = [];
  let at = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    parts.push(html`${text.slice(at, from)}<mark>${text.slice(from, end)}</mark>`);
    at = end;
  }
  parts.push(html`${text.slice(at)}`);
  return parts;
}
