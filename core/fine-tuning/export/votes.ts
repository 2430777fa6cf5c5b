import { publishedText } from '../../feedback/document-text.ts';
import { originPlatform } from '../../feedback/list-feedback.ts';
import { effectiveVote, inEventOrder } from '../../feedback/votes.ts';
import type { Store } from '../../store/schema.ts';
import { withoutMarks } from '../../text/citation-marks.ts';

/** Whether what a vote rests on still stands. */
export type DocumentState = 'same' | 'document changed' | 'document deleted';

/** One person's vote on one answer, imported or cast in a chat or the console. */
export type Vote = {
  /** Id of the imported row, or of the answer with the person's place among its voters. */
  id: string;
  /** What provenance names: the imported row or the answer. */
  from: string;
  question: string;
  answer: string;
  vote: -1 | 0 | 1;
  /** Hash; only to tell people apart. */
  person: string;
  at: string;
  origin: string;
  permitted: boolean | null;
  correction: string | null;
  /** Documents that the answer rests on, and passages where they are known. */
  documents: string[];
  passages: number[];
  state: DocumentState;
  /** The person who asked had their data deleted. */
  forgotten: boolean;
};

/** Every vote that the store has, in the order of their ids. Runs of evals are no votes. */
export async function readVotes(store: Store): Promise<Vote[]> {
  return [...(await importedVotes(store)), ...(await castVotes(store))];
}

async function importedVotes(store: Store): Promise<Vote[]> {
  const rows = await store.selectFrom('imported_feedback').selectAll().orderBy('id').execute();
  const textOf = rememberedTexts(store);
  const votes: Vote[] = [];
  for (const row of rows) {
    const now = row.document_id === null ? null : await textOf(row.document_id);
    votes.push({
      ...{ id: row.id, from: `feedback:${row.id}`, question: row.question, answer: row.answer },
      ...{
        vote: Math.sign(row.vote) as Vote['vote'],
        person: row.person_hash,
        at: row.at,
        origin: row.origin,
      },
      permitted: row.permitted === null ? null : row.permitted === 1,
      correction: row.correction,
      documents: row.document_id === null ? [] : [row.document_id],
      passages: [],
      state: stateOf(row, now),
      forgotten: false,
    });
  }
  return votes;
}

function stateOf(
  row: { document_id: string | null; document_text: string | null },
  now: string | null,
): DocumentState {
  if (row.document_id === null) return 'same';
  if (now === null) return 'document deleted';
  return now === row.document_text ? 'same' : 'document changed';
}

function rememberedTexts(store: Store): (documentId: string) => Promise<string | null> {
  const texts = new Map<string, string | null>();
  return async (documentId) => {
    const known = texts.get(documentId);
    if (known !== undefined) return known;
    const text = await publishedText(store, documentId);
    texts.set(documentId, text);
    return text;
  };
}

const PAGE = 200;

async function castVotes(store: Store): Promise<Vote[]> {
  const voted = await store
    .selectFrom('signals')
    .select('answer_id')
    .distinct()
    .orderBy('answer_id')
    .execute();
  const votes: Vote[] = [];
  for (let at = 0; at < voted.length; at += PAGE)
    votes.push(
      ...(await castOn(
        store,
        voted.slice(at, at + PAGE).map((row) => row.answer_id),
      )),
    );
  return votes;
}

async function castOn(store: Store, ids: string[]): Promise<Vote[]> {
  const answers = await store
    .selectFrom('answers')
    .select(['id', 'standalone', 'text', 'origin', 'created_at'])
    .where('id', 'in', ids)
    .where('outcome', '=', 'answered')
    .where('origin', 'not like', 'eval:%')
    .orderBy('id')
    .execute();
  const signals = await store
    .selectFrom('signals')
    .selectAll()
    .where('answer_id', 'in', ids)
    .orderBy('id')
    .execute();
  const cited = await store
    .selectFrom('answer_citations')
    .leftJoin('documents', 'documents.id', 'answer_citations.document_id')
    .select(['answer_id', 'document_id', 'passage_id', 'published_revision', 'published_at'])
    .where('answer_id', 'in', ids)
    .orderBy('n')
    .execute();
  const gone = await store
    .selectFrom('forgotten_questions')
    .select('ref')
    .where('source', '=', 'vote')
    .where('ref', 'in', ids)
    .execute();
  const forgotten = new Set(gone.map(({ ref }) => ref));
  return answers.flatMap((answer) => {
    const sources = cited.filter((one) => one.answer_id === answer.id);
    const state: DocumentState = sources.some((one) => one.published_revision === null)
      ? 'document deleted'
      : sources.some((one) => (one.published_at ?? '') > answer.created_at)
        ? 'document changed'
        : 'same';
    const people = [
      ...Map.groupBy(
        signals.filter((one) => one.answer_id === answer.id),
        (one) => one.user_hash,
      ),
    ];
    return people.map(
      ([person, own], at): Vote => ({
        ...{ id: `${answer.id}/${at}`, from: `feedback:${answer.id}`, person },
        ...{ question: answer.standalone, answer: withoutMarks(answer.text).trim() },
        vote: effectiveVote(inEventOrder(own)),
        at: own.at(-1)?.created_at ?? answer.created_at,
        origin: originPlatform(answer.origin),
        permitted: null,
        correction: null,
        documents: [...new Set(sources.map((one) => one.document_id))],
        passages: [...new Set(sources.map((one) => one.passage_id))],
        state,
        forgotten: forgotten.has(answer.id),
      }),
    );
  });
}
