import { describe, expect, test, vi } from 'vitest';
import type { App } from '../../../../bot/assembly/app.ts';
import { limits } from '../../../../bot/conversations/limits.ts';
import { wording } from '../../../../core/defensive-ux/wording.ts';
import { aQuestion, rig, trains } from '../rig.ts';

/** Other tests may have the machine at the same time. */
const patient = { interval: 20 };

/** An answer path that the test lets go on, one answer after the other. */
function slowAnswers({ answering: own }: App) {
  const waiting: (() => void)[] = [];
  const answering: App['answering'] = {
    async answer(question, options) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return own.answer(question, options);
    },
  };
  const go = () => {
    const all = waiting.splice(0);
    for (const one of all) one();
  };
  return { answering, waiting, go };
}

async function slowRig() {
  const first = await rig();
  const slow = slowAnswers(first.app);
  Object.assign(first.app, { answering: slow.answering });
  return { ...first, conversations: first.restarted(), slow };
}

describe('one person with many questions (T-R4)', () => {
  test('holds up nobody, is told of each question that finds no place, and gets one reply to each', async () => {
    const { conversations, platform, slow, row } = await slowRig();
    const { onQuestion } = conversations.handlers();
    const taken = limits.waitingEach + limits.parallelEach;
    const many = Array.from({ length: taken + 20 }, () => aQuestion({ userId: 'UMANY' }));
    for (const question of many) await onQuestion(question);
    const told = () => platform.replies.filter(({ kind }) => kind === 'notice');
    // Nothing of theirs is answered yet, and what was not taken is told already.
    await vi.waitFor(() => expect(told()).toHaveLength(many.length - taken), patient);
    expect(told()[0]).toMatchObject({ kind: 'notice', text: wording.busy });

    const other = aQuestion({ userId: 'UOTHER' });
    await onQuestion(other);
    await vi.waitFor(() => expect(slow.waiting).toHaveLength(limits.parallelEach + 1), patient);
    slow.go();
    await vi.waitFor(async () => expect((await row(other))?.state).toBe('delivered'), patient);
    const answered = () => platform.replies.filter(({ kind }) => kind === 'answer');
    expect(answered().length).toBeLessThan(taken);

    await vi.waitFor(() => {
      slow.go();
      expect(answered()).toHaveLength(taken + 1);
    }, patient);
    expect(new Set(platform.replies.map(({ question }) => question.messageId)).size).toBe(taken + 21);
    expect(platform.replies).toHaveLength(taken + 21);
  });

  test('is told nothing where the bot may not speak, but what that place says', async () => {
    const { conversations, platform, app, slow } = await slowRig();
    const { onQuestion } = conversations.handlers();
    const outside = { platform: 'slack', workspace: 'T1', channel: 'CSHARED', thread: null };
    platform.outside = async ({ channel }) => (channel === 'CSHARED' ? 'shared-channel' : null);
    for (let n = 0; n < limits.waitingEach + limits.parallelEach; n++) await onQuestion(aQuestion());
    await vi.waitFor(() => expect(slow.waiting).toHaveLength(limits.parallelEach), patient);
    await onQuestion(aQuestion({ address: outside }));
    await vi.waitFor(() => expect(platform.replies).toHaveLength(1), patient);
    expect(platform.replies[0]).toMatchObject({
      kind: 'notice',
      text: wording.outside['shared-channel'],
      onlyAsker: true,
    });
    expect(await app.feedback.answers()).toEqual([]);
    slow.go();
  });
});

describe('a question without end (T-R2)', () => {
  test.each([
    ['ten million characters', 'a'.repeat(10_000_000)],
    ['a hundred thousand emoji', '🙂'.repeat(100_000)],
    ['a hundred thousand links', `${trains} ${'https://example.com/a '.repeat(100_000)}`],
  ])('of %s is refused in words', async (_name, text) => {
    const { conversations, platform, reaches } = await rig();
    const question = aQuestion({ text });
    await conversations.handlers().onQuestion(question);
    await reaches(question, 'delivered');
    expect(platform.replies).toMatchObject([
      { kind: 'answer', answer: { outcome: 'refused', reason: 'too-long' } },
    ]);
  });
});
