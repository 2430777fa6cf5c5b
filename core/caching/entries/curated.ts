import type { Clock } from '../../ports/clock.ts';
import { isoNow } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../store/schema.ts';
import { type GateResult, runGates } from '../gates/gates.ts';
import { isFormGate, meansAlike } from '../gates/meant-alike.ts';
import { type QuestionForm, questionForm } from '../gates/question-form.ts';
import type { Likeness } from '../lookup/question-index.ts';
import { normalise } from './exact-cache.ts';

/** An answer that the team wrote: served word for word, before any cache and without a model. */
export type CuratedAnswer = {
  id: string;
  /** Ways to ask it. */
  questions: string[];
  /** Markdown, shown as it is. */
  answer: string;
  /** Where it is given; null = wherever it is asked. */
  collections: string[] | null;
  author: string;
  created: string;
};

export type Curated = {
  /**
   * The answer for a question asked where `collections` may be read (undefined = the default set), or null. `outside`:
   * only one whose collections may all be read there; one that is given everywhere was not written for others.
   */
  find(question: string, collections: string[] | undefined, outside?: boolean): Promise<CuratedAnswer | null>;
  list(): Promise<CuratedAnswer[]>;
  add(input: {
    questions: string[];
    answer: string;
    collections: string[] | null;
    author: string;
  }): Promise<CuratedAnswer>;
  /** False when there is no such answer. */
  remove(id: string): Promise<boolean>;
};

/** An answer with its questions as they are compared. */
type Parsed = { answer: CuratedAnswer; normal: string[]; forms: { text: string; form: QuestionForm }[] };

type Judged = {
  answer: CuratedAnswer;
  known: { text: string; form: QuestionForm };
  hard: GateResult[];
  content: GateResult;
};

/** Two answers that fit are no answer: the documents decide then. */
function onlyOne(found: readonly Judged[]): CuratedAnswer | null {
  const answers = new Set(found.map(({ answer }) => answer));
  const [first = null] = answers;
  return answers.size === 1 ? first : null;
}

const toParsed = (answer: CuratedAnswer): Parsed => ({
  answer,
  normal: answer.questions.map(normalise),
  forms: answer.questions.map((text) => ({ text, form: questionForm(text) })),
});

/** Questions that are compared by meaning for one that is asked. */
const COMPARED = 8;

export function createCurated(deps: {
  store: Store;
  clock: Clock;
  random: Random;
  /** The collection that the default set leaves out. */
  handbook: string;
  /** How like two questions are; without it their words must be the same but for synonyms. */
  likeness?: (a: string, b: string) => Promise<Likeness>;
}): Curated {
  const { store, clock, random, handbook, likeness } = deps;
  /** Taken apart once, not at each question. */
  let parsed: { ids: string; answers: Parsed[] } | null = null;

  async function list(): Promise<CuratedAnswer[]> {
    const rows = await store.selectFrom('curated_answers').selectAll().orderBy('id', 'desc').execute();
    const questions = await store.selectFrom('curated_questions').selectAll().orderBy('ordinal').execute();
    return rows.map((row) => ({
      id: row.id,
      questions: questions.filter((one) => one.curated_id === row.id).map((one) => one.question),
      answer: row.answer,
      collections: row.collections === null ? null : (JSON.parse(row.collections) as string[]),
      author: row.author,
      created: row.created_at,
    }));
  }

  /** Answers are added and removed, never changed: the same ids are the same answers, whoever wrote them. */
  async function parsedNow(): Promise<Parsed[]> {
    const rows = await store.selectFrom('curated_answers').select('id').orderBy('id').execute();
    const ids = rows.map(({ id }) => id).join(' ');
    if (parsed === null || parsed.ids !== ids) parsed = { ids, answers: (await list()).map(toParsed) };
    return parsed.answers;
  }

  /** Of questions in other words those that a general encoder, and what can be said of each word, find to ask the same. */
  async function meantAlike(
    question: string,
    form: QuestionForm,
    judged: readonly Judged[],
  ): Promise<Judged[]> {
    if (likeness === undefined) return [];
    const could = judged.filter(
      ({ known, hard }) =>
        hard.every(({ gate, pass }) => pass || isFormGate(gate)) && meansAlike(form, known.form, 1).pass,
    );
    const found: Judged[] = [];
    for (const one of could.slice(0, COMPARED)) {
      const like = await likeness(question, one.known.text);
      if (like.meaning && meansAlike(form, one.known.form, like.likeness).pass) found.push(one);
    }
    return found;
  }

  return {
    list,
    async find(question, collections, outside = false) {
      const mayBeRead = (name: string): boolean =>
        collections === undefined ? name !== handbook : collections.includes(name);
      const here = (await parsedNow()).filter(({ answer }) =>
        outside
          ? answer.collections?.every(mayBeRead)
          : answer.collections === null || answer.collections.some(mayBeRead),
      );
      const asked = normalise(question);
      const equal = here.find((one) => one.normal.includes(asked));
      if (equal !== undefined || here.length === 0) return equal?.answer ?? null;
      const form = questionForm(question);
      const judged = here.flatMap((parsed) =>
        parsed.forms.map((known) => ({ answer: parsed.answer, known, ...runGates(form, known.form) })),
      );
      const same = judged.filter(({ hard, content }) => content.pass && hard.every((gate) => gate.pass));
      return onlyOne(same.length > 0 ? same : await meantAlike(question, form, judged));
    },
    async add({ questions, answer, collections, author }) {
      const id = random.id('cur');
      const created = isoNow(clock);
      await store.transaction().execute(async (trx) => {
        await trx
          .insertInto('curated_answers')
          .values({
            id,
            answer,
            collections: collections === null ? null : JSON.stringify(collections),
            author,
            created_at: created,
          })
          .execute();
        await trx
          .insertInto('curated_questions')
          .values(questions.map((question, ordinal) => ({ curated_id: id, ordinal, question })))
          .execute();
      });
      return { id, questions, answer, collections, author, created };
    },
    async remove(id) {
      return store.transaction().execute(async (trx) => {
        await trx.deleteFrom('curated_questions').where('curated_id', '=', id).execute();
        const gone = await trx.deleteFrom('curated_answers').where('id', '=', id).executeTakeFirst();
        return gone.numDeletedRows > 0n;
      });
    },
  };
}
