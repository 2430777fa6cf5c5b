import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createBatches } from '../../../../core/evals/batches.ts';
import { systemClock } from '../../../../core/local/system-clock.ts';
import { systemRandom } from '../../../../core/local/system-random.ts';
import { createJobQueue, jobLimits } from '../../../../core/store/job-queue.ts';
import { eventually } from '../../../fixtures/eventually.ts';
import { scriptedAnswer } from '../../../fixtures/scripted-ask.ts';
import { openTempStore } from '../../../fixtures/temp-store.ts';

const TOTAL = 24;
const program = path.join(import.meta.dirname, '..', '..', '..', 'fixtures', 'eval-program.ts');

test('kill -9 in the middle of a run loses no case and asks none twice', async () => {
  await using temp = await openTempStore();
  const deps = { store: temp.store, clock: systemClock, random: systemRandom };
  const jobs = createJobQueue({ ...deps, log: { error: () => undefined } });
  const ask = async () => Promise.reject(new Error('this process only watches'));
  const about = () => ({ answerer: 'none', version: '1' });
  const { batches } = createBatches({ ...deps, jobs, ask, about });

  const questions = Array.from({ length: TOTAL }, (_, n) =>
    n % 3 === 0 ? `cite other${n}.md` : `cite travel${n}.md`,
  );
  const lines = questions.map((question, n) => `${question},travel${n}.md`);
  const text = ['question,expectedSources', ...lines].join('\n');
  const { setId } = await batches.importSet({ name: 'Golden', format: 'csv', text });
  const { runId } = await batches.start(setId, {});

  const finished = async () => {
    const shown = await batches.showRun(runId);
    return (shown?.cases ?? []).filter((one) => one.outcome !== 'pending').map((one) => one.question);
  };
  const asksOf = (round: number) => {
    const file = asksFile(temp.file, round);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  };

  let survived: string[] = [];
  for (const round of [0, 1]) {
    const child = startProgram(temp.file, round, 40);
    await eventually(() => expect(asksOf(round).length).toBeGreaterThan(5));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const kept = await finished();
    // Whatever this process began is kept, but for the one question it was killed in.
    expect(asksOf(round).filter((question) => !kept.includes(question)).length).toBeLessThanOrEqual(1);
    expect(asksOf(round).filter((question) => survived.includes(question))).toEqual([]);
    survived = kept;
  }
  expect(survived.length).toBeGreaterThan(5);
  expect(survived.length).toBeLessThan(TOTAL);

  const last = startProgram(temp.file, 2, 0);
  await eventually(async () => expect((await batches.showRun(runId))?.run.state).toBe('done'));
  last.kill('SIGKILL');
  await once(last, 'exit');

  expect(asksOf(2).toSorted()).toEqual(questions.filter((one) => !survived.includes(one)).toSorted());
  const shown = await batches.showRun(runId);
  const third = TOTAL / 3;
  expect(shown?.run).toMatchObject({ done: TOTAL, total: TOTAL, passed: TOTAL - third, errors: 0 });
  // Nothing is counted twice, and nothing is missing.
  expect(shown?.run.spent).toMatchObject({ calls: TOTAL, inputTokens: TOTAL * 1_000, unpriced: 0 });
  // The same as a run that nobody disturbed.
  expect(
    shown?.cases.map(({ question, outcome, text, passed, traceId }) => ({
      question,
      outcome,
      text,
      passed,
      traceId,
    })),
  ).toEqual(
    questions.map((question, n) => ({
      question,
      outcome: 'answered',
      text: scriptedAnswer({ text: question, thread: [], origin: '', asker: null }, '').text,
      passed: n % 3 !== 0,
      traceId: `ans_${question}`,
    })),
  );
});

function asksFile(storeFile: string, round: number): string {
  return `${storeFile}.asks-${round}`;
}

/** Each round's clock is past the lease that the one before may have left. */
function startProgram(storeFile: string, round: number, slow: number): ChildProcess {
  const ahead = round * 3 * jobLimits.leaseMs;
  const args = [program, storeFile, asksFile(storeFile, round), String(slow), String(ahead)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
