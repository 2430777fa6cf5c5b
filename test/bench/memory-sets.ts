import { readFileSync } from 'node:fs';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import type { RememberedQuestion } from '../../knowledge/index/ranking/question-memory.ts';
import { questionKey } from '../../knowledge/question-memory/question-key.ts';
import { readCovidQa } from './covid-qa.ts';
import { type JudgedSet, readJudgedSet } from './judged-set.ts';
import { hasSharedData, sharedData } from './shared-data.ts';

/** What a question is to the memory: its document has others remembered, has none, or it is remembered itself. */
export type AskedKind = 'helped' | 'other' | 'repeat';

export type MemoryCase = {
  set: JudgedSet;
  remembered: RememberedQuestion[];
  asked: { text: string; relevant: Map<number, number>; kind: AskedKind }[];
};

/** Documents of which some questions are remembered, and the share of those questions that are. */
const [DOCUMENTS, QUESTIONS, REPEATED] = [0.7, 0.5, 0.3];
/** Of a set at most so many questions are asked: more change the third digit and take minutes. */
const MOST_ASKED = 400;
const BANK_QUESTIONS = 12;

/** Sets in which documents have several questions. */
export function readMemorySets(): JudgedSet[] {
  const names = ['covid-faq', 'squad2-dev-half', 'stackfaq-paraphrases', 'cranfield', 'cacm', 'scifact'];
  const sets = [
    ...names.map((name) => readJudgedSet(name)),
    readCovidQa().set,
    ...(hasSharedData('cache/banking77') ? [readBanking()] : []),
  ];
  // Pages that are nothing but a title are not duplicates of each other.
  const named = (passage: IndexedPassage) => ({ ...passage, hash: String(passage.id) });
  return sets.map((set) => ({ ...set, passages: set.passages.map(named) }));
}

/** Numbers in [0, 1) that are the same every time (linear congruential generator of Numerical Recipes). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Splits a set's questions into those that are remembered and those that are asked. */
export function memoryCase(set: JudgedSet, random: () => number): MemoryCase {
  const keyOf = new Map(set.passages.map((passage) => [passage.id, passage.documentKey]));
  const questions = new Map<number, number>();
  for (const { relevant } of set.queries) {
    for (const [id, score] of relevant) if (score > 0) questions.set(id, (questions.get(id) ?? 0) + 1);
  }
  const chosen = new Set([...questions].filter(([, n]) => n > 1 && random() < DOCUMENTS).map(([id]) => id));
  const remembered: RememberedQuestion[] = [];
  const asked: MemoryCase['asked'] = [];
  const confirmed = new Set<number>();
  const waiting: JudgedSet['queries'] = [];
  for (const query of set.queries) {
    const right = [...query.relevant].filter(([id, score]) => score > 0 && chosen.has(id)).map(([id]) => id);
    if (right.length === 0 || random() >= QUESTIONS) {
      waiting.push(query);
      continue;
    }
    for (const id of right.slice(0, 3)) {
      confirmed.add(id);
      const documentKey = keyOf.get(id) ?? id;
      remembered.push({
        id: remembered.length,
        text: query.text,
        documentKey,
        passages: [id],
        fromEvals: false,
      });
    }
    if (random() < REPEATED) asked.push({ ...query, kind: 'repeat' });
  }
  const known = new Set(remembered.map(({ text }) => questionKey(text)));
  for (const query of waiting) {
    const helped = [...query.relevant].some(([id, score]) => score > 0 && confirmed.has(id));
    // Asked word for word of two documents, a question has two right answers, whatever the judges of one say.
    if (helped || !known.has(questionKey(query.text)))
      asked.push({ ...query, kind: helped ? 'helped' : 'other' });
  }
  const step = Math.max(1, asked.length / MOST_ASKED);
  const some = Array.from(
    { length: Math.min(asked.length, MOST_ASKED) },
    (_, at) => asked[Math.floor(at * step)],
  );
  return { set, remembered, asked: some.filter((one) => one !== undefined) };
}

/** The same memory with this share of its questions pointing at a passage drawn by chance. */
export function withMistakes(
  { set, remembered }: MemoryCase,
  share: number,
  random: () => number,
): RememberedQuestion[] {
  return remembered.map((question) => {
    const wrong = set.passages[Math.floor(random() * set.passages.length)];
    if (wrong === undefined || random() >= share) return question;
    return { ...question, documentKey: wrong.documentKey, passages: [wrong.id] };
  });
}

/** Banking77: people's questions about 77 matters of a bank. A matter's page is its name, so that words tell little. */
function readBanking(): JudgedSet {
  const passages = new Map<string, IndexedPassage>();
  const seen = new Map<string, number>();
  const queries: JudgedSet['queries'] = [];
  const lines = readFileSync(sharedData('cache/banking77/train.csv'), 'utf8').split('\n').slice(1);
  for (const line of lines) {
    const comma = line.lastIndexOf(',');
    const matter = line.slice(comma + 1).trim();
    const text = line.slice(0, comma).replace(/^"|"$/g, '');
    const number = seen.get(matter) ?? 0;
    if (comma < 0 || number >= BANK_QUESTIONS) continue;
    seen.set(matter, number + 1);
    const title = matter.replaceAll('_', ' ');
    const place = { collection: 'default', path: '', headings: [] };
    const page = passages.get(matter) ?? {
      ...{ id: passages.size + 1, documentKey: matter, title, text: '' },
      ...place,
    };
    passages.set(matter, page);
    queries.push({ id: `${matter}-${number}`, text, relevant: new Map([[page.id, 1]]) });
  }
  return { name: 'banking77', passages: [...passages.values()], queries };
}
