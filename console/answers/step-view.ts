import { html, type SafeHtml } from '@remix-run/html-template';
import { z } from 'zod';
import { POSTED, QUOTE_INSTEAD } from '../../core/defensive-ux/wording.ts';
import type { Passage, Step } from '../../core/types.ts';
import { nothing, passageLink } from '../parts.ts';
import { count } from '../words.ts';
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

const checked = z.object({
  outcome: z.string().optional(),
  kept: z.number().optional(),
  failures: z
    .array(z.object({ guard: z.string(), message: z.string().optional(), passageId: z.string().optional() }))
    .default([]),
  asksAgain: z.array(z.string()).default([]),
  history: z.array(z.object({ guard: z.string(), verdict: z.string(), effect: z.string() })).default([]),
});
const curated = z.object({ found: z.boolean(), author: z.string().nullish() });
const cache = z.object({
  hit: z.boolean(),
  tier: z.string().optional(),
  from: z.string().optional(),
  question: z.string().optional(),
  likeness: z.number().optional(),
  why: z.string().nullish(),
  nearest: z.string().optional(),
  gates: z
    .array(z.object({ gate: z.string(), pass: z.boolean(), detail: z.string().optional() }))
    .default([]),
});
const search = z.object({
  failed: z.boolean().optional(),
  evidence: z.number().optional(),
  passages: z.array(z.object({ passageId: z.string(), title: z.string(), score: z.number() })).default([]),
});
const draft = z.object({
  kind: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  model: z.string().optional(),
  passedOver: z.array(z.object({ model: z.string(), reason: z.string().optional() })).default([]),
});
const citations = z.object({ cited: z.number(), invented: z.number() });
const rewritten = z.object({ text: z.string() });
const instead = z.object({
  because: z.string(),
  passedOver: z.array(z.object({ model: z.string(), reason: z.string() })),
});
const posted = z.object({ by: z.string(), editedFrom: z.string().optional() });
const failure = z.object({ message: z.string() });

/** One step in words, and as it was recorded behind a click. Whatever is not understood is only shown as recorded. */
export function stepView(step: Step, names: StepNames): SafeHtml {
  const detail = JSON.stringify(step.detail, null, 2);
  return html`<li class="step">
  <div class="step-head"><h3>${stepWords[step.step] ?? step.step}</h3><span class="muted">${milliseconds(step.ms)}</span></div>
  ${inWords(step, names)}
  ${detail === '{}' ? nothing : html`<details class="raw"><summary>As recorded</summary><pre>${detail}</pre></details>`}
</li>`;
}

function inWords({ step, detail }: Step, names: StepNames): SafeHtml {
  switch (step) {
    case 'input-guards':
      return html`<p>“${names.question}”</p>${read(checked, detail, (it) => guardWords(it, names))}`;
    case 'output-guards':
      return read(checked, detail, (it) => guardWords(it, names));
    case 'passage-guards':
      return read(
        checked,
        detail,
        (it) => html`<p>${count(it.kept ?? 0, 'passage')} may be used.</p>${guardWords(it, names)}`,
      );
    case 'standalone':
      return read(rewritten, detail, ({ text }) => html`<p>“${text}”</p>`);
    case 'curated':
      return read(curated, detail, ({ found, author }) =>
        found
          ? html`<p>The team’s own answer${author ? `, written by ${author}` : ''}.</p>`
          : html`<p>None.</p>`,
      );
    case 'cache':
      return read(cache, detail, cacheWords);
    case 'retrieve':
      return read(search, detail, (it) => searchWords(it, names));
    case 'generate':
      return read(draft, detail, draftWords);
    case 'citations':
      return read(
        citations,
        detail,
        ({ cited, invented }) =>
          html`<p>${count(cited, 'passage')} cited${invented === 0 ? '' : `; ${count(invented, 'mark')} named no passage and went out`}.</p>`,
      );
    case QUOTE_INSTEAD:
      return read(
        instead,
        detail,
        ({ because, passedOver }) =>
          html`<p>No model’s answer could be shown: ${passedOver.length === 0 ? because : passedOver.map(({ model, reason }) => `${model} (${reason})`).join(', ')}.</p>`,
      );
    case POSTED:
      return read(
        posted,
        detail,
        ({ by, editedFrom }) =>
          html`<p>${by}${editedFrom === undefined ? '' : html`, in place of <a href="/answers/${encodeURIComponent(editedFrom)}">what Docent answered</a>`}.</p>`,
      );
    case 'failure':
      return read(failure, detail, ({ message }) => html`<p class="reason">${message}</p>`);
    default:
      return nothing;
  }
}

