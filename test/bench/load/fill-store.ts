import { insertRows } from '../../../core/store/insert-rows.ts';
import type { Store } from '../../../core/store/schema.ts';
import { TOPICS } from './topics.ts';

const START = Date.parse('2025-01-01T00:00:00Z');
const OUTCOMES = [
  'answered',
  'answered',
  'answered',
  'abstained',
  'answered',
  'refused',
  'answered',
  'unavailable',
];
const ASKS = [
  'How do I book',
  'Who approves',
  'Where do I find',
  'When is the deadline for',
  'What is the rule for',
];
const BATCH = 2_000;

const textOf = (at: number) =>
  `${ASKS[at % ASKS.length]} ${TOPICS[at % TOPICS.length]} case ${at} in office ${at % 97}?`;
const momentOf = (at: number) => new Date(START + at * 60_000).toISOString();
/** About as long as the steps of a quoted answer. */
const STEPS = JSON.stringify([
  { step: 'input-guards', ms: 1, detail: { outcome: 'allow', failures: [], history: [] } },
  {
    step: 'retrieve',
    ms: 8,
    detail: {
      evidence: 0.9,
      passages: Array.from({ length: 8 }, (_, n) => ({
        passageId: `p${n}`,
        score: 0.5,
        why: 'x'.repeat(200),
      })),
    },
  },
]);

/** Fills a store as a busy team of some months would: answers a minute apart, documents, people. */
export async function fillStore(
  store: Store,
  { answers, documents, users }: { answers: number; documents: number; users: number },
): Promise<void> {
  await inBatches(documents, async (from, to) => {
    const rows = range(from, to).map((at) => ({
      ...{
        id: `doc_${at}`,
        external_id: null,
        collection: at % 3 === 0 ? 'hr' : 'default',
        status: 'ready',
        reason: null,
      },
      ...{ path: `folder-${at % 40}/page-${at}.md`, title: `Page ${at} about ${TOPICS[at % TOPICS.length]}` },
      ...{
        published_revision: `rev_${at}`,
        pending_file: null,
        created_at: momentOf(at),
        updated_at: momentOf(at),
      },
    }));
    const revisions = rows.map(({ id, title, created_at }, n) => ({
      ...{
        id: `rev_${from + n}`,
        document_id: id,
        number: 1,
        state: 'published',
        title,
        sha256: `${from + n}`,
      },
      ...{ media_type: 'text/markdown', bytes: 1_000, flags: '[]', created_at, created_by: 'bench' },
    }));
    await store.transaction().execute(async (trx) => {
      await insertRows(trx, 'documents', Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[], rows);
      await insertRows(
        trx,
        'revisions',
        Object.keys(revisions[0] ?? {}) as (keyof (typeof revisions)[number])[],
        revisions,
      );
    });
  });
  await inBatches(answers, async (from, to) => {
    const rows = range(from, to).map((at) => ({
      ...{ id: `tr_${at}`, question: textOf(at), standalone: textOf(at), origin: 'slack', asker: null },
      ...{
        outcome: OUTCOMES[at % OUTCOMES.length] ?? '',
        served_by: 'extract',
        reason: null,
        text: `It is so. ${'word '.repeat(60)}`,
      },
      ...{ confidence: 'found', evidence: 0.9, citations: '[]', nearest: '[]', usage: null },
      ...{
        ms: '{"total":12,"retrieve":8,"generate":4}',
        steps: STEPS,
        generation: 1,
        created_at: momentOf(at),
      },
    }));
    await store
      .transaction()
      .execute((trx) =>
        insertRows(trx, 'answers', Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[], rows),
      );
  });
  await inBatches(users, async (from, to) => {
    const rows = range(from, to).map((at) => ({
      id: `usr_${at}`,
      name: `Person ${at}`,
      role: 'curator',
      created_at: momentOf(at),
      disabled: 0,
    }));
    await insertRows(store, 'users', ['id', 'name', 'role', 'created_at', 'disabled'], rows);
  });
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

async function inBatches(count: number, write: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < count; at += BATCH) await write(at, Math.min(count, at + BATCH));
}
