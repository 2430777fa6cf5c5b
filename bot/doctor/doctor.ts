import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { messageOf } from '../../core/errors.ts';
import type { PlatformSetup } from '../../core/ports/connectors.ts';
import { type PlatformId, platformIds } from '../../core/ports/platforms.ts';
import { readGeneration } from '../../core/store/meta.ts';
import type { App } from '../assembly/app.ts';
import { createConnectors } from '../assembly/connectors.ts';
import type { Check } from './check.ts';
import { MIN_FREE_MB } from './limits.ts';
import { meaningCheck } from './meaning-check.ts';
import { modelChecks } from './model-checks.ts';
import { rerankerCheck } from './reranker-check.ts';

export type Report = {
  ok: boolean;
  /** Parts by the name of their check that are not as they should be, though they may still serve. */
  degraded: string[];
  checks: Check[];
  /** How to bring the bot into a workspace, by platform. */
  setups: { id: PlatformId; setup: PlatformSetup }[];
};

/** Looks at everything that can be wrong and says in words what to do. */
export async function examine(app: App): Promise<Report> {
  const connectors = app.connectors ?? createConnectors(app);
  // Providers are waited for side by side.
  const [models, reranker] = await Promise.all([modelChecks(app), rerankerCheck(app)]);
  const checks = [
    ...(await storeChecks(app)),
    await settingsCheck(app),
    await diskCheck(app),
    ...models,
    await meaningCheck(app),
    reranker,
  ];
  for (const connector of connectors.list()) {
    if (connector.configured.length === 0) {
      checks.push({
        name: connector.id,
        state: 'ok',
        message: `${connector.name} is not connected.`,
        hint: `Set ${connector.missing.join(' and ')} to connect it.`,
      });
      continue;
    }
    for (const result of await connectors.check(connector.id)) {
      checks.push({
        name: connector.id,
        state: result.ok ? 'ok' : 'fail',
        message: result.message,
        hint: result.hint,
      });
    }
  }
  const setups: Report['setups'] = [];
  for (const id of platformIds) {
    const setup = await connectors.setup(id);
    if (setup !== null) setups.push({ id, setup });
  }
  return {
    ok: checks.every((check) => check.state !== 'fail'),
    degraded: [...new Set(checks.filter(({ state }) => state !== 'ok').map(({ name }) => name))],
    checks,
    setups,
  };
}

async function storeChecks(app: App): Promise<Check[]> {
  const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check(1)`.execute(app.store);
  const whole = rows[0]?.integrity_check === 'ok';
  const count = async (table: 'documents' | 'passages' | 'answers') =>
    Number(
      (
        await app.store
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const generation = await readGeneration(app.store);
  const contents = `${await count('documents')} documents, ${await count('passages')} passages, ${await count('answers')} answers, generation ${generation}`;
  return [
    whole
      ? { name: 'store', state: 'ok', message: `The store is whole: ${contents}.`, hint: '' }
      : {
          name: 'store',
          state: 'fail',
          message: 'The store is damaged.',
          hint: 'Stop Docent and restore the last backup of the data directory.',
        },
    await searchCheck(app),
    await embeddingCheck(app),
  ];
}

async function searchCheck(app: App): Promise<Check> {
  try {
    await app.retriever.search({ text: 'hello', k: 1 });
    const { crashes, last } = app.indexCondition();
    if (crashes === 0) return { name: 'index', state: 'ok', message: 'The search index answers.', hint: '' };
    return {
      name: 'index',
      state: 'warn',
      message: `The search index answers, but crashed ${crashes} ${crashes === 1 ? 'time' : 'times'} since the start: ${last}`,
      hint: 'It came back by itself. If it goes on, give the machine more memory, and report it.',
    };
  } catch (error) {
    return {
      name: 'index',
      state: 'fail',
      message: `The search index does not answer: ${messageOf(error)}`,
      hint: 'Restart Docent; it rebuilds the index from the store.',
    };
  }
}

async function embeddingCheck(app: App): Promise<Check> {
  const { active, share, next } = await app.embeddingSwitch.state();
  const name = 'embeddings';
  const used = active === 'corpus' ? 'vectors trained on your own documents' : `vectors of ${active}`;
  const idle = share === 0 ? ' They did not help in a check on your documents: words alone decide.' : '';
  const base = `Search uses ${used}.${idle}`;
  const wanted = app.config().get('DOCENT_EMBEDDINGS');
  if (next === null && wanted !== active)
    return {
      name,
      state: 'warn',
      message: `${base} DOCENT_EMBEDDINGS names ${wanted}.`,
      hint: 'The change is made while "docent start" runs.',
    };
  if (next === null) return { name, state: 'ok', message: base, hint: '' };
  const message = `${base} Changing to ${next.to}: ${next.message}`;
  if (next.phase === 'failed')
    return {
      name,
      state: 'fail',
      message,
      hint: 'Mend what it names, or set DOCENT_EMBEDDINGS back; a start of Docent tries again.',
    };
  const waits = next.phase === 'waiting';
  const hint = waits ? 'Docent tries again by itself; check the key and address of the provider.' : '';
  return { name, state: waits ? 'warn' : 'ok', message, hint };
}

async function settingsCheck(app: App): Promise<Check> {
  const { unreadable } = await app.storedSettings.all();
  if (unreadable.length === 0) {
    return { name: 'settings', state: 'ok', message: 'Saved settings can be read.', hint: '' };
  }
  return {
    name: 'settings',
    state: 'fail',
    message: `${unreadable.join(', ')} cannot be decrypted: they were saved with another key.`,
    hint: 'Bring back secret.key (or DOCENT_SECRET_KEY), or save them again on the Connect page.',
  };
}

async function diskCheck(app: App): Promise<Check> {
  const { bavail, bsize } = await statfs(app.config().dataDir);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  if (free >= MIN_FREE_MB) return { name: 'disk', state: 'ok', message: `${free} MB are free.`, hint: '' };
  return {
    name: 'disk',
    state: 'warn',
    message: `Only ${free} MB are free.`,
    hint: 'Make room, or uploads and answers will soon fail.',
  };
}