function read<T>(schema: z.ZodType<T>, detail: unknown, show: (read: T) => SafeHtml): SafeHtml {
  const parsed = schema.safeParse(detail);
  return parsed.success ? show(parsed.data) : nothing;
}

function guardWords(
  { outcome, failures, asksAgain, history }: z.output<typeof checked>,
  names: StepNames,
): SafeHtml {
  const name = (id: string) => names.guards.get(id) ?? id;
  const found = failures.map(({ guard, message, passageId }) => {
    const passage = passageId === undefined ? undefined : names.passages.get(passageId);
    const where = passage === undefined ? nothing : html` in ${passageAnchor(passage)}`;
    const effects = history.filter((check) => check.guard === guard && check.verdict !== 'pass');
    const effect = effectWords[effects.at(-1)?.effect ?? ''];
    return html`<li><strong>${name(guard)}</strong>${where}${message === undefined ? nothing : `: ${message}`}${effect === undefined ? nothing : html` <span class="muted">(${effect})</span>`}</li>`;
  });
  const broken = history.filter(({ verdict }) => verdict === 'error' || verdict === 'timeout');
  const loud = new Set(failures.map(({ guard }) => guard));
  const quiet = history.filter(({ verdict, guard }) => verdict === 'pass' && !loud.has(guard));
  const passed = new Set(quiet.map(({ guard }) => guard));
  return html`${outcome === 'block' ? html`<p class="reason">Held back.</p>` : nothing}
${found.length === 0 ? nothing : html`<ul>${found}</ul>`}
${broken.length === 0 ? nothing : html`<p class="reason">Could not be carried out: ${broken.map(({ guard }) => name(guard)).join(', ')}.</p>`}
${asksAgain.length === 0 ? nothing : html`<p>The model is asked again because of ${asksAgain.map(name).join(', ')}.</p>`}
${passed.size === 0 ? nothing : html`<p class="muted">Found nothing: ${[...passed].map(name).join(', ')}.</p>`}`;
}

function cacheWords(it: z.output<typeof cache>): SafeHtml {
  const stopped = it.gates.filter(({ pass }) => !pass);
  if (it.hit) {
    const from =
      it.from === undefined
        ? nothing
        : html` <a href="/answers/${encodeURIComponent(it.from)}">The answer as it was given first</a>.`;
    const like =
      it.tier === 'semantic-cache' && it.likeness !== undefined ? `, likeness ${it.likeness.toFixed(2)}` : '';
    return html`<p>Found for “${it.question ?? ''}”${like}.${from}</p>`;
  }
  return html`<p>${cacheMissWords[it.why ?? ''] ?? 'Nothing that could be given again.'}</p>
${it.nearest === undefined ? nothing : html`<p class="muted">Nearest question: “${it.nearest}”${stopped.length === 0 ? '' : `; it differs in ${stopped.map(({ gate, detail }) => (detail === undefined ? gate : `${gate} (${detail})`)).join(', ')}`}.</p>`}`;
}

function searchWords({ failed, evidence, passages }: z.output<typeof search>, names: StepNames): SafeHtml {
  if (failed === true) return html`<p class="reason">The search failed.</p>`;
  const lines = passages.map(({ passageId, title, score }) => {
    const passage = names.passages.get(passageId);
    return html`<li>${passage === undefined ? title : passageAnchor(passage)} <span class="score">${score.toFixed(2)}</span></li>`;
  });
  return html`<p>${count(passages.length, 'passage')}, evidence ${(evidence ?? 0).toFixed(2)}.</p>
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

function draftWords({ kind, reason, message, model, passedOver }: z.output<typeof draft>): SafeHtml {
  const before = passedOver.map((it) => (it.reason === undefined ? it.model : `${it.model} (${it.reason})`));
  const words =
    kind === 'drafted'
      ? model === undefined
        ? 'Sentences quoted from the passages, no model.'
        : `Written by ${model}.`
      : kind === 'nothing'
        ? 'Nothing in the passages answers it.'
        : `It failed: ${[reason, message].filter((part) => part !== undefined).join(', ')}.`;
  return html`<p${kind === 'failed' ? html` class="reason"` : nothing}>${words}</p>
${before.length === 0 ? nothing : html`<p>Asked before, without an answer: ${before.join(', ')}.</p>`}`;
}
