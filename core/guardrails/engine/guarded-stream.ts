import { messageOf } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import { takeSentences } from '../../text/sentences-in-stream.ts';
import type { Guard, GuardFailure, GuardResult, Stage, Subject } from '../guard.ts';
import { createChecker } from './checker.ts';
import { guardLimits } from './limits.ts';
import { type Settled, settle } from './settle.ts';
import { checkOf } from './text-check.ts';

/** What a reader is shown: `text` is added, `replace` takes the place of all that was shown, `end` is last. */
export type StreamEvent =
  | { kind: 'text'; text: string }
  | { kind: 'replace'; text: string }
  | { kind: 'end'; result: GuardResult; asked: number };

export type GuardedStreamOptions = {
  guards: readonly Guard[];
  stage: Stage;
  subject?: Omit<Subject, 'text' | 'before'>;
  clock?: Clock;
  signal?: AbortSignal;
  /** Asks the model again, told what was wrong; only as long as nothing was shown. */
  again?: (draft: string, problems: GuardFailure[]) => AsyncIterable<string>;
  reasks?: number;
};

type Attempt = { draft: string; shown: string; result: GuardResult };

/**
 * Shows a text while it is being written, held back by one sentence: a sentence comes out once its guards have passed
 * or repaired it, so no character of a failing one is ever shown. Guards of the whole text have their say at the
 * end. On a block, what was shown is replaced by nothing and `end` says who blocked. Never throws: a source that
 * breaks is a block by `stream`.
 */
export async function* createGuardedStream(
  pieces: AsyncIterable<string>,
  options: GuardedStreamOptions,
): AsyncGenerator<StreamEvent, void> {
  const { again, reasks = guardLimits.reasks } = options;
  let source = pieces;
  for (let asked = 0; ; asked++) {
    const mayReask = again !== undefined && asked < reasks;
    const { draft, shown, result } = yield* guardOnce(source, options, mayReask);
    if (again !== undefined && mayReask && shown === '' && result.reasks.length > 0) {
      source = again(draft, result.reasks);
      continue;
    }
    yield { kind: 'end', result, asked };
    return;
  }
}

/** One reply of the model, sentence by sentence. */
async function* guardOnce(
  pieces: AsyncIterable<string>,
  options: GuardedStreamOptions,
  mayReask: boolean,
): AsyncGenerator<StreamEvent, Attempt> {
  const admission = createAdmission(options, mayReask);
  let shown = '';
  let held = '';
  let draft = '';
  const blocked = function* (blockedBy: string | null, reasks: GuardFailure[] = []) {
    if (shown !== '') yield { kind: 'replace', text: '' } as const;
    return { draft, shown, result: admission.result('block', '', blockedBy, reasks) };
  };
  const release = function* (verdict: Admitted & { kind: 'show' | 'hold' }) {
    if (verdict.kind === 'hold' && shown !== '') yield { kind: 'replace', text: '' } as const;
    if (verdict.kind === 'show' && verdict.text !== '') yield { kind: 'text', text: verdict.text } as const;
    shown = verdict.kind === 'hold' ? '' : shown + verdict.text;
  };
  try {
    for await (const piece of pieces) {
      draft += piece;
      const { complete, rest } = takeSentences(held + piece);
      held = rest;
      for (const sentence of complete) {
        const verdict = await admission.admit(sentence);
        if (verdict.kind === 'block') return yield* blocked(verdict.blockedBy, verdict.reasks);
        yield* release(verdict);
      }
    }
  } catch (error) {
    admission.note({ guard: 'stream', action: 'exception', message: messageOf(error), spans: [] });
    return yield* blocked('stream');
  }
  const last = held === '' ? null : await admission.admit(held);
  if (last?.kind === 'block') return yield* blocked(last.blockedBy, last.reasks);
  if (last !== null) yield* release(last);
  const whole = await admission.finish(draft);
  if (whole.outcome === 'block') return yield* blocked(whole.blockedBy, whole.reasks);
  const text = whole.text;
  if (text.startsWith(shown)) {
    if (text !== shown) yield { kind: 'text', text: text.slice(shown.length) };
  } else yield { kind: 'replace', text };
  const outcome = text === draft ? 'allow' : 'transform';
  return { draft, shown: text, result: admission.result(outcome, text, null, []) };
}

/** `hold` = a guard would change what was shown: it is taken back, and the rest waits for the end. */
type Admitted =
  | { kind: 'show'; text: string }
  | { kind: 'hold' }
  | { kind: 'block'; blockedBy: string | null; reasks: GuardFailure[] };

/** Decides about one sentence after the other, and about the whole; remembers what the guards said. */
function createAdmission(options: GuardedStreamOptions, mayReaskAtAll: boolean) {
  const check = createChecker(options);
  const guards = options.guards.filter((guard) => guard.stages.includes(options.stage));
  const subject = options.subject ?? {};
  const soFar = guards
    .filter((guard) => (guard.reads ?? 'so-far') === 'so-far')
    .map((guard) => checkOf(guard, subject));
  const alone = guards.filter((guard) => guard.reads === 'sentence');
  const seen: Pick<GuardResult, 'failures' | 'history'> = { failures: [], history: [] };
  /** As written; as the guards of the text so far left it; as shown. */
  let [raw, base, shown] = ['', '', ''];
  let holding = false;

  function note(failure: GuardFailure): void {
    const known = seen.failures.some(
      ({ guard, message }) => guard === failure.guard && message === failure.message,
    );
    if (!known) seen.failures.push(failure);
  }

  async function run(text: string, checks: Parameters<typeof settle>[1]): Promise<Settled> {
    const settled = await settle(text, checks, { check, mayReask: mayReaskAtAll && shown === '' });
    settled.failures.forEach(note);
    seen.history.push(...settled.history);
    return settled;
  }

  const block = ({ blockedBy, reasks }: Settled): Admitted => ({ kind: 'block', blockedBy, reasks });

  async function admit(sentence: string): Promise<Admitted> {
    raw += sentence;
    if (holding) return { kind: 'show', text: '' };
    const all = await run(raw, soFar);
    if (all.outcome === 'block') return block(all);
    const text = all.text;
    if (!text.startsWith(base)) return hold();
    let added = text.slice(base.length);
    base = text;
    // What one kind of guard makes of the new text, the other has to pass.
    for (let round = 1; round <= guardLimits.rounds; round++) {
      if (added === '') return { kind: 'show', text: '' };
      const own = await run(
        added,
        alone.map((guard) => checkOf(guard, { ...subject, before: shown })),
      );
      if (own.outcome === 'block') return block(own);
      const kept = own.text;
      if (kept === added && round === 1 && shown + added === base) return show(kept);
      const joined = await run(shown + kept, soFar);
      if (joined.outcome === 'block') return block(joined);
      const after = joined.text;
      if (after === shown + kept) return show(kept);
      if (!after.startsWith(shown)) return hold();
      added = after.slice(shown.length);
    }
    return { kind: 'block', blockedBy: seen.failures.at(-1)?.guard ?? 'guard', reasks: [] };
  }

  function show(text: string): Admitted {
    shown += text;
    return { kind: 'show', text };
  }

  function hold(): Admitted {
    holding = true;
    shown = '';
    return { kind: 'hold' };
  }

  return {
    admit,
    note,
    finish: (draft: string) =>
      run(
        holding ? draft : shown,
        guards.map((guard) => checkOf(guard, subject)),
      ),
    result: (
      outcome: GuardResult['outcome'],
      text: string,
      blockedBy: string | null,
      reasks: GuardFailure[],
    ): GuardResult => ({ outcome, text, blockedBy, reasks, ...seen }),
  };
}
