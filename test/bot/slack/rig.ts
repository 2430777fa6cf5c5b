import { pino } from 'pino';
import { vi } from 'vitest';
import {
  createSlackPlatform,
  type SlackDeps,
  type SlackPlatform,
} from '../../../bot/slack/slack-platform.ts';
import { systemClock } from '../../../core/local/system-clock.ts';
import { systemRandom } from '../../../core/local/system-random.ts';
import type { IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import { createHeard, type Heard, type ShownMessage } from '../../contracts/chat-platform-rig.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';
import type { FakeMessage } from '../../fakes/slack/wire.ts';

/** Waits short enough for tests; what they bound is the same. */
export const shortTimings = {
  callMs: 2_000,
  statusMs: 300,
  paceShare: 0,
  settleMs: 20,
  streamMs: 10,
  streamAfterMs: 10,
  retryMs: 50,
  backoffMs: 20,
  backoffMaxMs: 100,
  refusedMs: 100,
  helloMs: 1_000,
  pingMs: 300,
};

/** On a busy machine a pong may be late: for tests in which no connection is to break of itself. */
export const patientTimings = { ...shortTimings, pingMs: 10_000 };

/** The platform as configured for Socket Mode against a fake. */
export function slackPlatform(slack: FakeSlack, overrides: Partial<SlackDeps> = {}): SlackPlatform {
  return createSlackPlatform({
    botToken: slack.workspace.tokens.bot,
    ...('signingSecret' in overrides ? {} : { appToken: slack.workspace.tokens.app }),
    apiUrl: slack.apiUrl,
    clock: systemClock,
    random: systemRandom,
    logger: pino({ level: 'silent' }),
    timings: shortTimings,
    ...overrides,
  });
}

export type Rig = { slack: FakeSlack; platform: SlackPlatform; heard: Heard } & AsyncDisposable;

/** A fake with a started platform; both go away with the test. */
export async function startedRig(overrides: Partial<SlackDeps> = {}): Promise<Rig> {
  const slack = await createFakeSlack();
  const platform = slackPlatform(slack, overrides);
  const heard = createHeard();
  await platform.start(heard.handlers);
  return {
    slack,
    platform,
    heard,
    [Symbol.asyncDispose]: async () => {
      await platform.stop();
      await slack.close();
    },
  };
}

/** The question that a message became, once it arrived. */
export function questionOf({ heard }: Rig, messageId: string): Promise<IncomingQuestion> {
  return vi.waitFor(() => {
    const question = heard.questions.find((one) => one.messageId === messageId);
    if (question === undefined) throw new Error(`the question ${messageId} has not arrived`);
    return question;
  });
}

/** Somebody mentions the bot in C0HELP, and the question has arrived. */
export async function asked(rig: Rig, text = 'How do I book a train?'): Promise<IncomingQuestion> {
  const { ts } = await rig.slack.mention({ text });
  return questionOf(rig, ts);
}

type Words = { text: string; verbatim: boolean };

/** Every text in the blocks of a message, in order. */
function words(value: unknown): Words[] {
  if (Array.isArray(value)) return value.flatMap(words);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, verbatim } = value as Record<string, unknown>;
  if (typeof text === 'string') return [{ text, verbatim: type !== 'mrkdwn' || verbatim === true }];
  return Object.values(value).flatMap(words);
}

/** A message as people would see it, and whom it would ping. */
export function shown(message: FakeMessage): ShownMessage {
  const texts = [{ text: message.text, verbatim: true }, ...words(message.blocks)];
  const pings = texts.flatMap(({ text, verbatim }) => [
    ...(text.match(/<(?:![^>]*|[@#][A-Z0-9]+[^>]*|https?:[^>]*)>/g) ?? []),
    ...(verbatim ? [] : (text.match(/@(?:channel|here|everyone)/g) ?? [])),
  ]);
  return { id: message.ts, text: texts.map(({ text }) => text).join('\n'), pings };
}
