import type { Retriever } from '../../core/ports/retriever.ts';
import { policy } from '../../core/rag/policy.ts';
import { readGeneration } from '../../core/store/meta.ts';
import type { Store } from '../../core/store/schema.ts';

/** Questions that the team's own documents answer. */
export type ExampleQuestions = {
  /** A few, of different documents; [] where nothing is sure to have an answer. Worked out once a generation. */
  of(collections: string[]): Promise<string[]>;
};

/** Documents that are looked at, passages of them, searches that may be spent, questions that are shown, places remembered. */
const LIMITS = { documents: 60, passages: 600, searches: 12, shown: 3, places: 100 } as const;
/** Words of a heading that can stand in a question. */
const WORDS = { fewest: 2, most: 7 } as const;

const TEMPLATES = { verb: 'How do I {topic}?', other: 'What should I know about {topic}?' } as const;
/** What headings begin with that tell what to do. */
const VERBS =
  /^(?:add|apply|ask|book|build|change|check|choose|configure|connect|create|delete|deploy|edit|enable|file|find|get|install|invite|join|make|manage|move|open|order|pay|plan|prepare|publish|remove|report|request|reset|run|schedule|search|send|set|share|sign|start|stop|submit|test|update|upload|use|write)\b/i;
const QUESTION = /^(?:how|what|when|where|which|who|why|can|do|does|is|are|may|must|should)\b.*\?$/i;
/** Topics are made of English words here: other languages only give questions that stand in a text as such. */
const PLAIN = /^[A-Za-z][A-Za-z0-9 ,'’&()-]*$/;

type Topic = { documentId: string; question: string };

export type ExampleQuestionsDeps = { store: Store; retriever: Pick<Retriever, 'search'> };

export function createExampleQuestions(deps: ExampleQuestionsDeps): ExampleQuestions {
  let known: { generation: number; of: Map<string, Promise<string[]>> } | null = null;
  return {
    async of(collections) {
      const generation = await readGeneration(deps.store);
      if (known?.generation !== generation) known = { generation, of: new Map() };
      const { of } = known;
      const key = JSON.stringify(collections);
      const questions = of.get(key) ?? find(deps, collections);
      if (of.size < LIMITS.places) of.set(key, questions);
      // A search that failed is tried again.
      return questions.catch((error: unknown) => {
        of.delete(key);
        throw error;
      });
    },
  };
}

async function find({ store, retriever }: ExampleQuestionsDeps, collections: string[]): Promise<string[]> {
  const sure: string[] = [];
  for (const { documentId, question } of (await topics(store, collections)).slice(0, LIMITS.searches)) {
    const { evidence, passages } = await retriever.search({ text: question, k: 1, collections });
    if (evidence < policy.foundAbove || passages[0]?.documentId !== documentId) continue;
    sure.push(question);
    if (sure.length === LIMITS.shown) break;
  }
  return sure;
}

/** One question for a document, those first that a text asks itself. Ids are random, so these are any documents. */
async function topics(store: Store, collections: string[]): Promise<Topic[]> {
  const documents = await store
    .selectFrom('documents')
    .select(['id', 'title'])
    .where('collection', 'in', collections)
    .where('published_revision', 'is not', null)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .limit(LIMITS.documents)
    .execute();
  if (documents.length === 0) return [];
  const passages = await store
    .selectFrom('passages')
    .select(['document_id', 'headings', 'text'])
    .where(
      'document_id',
      'in',
      documents.map(({ id }) => id),
    )
    .where('current', '=', 1)
    .orderBy('id')
    .limit(LIMITS.passages)
    .execute();
  const times = new Map<string, number>();
  const lines = passages.map(({ document_id, headings, text }) => {
    const heading = (JSON.parse(headings) as string[]).at(-1) ?? '';
    times.set(heading, (times.get(heading) ?? 0) + 1);
    return { documentId: document_id, heading, text };
  });
  const found = documents.flatMap(({ id, title }): Topic[] => {
    const own = lines.filter(({ documentId }) => documentId === id);
    const candidates = own
      .filter(({ heading }) => (times.get(heading) ?? 0) === 1)
      .concat(own.slice(0, 1).map((line) => ({ ...line, heading: title })));
    const questions = candidates.flatMap(({ heading, text }) => questionOf(heading, text) ?? []);
    const question = questions.find((text) => QUESTION.test(text) && !isMade(text)) ?? questions[0];
    return question === undefined ? [] : [{ documentId: id, question }];
  });
  return found.sort((a, b) => Number(isMade(a.question)) - Number(isMade(b.question)));
}

const isMade = (question: string): boolean => question.startsWith(TEMPLATES.other.split('{')[0] ?? '');

/** A heading as a question; null where it makes none. */
function questionOf(heading: string, text: string): string | null {
  const topic = heading.replace(/\s+/g, ' ').trim();
  const words = topic.split(' ').length;
  if (words < WORDS.fewest || words > WORDS.most * 2) return null;
  if (QUESTION.test(topic)) return topic;
  if (words > WORDS.most || !PLAIN.test(topic)) return null;
  const template = VERBS.test(topic) ? TEMPLATES.verb : TEMPLATES.other;
  return template.replace('{topic}', lowered(topic, text));
}

/** With a small first letter where the text writes that word so: names keep theirs. */
function lowered(topic: string, text: string): string {
  const [first = ''] = topic.split(' ');
  const small = first.toLowerCase();
  const word = small.replace(/[()]/g, '\\$&');
  const isName = !VERBS.test(topic) && !new RegExp(`\\b${word}\\b`).test(text);
  return isName ? topic : small + topic.slice(first.length);
}
