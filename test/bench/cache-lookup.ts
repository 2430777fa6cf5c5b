import { createQuestionIndex } from '../../core/caching/lookup/question-index.ts';
import { systemClock } from '../../core/local/system-clock.ts';
import type { QuestionVectors } from '../../core/ports/question-vectors.ts';
import { openTempStore } from '../fixtures/temp-store.ts';
import { percentile, row } from './table.ts';

const SIZES = [1_000, 20_000, 100_000];
const ASKED = 200;
const ROWS = 500;
const VERBS = 'book cancel request renew report share archive rename approve move'.split(' ');
const THINGS = Array.from(
  { length: 400 },
  (_, at) => `widget${String.fromCharCode(97 + (at % 26))}${at}kind`,
);
const PLACES = Array.from({ length: 250 }, (_, at) => `zone${at}place`);

/** Question number `at`: verbs, things and places in all combinations; common words stand in thousands of questions. */
function questionOf(at: number): string {
  const [verb, thing, place] = [
    VERBS[at % VERBS.length],
    THINGS[(at * 7) % THINGS.length],
    PLACES[Math.floor(at / 400) % PLACES.length],
  ];
  return `How do I ${verb} the ${thing} of my team in the ${place}?`;
}

/** What it costs to look a question up among so many kept ones: the encoder aside, which takes the same for all. */
export async function lookupTable(): Promise<void> {
  for (const size of SIZES) {
    await using temp = await openTempStore();
    const { store } = temp;
    const created_at = new Date(systemClock.now()).toISOString();
    const entry = (at: number) => ({
      ...{
        key: `k${at}`,
        question: questionOf(at),
        answer: '{}',
        answer_id: `a${at}`,
        hits: 0,
        quarantined: 0,
      },
      ...{ created_at, scope: 's', text_hash: `t${at}`, quarantine_reason: null, tokens: 0, ms: 0 },
    });
    for (let at = 0; at < size; at += ROWS)
      await store
        .insertInto('cache_entries')
        .values(Array.from({ length: ROWS }, (_, i) => entry(at + i)))
        .execute();
    const index = createQuestionIndex({
      store,
      clock: systemClock,
      vectors: spread,
      log: { warn: () => {} },
    });
    const before = performance.now();
    await index.nearest(questionOf(0), 's', 5);
    await index.settled();
    const loaded = performance.now() - before;
    const asked = Array.from({ length: ASKED }, (_, at) => questionOf((at * 911) % size).replace('I', 'we'));
    // The first time vectors of the nearest are made and kept.
    for (const question of asked) await index.nearest(question, 's', 5);
    await index.settled();
    const took: number[] = [];
    const used = process.cpuUsage();
    for (const question of asked) {
      const start = performance.now();
      await index.nearest(question, 's', 5);
      took.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(used);
    row(
      `lookup among ${size.toLocaleString('en')} kept questions`,
      `p50 ${percentile(took, 50).toFixed(2)} ms`,
      `p95 ${percentile(took, 95).toFixed(2)} ms, CPU ${((user + system) / 1000 / ASKED).toFixed(2)} ms; read in the background in ${(loaded / 1000).toFixed(1)} s after a start`,
    );
  }
}

/** 512 numbers that only the text decides. */
const spread: QuestionVectors = {
  embed: async (texts) => ({ model: 'bench', meaning: true, vectors: texts.map(vectorOf) }),
};

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(512);
  for (let at = 0; at < text.length; at++) vector[(text.charCodeAt(at) * 31 + at) % 512] = 1;
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
