import { goldenColumns, toGolden } from '../../core/evals/runs/run-rows.ts';
import type { GoldenCase } from '../../core/ports/batches.ts';
import type { Store } from '../../core/store/schema.ts';
import { sha256Hex } from '../../core/text/hashes.ts';
import { askedOf, lately } from '../preview/questions.ts';

/** A question that a change of documents is tried with; `golden` where it stands in a set. */
export type GateQuestion = { id: string; text: string; golden: GoldenCase | null };

/** Every golden question, then what people asked of these documents and lately; each once, the newest set first. */
export async function gateQuestions(store: Store, documentIds: readonly string[]): Promise<GateQuestion[]> {
  const golden = await goldenQuestions(store);
  const known = new Set(golden.map(({ text }) => alike(text)));
  const asked: GateQuestion[] = [];
  const texts: string[] = [];
  for (const id of documentIds) texts.push(...(await askedOf(store, id)));
  for (const text of [...texts, ...(await lately(store))]) {
    const key = alike(text);
    if (key === '' || known.has(key)) continue;
    known.add(key);
    // The same question has the same id in every run of a gate.
    asked.push({ id: `asked_${sha256Hex(key).slice(0, 16)}`, text, golden: null });
  }
  return [...golden, ...asked];
}

/** A set that was imported again holds the same cases: each expectation of a question is checked once. */
async function goldenQuestions(store: Store): Promise<GateQuestion[]> {
  const rows = await store
    .selectFrom('eval_cases')
    .innerJoin('eval_sets', 'eval_sets.id', 'eval_cases.set_id')
    .select('eval_cases.id')
    .select(goldenColumns)
    .where('replaced', '=', 0)
    .orderBy('eval_sets.created_at', 'desc')
    .orderBy('eval_sets.id', 'desc')
    .orderBy('ordinal')
    .execute();
  const cases = new Map<string, GateQuestion>();
  for (const row of rows) {
    const golden = toGolden(row);
    const key = JSON.stringify([alike(golden.question), { ...golden, question: '', tags: [] }]);
    if (!cases.has(key)) cases.set(key, { id: row.id, text: golden.question, golden });
  }
  return [...cases.values()];
}

function alike(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
