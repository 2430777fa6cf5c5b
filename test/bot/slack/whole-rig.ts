import { onTestFinished, vi } from 'vitest';
import type { App } from '../../../bot/assembly/app.ts';
import type { SlackDeps, SlackPlatform } from '../../../bot/slack/slack-platform.ts';
import { createFakeSlack, type FakeSlack, type FakeSlackOptions } from '../../fakes/slack/fake-slack.ts';
import type { FakeEphemeral, FakeMessage } from '../../fakes/slack/wire.ts';
import { type Rig, rig } from '../conversations/rig.ts';
import { patientTimings, slackPlatform } from './rig.ts';

// Each test assembles the whole program: on a busy machine that alone takes half a minute.

/** Conversations over a store with one document, and the real connector between them and a fake Slack. */
export type WholeRig = Rig & { slack: FakeSlack; chat: SlackPlatform };

export async function wholeRig(
  options: FakeSlackOptions & { slack?: FakeSlack; deps?: Partial<SlackDeps>; app?: Partial<App> } = {},
): Promise<WholeRig> {
  const slack = options.slack ?? (await createFakeSlack(options));
  const room = await rig(options.app);
  const chat = slackPlatform(slack, { timings: patientTimings, ...options.deps });
  room.platforms.set('slack', chat);
  await chat.start(room.conversations.handlers());
  onTestFinished(async () => {
    await chat.stop();
    await slack.close();
  });
  return { ...room, slack, chat };
}

/** Everything that stands in the blocks and the text of a message. */
export const allText = (message: Pick<FakeMessage | FakeEphemeral, 'text' | 'blocks'>): string =>
  `${message.text}\n${JSON.stringify(message.blocks ?? [])}`;

/** The bot's message in the thread of a question. */
export const replyTo = (slack: FakeSlack, ts: string, channel = 'C0HELP'): Promise<FakeMessage> =>
  slack.waitForMessage(channel, (message) => message.thread_ts === ts);

/** What one person alone was shown, once there is something. */
export const wordTo = (slack: FakeSlack, user: string, nth = 1): Promise<FakeEphemeral> =>
  vi.waitFor(() => {
    const found = slack.ephemerals.filter((one) => one.user === user)[nth - 1];
    if (found === undefined) throw new Error(`${user} was told nothing`);
    return found;
  });
