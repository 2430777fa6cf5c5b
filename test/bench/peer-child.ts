/** One peer in a process of its own, so that a slow one can be cut off: `node peer-child.ts NAME FOLDER MODULES K`. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { IndexedPassage } from '../../knowledge/index/host/indexed-passage.ts';
import { type PeerName, peerSystem } from './peer-systems.ts';

/** One line of the child's output, as JSON. */
export type PeerMessage =
  | { kind: 'prepared' }
  | { kind: 'indexed'; seconds: number }
  | { kind: 'finished'; seconds: number; megabytes: number }
  | { kind: 'asked'; ids: number[]; ms: number };

/** Questions asked before any is timed. */
const WARM_UP = 20;

const say = (message: PeerMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const [name = 'docent', folder = '.', modules = '.', k = '10'] = process.argv.slice(2);
// Line by line: a million passages are more than one string can hold.
const rows = async <T>(file: string): Promise<T[]> => {
  const read: T[] = [];
  for await (const line of createInterface({ input: createReadStream(path.join(folder, file)) }))
    read.push(JSON.parse(line) as T);
  return read;
};
const system = peerSystem(name as PeerName, await rows<IndexedPassage>('passages.jsonl'), modules);
const questions = await rows<string>('questions.jsonl');

system.prepare?.();
say({ kind: 'prepared' });
const before = process.memoryUsage().rss;
const started = performance.now();
const search = await system.index();
const indexed = performance.now();
say({ kind: 'indexed', seconds: (indexed - started) / 1000 });
await system.finish?.();
say({
  kind: 'finished',
  seconds: (performance.now() - indexed) / 1000,
  megabytes: (process.memoryUsage().rss - before) / 1e6,
});
for (const text of questions.slice(0, WARM_UP)) await search(text, Number(k));
for (const text of questions) {
  const asked = performance.now();
  const ids = await search(text, Number(k));
  say({ kind: 'asked', ids, ms: performance.now() - asked });
}
process.exit(0);
