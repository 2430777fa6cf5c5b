import { statSync } from 'node:fs';
import { signIn } from '../../console/browserless.ts';
import { startRealConsole } from '../../console/real-console.ts';
import { median, percentile, row } from '../table.ts';
import { fillStore } from './fill-store.ts';

const TRIES = 15;

/** What a page costs on a full store: time of the request on the event loop, and bytes as they are sent. */
export async function pagesBench({ answers = 100_000, documents = 10_000, users = 300 } = {}): Promise<void> {
  await using rig = await startRealConsole();
  const began = performance.now();
  await fillStore(rig.deps.store, { answers, documents, users });
  const size = statSync(rig.storePath).size / 1_000_000;
  row(
    'filled',
    `${((performance.now() - began) / 1_000).toFixed(1)} s`,
    `${answers} answers, ${documents} documents, ${users} users; ${size.toFixed(0)} MB`,
  );
  const admin = await signIn(rig);
  const pages: [string, string][] = [
    ['answers, first page', '/answers'],
    ['answers, deep page', `/answers?before=tr_${Math.floor(answers / 2)}`],
    ['answers, one outcome', '/answers?outcome=unavailable'],
    ['answers, outcome that never came', '/answers?outcome=unavailable&q=zzz-nothing'],
    ['answers, search: rare', '/answers?q=case%2077'],
    ['answers, search: common', '/answers?q=travel'],
    ['answers, search: nothing', '/answers?q=zzz-nothing'],
    ['answers, search: two letters', '/answers?q=zz'],
    ['documents, first page', '/documents'],
    ['documents, search: rare', '/documents?q=page-7777'],
    ['documents, search: nothing', '/documents?q=zzz-nothing'],
    ['documents, stale', '/documents/stale'],
    ['users', '/users'],
    ['audit', '/audit'],
  ];
  for (const [name, place] of pages) {
    const times: number[] = [];
    let bytes = 0;
    for (let n = 0; n < TRIES; n++) {
      const start = performance.now();
      const reply = await admin.get(place);
      const text = await reply.text();
      times.push(performance.now() - start);
      if (reply.status !== 200) throw new Error(`${place} answers ${reply.status}`);
      bytes = Number(reply.headers.get('Content-Length') ?? Buffer.byteLength(text));
    }
    row(
      name,
      `${median(times).toFixed(1)} ms`,
      `p95 ${percentile(times, 95).toFixed(1)} ms, ${(bytes / 1_000).toFixed(0)} kB`,
    );
  }
}
