import { rm } from 'node:fs/promises';
import { messageOf } from '../../core/errors.ts';
import type { JobHandler } from '../../core/ports/job-queue.ts';
import type { QuestionVectors } from '../../core/ports/question-vectors.ts';
import type { ModelIndex } from '../search/live-index.ts';
import { type PassageVectors, storedDimensions } from '../search/passage-vectors.ts';
import { type ActiveIndex, otherFolder, writeActive } from './active-index.ts';
import { costOf, embedAll } from './embed-all.ts';
import { probe } from './first-index.ts';
import { forgetModel } from './forget-vectors.ts';
import { createNextIndex, type NextIndex } from './next-index.ts';
import { openModelIndex } from './open-model-index.ts';
import type { SwitchDeps } from './switch-deps.ts';
import { noteFormer, type SwitchRecord, writeSwitch } from './switch-state.ts';

type Context = Parameters<JobHandler>[1];

/** Shares of the whole, as progress shows them. */
const AT = { embedded: 0.8, built: 0.9, checked: 0.95 } as const;

/**
 * The whole way to another model: embed, build beside, check, swap. Each step is kept in the store or in the other
 * folder, so that a killed process goes on near where it was. What fails is thrown, and nothing that serves has changed.
 */
export async function switchTo(
  deps: SwitchDeps,
  active: ActiveIndex,
  begun: SwitchRecord,
  { signal, progress }: Context,
): Promise<void> {
  const { store, limits, log } = deps;
  let record = begun;
  const say = async (at: number | null, message: string, more: Partial<SwitchRecord> = {}): Promise<void> => {
    record = { ...record, message, ...more };
    await writeSwitch(store, record);
    await progress(at, message);
    signal.throwIfAborted();
  };
  const { to } = record;
  const plan: ActiveIndex = { model: to, folder: otherFolder(active.folder), dimensions: null, share: null };
  let vectors: PassageVectors | undefined;
  if (to !== 'corpus') {
    await say(0, `Asking ${to} for a first vector`, { phase: 'embedding' });
    plan.dimensions = await probe(await deps.open(to, null), signal);
    const kept = await storedDimensions(store, to);
    if (kept !== null && kept !== plan.dimensions) {
      log.warn({ to, kept, now: plan.dimensions }, 'the model behind this name has changed: embedding anew');
      await forgetModel(store, to, limits.page);
    }
    vectors = await deps.open(to, plan.dimensions);
    const cost = await costOf(store, to, limits.page);
    const whole = `${cost.passages} passages (${cost.characters} characters) with ${to}`;
    log.info({ from: active.model, to, ...cost }, 'embedding all passages with another model');
    await say(0, `Embedding ${whole}`);
    await embedAll({ store, vectors, limits }, signal, (done) =>
      say(AT.embedded * Math.min(1, done / cost.passages), `Embedded ${done} of ${whole}`, { troubles: 0 }),
    );
    if (record.share === undefined) {
      await say(AT.embedded, `Checking whether vectors of ${to} help`);
      const { checkShare } = await import('./share-check.ts');
      const share = await checkShare(
        { store, vectors, pause: () => deps.clock.sleep(0) },
        { passages: limits.checkPassages, pairs: limits.checkPairs },
        signal,
      );
      record = { ...record, share };
    }
    plan.share = record.share ?? null;
  }
  await say(AT.embedded, 'Building the new index', { phase: 'building' });
  const opened = openModelIndex(deps.place, plan, vectors);
  // A call to the worker cannot be called back: closing it ends it.
  const abort = (): void => void opened.index.close();
  signal.addEventListener('abort', abort, { once: true });
  const next = createNextIndex({ ...deps, opened });
  let former: Promise<ModelIndex>;
  try {
    await next.build(signal);
    await say(AT.built, 'Checking the new index', { phase: 'checking' });
    const questions = questionsOf(opened);
    for (const again of deps.embedAgain) await again(questions, signal, opened);
    const audit = await next.check(signal);
    await say(AT.checked, 'Changing to the new index');
    // From the row that names it on, nobody may close it any more.
    const keep = () => signal.removeEventListener('abort', abort);
    former = (await swap(deps, { active, plan, opened, next, keep }, signal)).former;
    log.info({ from: active.model, to, share: plan.share, ...audit }, changedWords(plan));
  } catch (error) {
    await opened.index.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    deps.chain.alsoTell(null);
  }
  await tidyUp(deps, opened, await former);
}

/** From one moment on search, questions and the chain use the new index; the store has said so just before. */
async function swap(
  { store, clock, chain, live }: SwitchDeps,
  {
    active,
    plan,
    opened,
    next,
    keep,
  }: {
    active: ActiveIndex;
    plan: ActiveIndex;
    opened: ModelIndex;
    next: NextIndex;
    keep(): void;
  },
  signal: AbortSignal,
): Promise<{ former: Promise<ModelIndex> }> {
  return chain.inTurn(async () => {
    await next.catchUp(signal);
    await store.transaction().execute(async (trx) => {
      await writeActive(trx, plan);
      await writeSwitch(trx, null);
      await noteFormer(trx, plan.model, null);
      await noteFormer(trx, active.model, clock.now());
      signal.throwIfAborted();
      keep();
    });
    chain.alsoTell(null);
    return { former: live.swap(opened) };
  });
}

/** The new index serves by now: where this fails, the next start does it. */
async function tidyUp({ log }: SwitchDeps, opened: ModelIndex, former: ModelIndex): Promise<void> {
  try {
    await former.index.close();
    await rm(former.dir, { recursive: true, force: true });
    await opened.index.save();
  } catch (error) {
    log.warn({ error: messageOf(error) }, 'tidying up after a change of the embedding model failed');
  }
}

function changedWords({ share }: ActiveIndex): string {
  return share === 0
    ? 'search changed to another embedding model, whose vectors do not help here: words alone decide'
    : 'search changed to another embedding model';
}

function questionsOf({ model, index, vectors }: ModelIndex): QuestionVectors {
  if (vectors === undefined) return { embed: (texts) => index.embed(texts) };
  return {
    embed: async (texts, signal) => ({ model, vectors: await vectors.ofTexts(texts, 'query', signal) }),
  };
}
