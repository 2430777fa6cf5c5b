import { html, type SafeHtml } from '@remix-run/html-template';
import type { CheckRecord, Passage, Step, StepDetails, StepName } from '../../core/types.ts';
import { nothing, passageLink } from '../frame/parts.ts';
import { count } from '../frame/words.ts';
import { cacheMissWords, effectWords, stepWords } from './step-words.ts';

/** What steps name by id, looked up for the reader. */
export type StepNames = {
  question: string;
  /** Names of guards by id. */
  guards: ReadonlyMap<string, string>;
  /** Passages that are still published, by id. */
  passages: ReadonlyMap<string, Passage>;
};

/** A passage list longer than this continues behind a click. */
const SHOWN_PASSAGES = 6;

export const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

type Detail<Name extends StepName> = StepDetails[Name];

/** One step in words, and as it was recorded behind a click. Whatever is not understood is only shown as recorded. */
export function stepView(step: Step, names: StepNames): SafeHtml {
  const detail = JSON.stringify(step.detail, null, 2);
  return html`<li class="step">
  <div class="step-head"><h3>${step.step === 'unknown' ? step.name : stepWords[step.step]}</h3><span class="muted">${milliseconds(step.ms)}</span></div>
  ${inWords(step, names)}
  ${detail === '{}' ? nothing : html`<details class="raw"><summary>As recorded</summary><pre>${detail}</pre></details>`}
</li>`;
}

function inWords(step: Step, names: StepNames): SafeHtml {
  switch (step.step) {
    case 'input-guards':
      return html`<p>“${names.question}”</p>${guardWords(step.detail, names)}`;
    case 'output-guards':
      return guardWords(step.detail, names);
    case 'passage-guards':
      return html`<p>${count(step.detail.kept, 'passage')} may be used.</p>${findings(step.detail.failures, [], names)}`;
    case 'small-talk':
      return html`<p>Nothing was asked (${step.detail.kind}).</p>`;
    case 'standalone':
    case 'synonyms':
      return html`<p>“${step.detail.text}”</p>`;
    case 'curated':
      return step.detail.found
        ? html`<p>The team’s own answer${step.detail.author === '' ? '' : `, written by ${step.detail.author}`}.</p>`
        : html`<p>None.</p>`;
    case 'cache':
      return cacheWords(step.detail);
    case 'searches':
      return html`<ul>${step.detail.texts.map((text) => html`<li>“${text}”</li>`)}</ul>`;
    case 'retrieve':
      return searchWords(step.detail, names);
    case 'generate':
      return draftWords(step.detail);
    case 'citations': {
      const { cited, invented } = step.detail;
      return html`<p>${count(cited, 'passage')} cited${invented === 0 ? '' : `; ${count(invented, 'mark')} named no passage and went out`}.</p>`;
    }
    case 'quote-instead': {
      const { because, passedOver } = step.detail;
      return html`<p>No model’s answer could be shown: ${passedOver.length === 0 ? because : passedOver.map(modelWords).join(', ')}.</p>`;
    }
    case 'posted': {
      const { by, editedFrom } = step.detail;
      return html`<p>${by}${editedFrom === undefined ? '' : html`, in place of <a href="/answers/${encodeURIComponent(editedFrom)}">what Docent answered</a>`}.</p>`;
    }
    case 'failure':
      return html`<p class="reason">${step.detail.message}</p>`;
    case 'unknown':
      return nothing;
  }
}

const modelWords = ({ model, reason }: { model: string; reason: string }) => `${model} (${reason})`;

type Finding = { guard: string; message?: string; passageId?: string };

/** What guards found, each with what was made of it. */
function findings(failures: readonly Finding[], history: readonly CheckRecord[], names: StepNames): SafeHtml {
  if (failures.length === 0) return nothing;
  return html`<ul>${failures.map(({ guard, message, passageId }) => {
    const passage = passageId === undefined ? undefined : names.passages.get(passageId);
    const where = passage === undefined ? nothing : html` in ${passageAnchor(passage)}`;
    const effect = history.findLast((check) => check.guard === guard && check.verdict !== 'pass')?.effect;
    const made = effect === undefined || effect === 'none' ? undefined : effectWords[effect];
    return html`<li><strong>${nameOf(guard, names)}</strong>${where}${message === undefined ? nothing : `: ${message}`}${made === undefined ? nothing : html` <span class="muted">(${made})</span>`}</li>`;
  })}</ul>`;
}

