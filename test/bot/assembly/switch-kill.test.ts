import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createFakeOpenAI } from '../../fakes/models/openai.ts';
import type { FakeModelServer } from '../../fakes/models/provider.ts';
import {
  firstTitle,
  indexFolders,
  reached,
  type SwitchRig,
  serves,
  switchRig,
} from '../../fixtures/switch-rig.ts';

const PROGRAM = path.join(import.meta.dirname, '..', '..', 'fixtures', 'switch-program.ts');
const B = 'openai:large';
const DOCUMENTS = 600;
const PATIENCE_MS = 40_000;
/** Eight processes are started and killed, and as many indexes opened. */
const LONG_MS = 240_000;

type Seen = { active: string; phase: string; vectors: number };

/** What the store says, read from outside. */
function look(dataDir: string): Seen {
  const database = new DatabaseSync(path.join(dataDir, 'docent.sqlite'), { readOnly: true, timeout: 5_000 });
  try {
    const meta = (key: string): Record<string, unknown> =>
      JSON.parse(
        String(database.prepare('select value from meta where key = ?').get(key)?.['value'] ?? '{}'),
      );
    const counted = database.prepare('select count(*) as n from passage_vectors where model = ?').get(B);
    return {
      active: String(meta('index.active')['model']),
      phase: String(meta('index.switch')['phase']),
      vectors: Number(counted?.['n']),
    };
  } finally {
    database.close();
  }
}

/** As if the lease of a killed process had run out. */
function endLeases(dataDir: string): void {
  const database = new DatabaseSync(path.join(dataDir, 'docent.sqlite'), { timeout: 5_000 });
  database.exec('update jobs set lease_until = 0 where lease_until is not null');
  database.close();
}

function startProgram(rig: SwitchRig, server: FakeModelServer): ChildProcess {
  return spawn(process.execPath, [PROGRAM, rig.dataDir, B, server.baseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Kills the program at a moment, and sees that what it left serves whole, with one model. */
async function killAt(
  rig: SwitchRig,
  server: FakeModelServer,
  isTime: () => Promise<boolean>,
): Promise<void> {
  const child = startProgram(rig, server);
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.stdout !== null) await once(child.stdout, 'data');
  // The provider's fake lives in this process: it must have its turns.
  for (const until = performance.now() + PATIENCE_MS; !(await isTime()); await delay(1))
    if (performance.now() > until) throw new Error(`never came: ${JSON.stringify(look(rig.dataDir))}`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  endLeases(rig.dataDir);
  const seen = look(rig.dataDir);
  const app = await rig.start(B, { work: false });
  expect((await app.embeddingSwitch.state()).active).toBe(seen.active);
  expect(await firstTitle(app, 'what about rule77')).toBe('Guide 77 to badges');
  await rig.stop(app);
}

it(
  'kill -9 at any moment of a switch leaves a whole index of one model, and the next start goes on',
  async () => {
    await using server = await createFakeOpenAI({ dims: { large: 64, '*': 32 } });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start('corpus');
    const lines = Array.from({ length: DOCUMENTS }, (_, n) =>
      JSON.stringify({
        id: `d${n}`,
        title: `Guide ${n} to ${n % 2 === 0 ? 'lunch' : 'badges'}`,
        text: `Rule${n} says that item${n * 7} goes to room${n * 3}.`,
      }),
    );
    writeFileSync(path.join(rig.folder, 'docs.jsonl'), lines.join('\n'));
    await first.library.ingest(['docs.jsonl'], { collection: 'default', by: 'test', cwd: rig.folder });
    await rig.stop(first);

    server.setPace({ latencyMs: 120 });
    const seen = () => look(rig.dataDir);
    await killAt(rig, server, async () => seen().phase === 'embedding');
    await killAt(rig, server, async () => seen().vectors > 0);
    const paid = seen().vectors;
    expect(paid).toBeLessThan(DOCUMENTS);
    await killAt(rig, server, async () => seen().phase === 'building');
    expect(seen().vectors).toBeGreaterThan(paid);
    server.setPace({ latencyMs: 0 });
    await killAt(rig, server, async () => seen().phase === 'checking' || seen().active === B);
    if (seen().active !== B) await killAt(rig, server, async () => seen().active === B);
    expect(seen().active).toBe(B);

    const last = await rig.start(B);
    await reached(last, serves(B));
    await expect.poll(() => indexFolders(rig.dataDir)).toEqual(['index-2']);
    expect(seen().vectors).toBe(DOCUMENTS);
    // A kill costs the calls that were open, never what was kept: three times the corpus would be all of it again each time.
    const sent = server.requests
      .flatMap((request) => [request.body.input ?? []].flat())
      .filter((text) => /^Guide \d+ to/.test(text) && text.includes('Rule'));
    expect(sent.length).toBeLessThan(2.5 * DOCUMENTS);
  },
  LONG_MS,
);

it(
  'kill -9 at random moments ends with the model that is wanted',
  async () => {
    await using server = await createFakeOpenAI({ dims: { large: 64, '*': 32 } });
    await using rig = switchRig(server.baseUrl);
    const first = await rig.start('corpus');
    await rig.ingest(first, 0, 80);
    await rig.stop(first);
    server.setPace({ latencyMs: 30 });
    for (let round = 0; round < 5; round++)
      await killAt(rig, server, async () => {
        await delay(round * 110);
        return true;
      });
    const last = await rig.start(B);
    await reached(last, serves(B));
    expect(look(rig.dataDir).vectors).toBe(80);
  },
  LONG_MS,
);
