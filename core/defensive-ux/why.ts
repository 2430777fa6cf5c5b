import type { Store } from '../store/schema.ts';
import { detailOf } from '../trace/read-steps.ts';
import type { Answer, Citation, Step } from '../types.ts';
import { fill, markOf, QUOTE_INSTEAD, wording } from './wording.ts';

/** When the text that passage `passageId` was quoted from was last revised, ISO 8601; absent where its source is gone. */
export type RevisionDates = ReadonlyMap<string, string>;

/**
 * "Why this answer?" as members read it: the passages with the dates of their revisions, who wrote the text or where it
 * was kept, and what the checks did. Words only: no numbers of the trace but the marks of the sources.
 */
export function whyText(answer: Answer, dates: RevisionDates): string {
  const { why } = wording;
  const paragraphs = [
    answer.standalone === answer.question ? '' : fill(why.searchedFor, { question: answer.standalone }),
    sources(answer, dates),
    answer.outcome === 'answered' ? markOf(answer) : outcomeWords(answer),
    models(answer.steps),
    checks(answer),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Reads the dates of what an answer cites and puts the text together. */
export async function explainAnswer(store: Store, answer: Answer): Promise<string> {
  return whyText(answer, await revisionDates(store, answer));
}

/** The newest revision that holds each cited passage and is no newer than the answer. */
async function revisionDates(store: Store, answer: Answer): Promise<RevisionDates> {
  const ids = answer.citations.map(({ passageId }) => Number(passageId));
  if (ids.length === 0) return new Map();
  const rows = await store
    .selectFrom('revision_passages')
    .innerJoin('revisions', 'revisions.id', 'revision_passages.revision_id')
    .select('revision_passages.passage_id')
    .select((eb) => eb.fn.max('revisions.created_at').as('at'))
    .where('revision_passages.passage_id', 'in', ids)
    .where('revisions.created_at', '<=', answer.createdAt)
    .groupBy('revision_passages.passage_id')
    .execute();
  return new Map(rows.map(({ passage_id, at }) => [String(passage_id), at]));
}

function sources({ citations, servedBy, nearest }: Answer, dates: RevisionDates): string {
  const { why } = wording;
  if (servedBy === 'curated') return why.curated;
  if (citations.length > 0)
    return [why.passages, ...citations.map((citation) => passage(citation, dates))].join('\n');
  return nearest.length === 0 ? why.noPassages : `${why.noPassages} ${nearestLine(nearest)}`;
}

function passage({ n, title, headings, passageId, quote }: Citation, dates: RevisionDates): string {
  const at = dates.get(passageId);
  const date = at === undefined ? wording.why.undated : fill(wording.why.dated, { date: dayOf(at) });
  return `[${n}] ${[title, ...headings].join(' › ')}, ${date}: “${quote}”`;
}

const nearestLine = (nearest: Answer['nearest']) =>
  `${wording.nearest} ${nearest.map(({ title }) => title).join(', ')}.`;

function outcomeWords({ outcome }: Answer): string {
  return outcome === 'answered' ? '' : wording.why.outcome[outcome];
}

/** Which model wrote, and which were asked before it. */
function models(steps: readonly Step[]): string {
  const written = detailOf(steps.toReversed(), 'generate');
  const { passedOver: passed = [] } = detailOf(steps, QUOTE_INSTEAD) ?? written ?? {};
  const lines: string[] = [];
  if (written?.kind === 'drafted' && written.model !== undefined)
    lines.push(fill(wording.why.model, { model: written.model }));
  if (passed.length > 0)
    lines.push(fill(wording.why.passedOver, { models: passed.map(({ model }) => model).join(', ') }));
  return lines.join(' ');
}

/** The guards that found something, each once, in the words that members know them by. */
function checks({ steps, servedBy }: Answer): string {
  const { why } = wording;
  if (servedBy === 'curated') return '';
  const looked = steps.filter(isGuarding);
  if (looked.length === 0) return '';
  const found = looked.flatMap(({ detail }): { guard: string }[] => detail.failures);
  const words = new Set(found.map(({ guard }) => why.guards[guard] ?? why.otherGuard));
  return words.size === 0 ? why.checksPassed : fill(why.checksFound, { found: [...words].join('; ') });
}

type Guarding = Extract<Step, { step: `${string}-guards` }>;

const isGuarding = (step: Step): step is Guarding => step.step.endsWith('-guards');

function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}