const nameOf = (guard: string, names: StepNames) => names.guards.get(guard) ?? guard;

function guardWords(
  { outcome, failures, asksAgain = [], history }: Detail<'input-guards' | 'output-guards'>,
  names: StepNames,
): SafeHtml {
  const name = (id: string) => nameOf(id, names);
  const broken = history.filter(({ verdict }) => verdict === 'error' || verdict === 'timeout');
  const loud = new Set(failures.map(({ guard }) => guard));
  const quiet = history.filter(({ verdict, guard }) => verdict === 'pass' && !loud.has(guard));
  const passed = new Set(quiet.map(({ guard }) => guard));
  return html`${outcome === 'block' ? html`<p class="reason">Held back.</p>` : nothing}
${findings(failures, history, names)}
${broken.length === 0 ? nothing : html`<p class="reason">Could not be carried out: ${broken.map(({ guard }) => name(guard)).join(', ')}.</p>`}
${asksAgain.length === 0 ? nothing : html`<p>The model is asked again because of ${asksAgain.map(name).join(', ')}.</p>`}
${passed.size === 0 ? nothing : html`<p class="muted">Found nothing: ${[...passed].map(name).join(', ')}.</p>`}`;
}

function cacheWords(detail: Detail<'cache'>): SafeHtml {
  if (detail.hit) {
    const { from, tier, likeness, question } = detail;
    const asked = question === undefined ? '' : ` for “${question}”`;
    const like =
      tier === 'semantic-cache' && likeness !== undefined ? `, likeness ${likeness.toFixed(2)}` : '';
    return html`<p>Found${asked}${like}. <a href="/answers/${encodeURIComponent(from)}">The answer as it was given first</a>.</p>`;
  }
  const { why, nearest, gates = [] } = detail;
  const stopped = gates
    .filter(({ pass }) => !pass)
    .map((gate) => (gate.detail === undefined ? gate.gate : `${gate.gate} (${gate.detail})`));
  return html`<p>${cacheMissWords[why]}</p>
${nearest === undefined ? nothing : html`<p class="muted">Nearest question: “${nearest}”${stopped.length === 0 ? '' : `; it differs in ${stopped.join(', ')}`}.</p>`}`;
}

function searchWords(detail: Detail<'retrieve'>, names: StepNames): SafeHtml {
  if ('failed' in detail) return html`<p class="reason">The search failed.</p>`;
  const { evidence, passages } = detail;
  const lines = passages.map(({ passageId, title, score }) => {
    const passage = names.passages.get(passageId);
    return html`<li>${passage === undefined ? title : passageAnchor(passage)} <span class="score">${score.toFixed(2)}</span></li>`;
  });
  return html`<p>${count(passages.length, 'passage')}, evidence ${evidence.toFixed(2)}.</p>
${lines.length === 0 ? nothing : html`<ol class="found">${lines.slice(0, SHOWN_PASSAGES)}</ol>`}
${
  lines.length <= SHOWN_PASSAGES
    ? nothing
    : html`<details><summary>${count(lines.length - SHOWN_PASSAGES, 'more passage')}</summary>
<ol class="found" start="${SHOWN_PASSAGES + 1}">${lines.slice(SHOWN_PASSAGES)}</ol></details>`
}`;
}

function passageAnchor({ documentId, passageId, title, headings }: Passage): SafeHtml {
  return html`<a href="${passageLink(documentId, passageId)}">${[title, ...headings].join(' › ')}</a>`;
}

function draftWords(draft: Detail<'generate'>): SafeHtml {
  const { kind, passedOver = [] } = draft;
  return html`<p${kind === 'failed' ? html` class="reason"` : nothing}>${whatCame(draft)}</p>
${passedOver.length === 0 ? nothing : html`<p>Asked before, without an answer: ${passedOver.map(modelWords).join(', ')}.</p>`}`;
}

function whatCame(draft: Detail<'generate'>): string {
  switch (draft.kind) {
    case 'drafted':
      return draft.model === undefined
        ? 'Sentences quoted from the passages, no model.'
        : `Written by ${draft.model}.`;
    case 'nothing':
      return 'Nothing in the passages answers it.';
    case 'failed':
      return `It failed: ${draft.reason}, ${draft.message}.`;
  }
}
