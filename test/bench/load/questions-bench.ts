import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { openApp } from '../../fixtures/whole-app.ts';
import { percentile, row } from '../table.ts';
import { TOPICS } from './topics.ts';

const MB = 1_000_000;
const PLACES = [
  'Berlin',
  'Oslo',
  'Lisbon',
  'Paris',
  'Rome',
  'Madrid',
  'Vienna',
  'Prague',
  'Dublin',
  'Athens',
];

/** Pages that say one thing of each topic in each place, so that questions differ and have an answer. */
function pages(): Record<string, string> {
  return Object.fromEntries(
    TOPICS.map((topic, at) => [
      `${topic}.md`,
      `# ${topic}\n\n${PLACES.map((place, n) => `## ${topic} in ${place}\n\nThe ${topic} desk in ${place} opens at ${8 + ((at + n) % 4)} and the ${topic} form of ${place} has number ${at * 10 + n}.\n`).join('\n')}`,
    ]),
  );
}

const questionOf = (at: number) => {
  const [topic, place] = [TOPICS[at % TOPICS.length], PLACES[Math.floor(at / TOPICS.length) % PLACES.length]];
  return at % 2 === 0
    ? `When does the ${topic} desk in ${place} open, case ${at}?`
    : `What number has the ${topic} form of ${place}, case ${at}?`;
};

const rss = () => Math.round(process.memoryUsage().rss / MB);

/**
 * Questions that come at an even pace whether answers keep up or not, quoted without a model; then so many one after
 * another, to see whether a question costs more the more are kept.
 */
export async function questionsBench({ rates = [20, 80], seconds = 10, soak = 5_000 } = {}): Promise<void> {
  await using whole = await openApp();
  await whole.ingest(pages());
  let asked = 0;
  const ask = async () => {
    const start = performance.now();
    const { outcome } = await whole.ask(questionOf(asked++));
    return { ms: performance.now() - start, outcome };
  };
  for (let n = 0; n < 50; n++) await ask();
  row('memory at start', `${rss()} MB`);
  for (const rate of rates) {
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    const start = performance.now();
    const running: ReturnType<typeof ask>[] = [];
    for (let n = 0; n < rate * seconds; n++) {
      await delay(Math.max(0, start + (n * 1_000) / rate - performance.now()));
      running.push(ask());
    }
    const done = await Promise.all(running);
    lag.disable();
    const times = done.map(({ ms }) => ms);
    const failed = done.filter(({ outcome }) => outcome !== 'answered').length;
    row(
      `${rate} a second for ${seconds} s`,
      `p50 ${percentile(times, 50).toFixed(0)} ms`,
      `p95 ${percentile(times, 95).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms, ${failed} not answered, event loop p99 ${(lag.percentile(99) / 1e6).toFixed(0)} ms`,
    );
  }
  const tenth = Math.floor(soak / 10);
  let early = 0;
  for (let part = 0; part < 10; part++) {
    const start = performance.now();
    for (let n = 0; n < tenth; n++) await ask();
    const each = (performance.now() - start) / tenth;
    if (part === 0) early = rss();
    if (part === 0 || part === 4 || part === 9)
      row(`question ${asked}`, `${each.toFixed(1)} ms each`, `memory ${rss()} MB`);
  }
  row('memory since the first tenth', `${(((rss() - early) / early) * 100).toFixed(0)} %`);
}
