/** One peer in a process of its own, so that a slow one can be cut off: `node peer-child.ts NAME FOLDER MODULES K`. */
import path from 'node:path';
import type { IndexedPassage } from '../../knowledge/index/indexed-passage.ts';
import { type PeerName, peerSystem } from './peer-systems.ts';
import { readLines } from './shared-data.ts';

/** One line of the child's output, as JSON. */
export type PeerMessage =
  | { kind: 'prepared' }
  | { kind: 'indexed'; seconds: number; finishing: number; megabytes: number }
  | { kind: 'asked'; ids: number[]; ms: number };

/** Questions asked before any is timed. */
const WARM_UP = 20;

const say = (message: PeerMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const [name = 'docent', folder = '.', modules = '.', k = '10'] = process.argv.slice(2);
const rows = <T>(file: string): T[] =>
  readLines(path.join(folder, file)).map((line) => JSON.parse(line) as T);
const system = peerSystem(name as PeerName, rows<IndexedPassage>('passages.jsonl'), modules);
const questions = rows<string>('questions.jsonl');

system.prepare?.();
say({ kind: 'prepared' });
const before = process.memoryUsage().rss;
const started = performance.now();
const search = await system.index();
const seconds = (performance.now() - started) / 1000;
await system.finish?.();
say({
  kind: 'indexed',
  seconds,
  finishing: (performance.now() - started) / 1000 - seconds,
  megabytes: (process.memoryUsage().rss - before) / 1e6,
});
for (const text of questions.slice(0, WARM_UP)) await search(text, Number(k));
for (const text of questions) {
  const asked = performance.now();
  const ids = await search(text, Number(k));
  say({ kind: 'asked', ids, ms: performance.now() - asked });
}
process.exit(0);
