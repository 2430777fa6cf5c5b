import { rm } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { App } from '../../../bot/assembly/app.ts';
import { type Conversations, createConversations } from '../../../bot/conversations/conversations.ts';
import type {
  ChatPlatform,
  Delivered,
  HelpPost,
  IncomingQuestion,
  IncomingVote,
  Posted,
  Reply,
} from '../../../core/ports/chat-platform.ts';
import type { AskedTable, RepliesTable } from '../../../core/store/conversation-tables.ts';
import type { Store } from '../../../core/store/schema.ts';
import { writeOldStore } from '../../fixtures/old-store.ts';
import { copiedTravelFolder, openTravel, takeInTravel, travelFolder } from '../../fixtures/travel-store.ts';

/** A platform that remembers what it was asked to do and does what the test says. */
export type ScriptedPlatform = ChatPlatform & {
  replies: Reply[];
  acknowledged: string[];
  helpPosts: HelpPost[];
  /** How posts for people end. */
  onPassOn: (post: HelpPost, nth: number) => Delivered | Promise<Delivered>;
  removed: { channel: string; messageIds: string[] }[];
  /** How deliveries end; `delivered` as `msg-1`, `msg-2`, … unless the test says otherwise. */
  onDeliver: (reply: Reply, nth: number, posted?: Posted) => Delivered | Promise<Delivered>;
};

export function scriptedPlatform(id = 'slack'): ScriptedPlatform {
  const platform: ScriptedPlatform = {
    id,
    replies: [],
    acknowledged: [],
    helpPosts: [],
    onPassOn: (_post, nth) => ({ kind: 'delivered', messageIds: [`help-${nth}`] }),
    passOn: async (post) => {
      platform.helpPosts.push(post);
      return platform.onPassOn(post, platform.helpPosts.length);
    },
    removed: [],
    onDeliver: (_reply, nth) => ({ kind: 'delivered', messageIds: [`msg-${nth}`] }),
    start: async () => {},
    stop: async () => {},
    status: () => ({ state: 'ready', message: 'Ready.', since: '' }),
    acknowledge: async ({ messageId }) => {
      platform.acknowledged.push(messageId);
    },
    thread: async () => [],
    deliver: async (reply, posted) => {
      platform.replies.push(reply);
      return platform.onDeliver(reply, platform.replies.length, posted);
    },
    remove: async (channel, messageIds) => {
      platform.removed.push({ channel, messageIds: [...messageIds] });
    },
    permalink: async () => null,
  };
  return platform;
}

/** The question that the rig's one document answers. */
export const trains = 'How do employees book train tickets?';

let asked = 0;

/** A question in a message of its own; override what a test is about. */
export function aQuestion(overrides: Partial<IncomingQuestion> = {}): IncomingQuestion {
  asked += 1;
  return {
    eventId: `Ev${asked}`,
    address: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: null },
    messageId: `${asked}.0`,
    userId: 'U1',
    text: trains,
    kind: 'mention',
    ...overrides,
  };
}

/** A thumb on a message of the bot. */
export function aVote(messageId: string, overrides: Partial<IncomingVote> = {}): IncomingVote {
  asked += 1;
  return {
    eventId: `Ev${asked}`,
    platform: 'slack',
    channel: 'C1',
    messageId,
    userId: 'U2',
    polarity: 1,
    signal: 'reaction',
    emoji: '+1',
    ...overrides,
  };
}

export type Rig = {
  app: App;
  /** The parts without what a test replaces. */
  assembled: App;
  platform: ScriptedPlatform;
  /** What `deps.platform` finds; a test may take a platform away. */
  platforms: Map<string, ChatPlatform>;
  conversations: Conversations;
  /** Other conversations on the same store, as a second process would have. */
  restarted(): Conversations;
  row(question: IncomingQuestion): Promise<Progress | undefined>;
  /** Waits until the question is that far. */
  reaches(question: IncomingQuestion, state: Progress['state']): Promise<Progress>;
};

/** How far a question is, with its latest answer: `answered` = its reply is decided and not delivered. */
export type Progress = Omit<AskedTable, 'state'> & {
  state: string;
  answer_id: string | null;
  /** How many replies it had before the one that is owed or was delivered last. */
  replies: number;
  reply: RepliesTable | undefined;
};

async function progressOf(store: Store, messageId: string): Promise<Progress | undefined> {
  const asked = await store
    .selectFrom('asked')
    .selectAll()
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  if (asked === undefined) return undefined;
  const replies = await store
    .selectFrom('replies')
    .selectAll()
    .where('asked_id', '=', asked.id)
    .orderBy('ordinal')
    .execute();
  const reply = replies.findLast(({ state }) => state !== 'held' && state !== 'dismissed');
  const isAccepted = asked.state === 'accepted';
  const state = reply?.state === 'due' ? 'answered' : (reply?.state ?? asked.state);
  return {
    ...asked,
    state: isAccepted ? 'accepted' : state,
    answer_id: isAccepted ? null : (replies.at(-1)?.answer_id ?? null),
    replies: isAccepted ? replies.length : (reply?.ordinal ?? 0),
    reply,
  };
}

/** The real parts on a store of their own with one document, and a scripted platform. Waits are a hundred times shorter. `oldStore` = what it begins from. */
export async function rig(overrides: Partial<App> = {}, oldStore?: string): Promise<Rig> {
  const folder = oldStore === undefined ? await copiedTravelFolder() : await travelFolder();
  if (oldStore !== undefined) await writeOldStore(path.join(folder, 'data'), oldStore);
  const assembled = await openTravel(folder);
  if (oldStore !== undefined) await takeInTravel(assembled, folder);
  const { clock } = assembled;
  const app: App = {
    ...assembled,
    clock: { ...clock, sleep: (ms, signal) => clock.sleep(ms / 100, signal) },
    ...overrides,
  };
  const platform = scriptedPlatform();
  const platforms = new Map<string, ChatPlatform>([['slack', platform]]);
  const made: Conversations[] = [];
  const restarted = (): Conversations => {
    const conversations = createConversations({ app, platform: (id) => platforms.get(id) });
    made.push(conversations);
    return conversations;
  };
  onTestFinished(async () => {
    for (const conversations of made) await conversations.stop();
    await assembled.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const row = ({ messageId }: IncomingQuestion) => progressOf(app.store, messageId);
  return {
    app,
    assembled,
    platform,
    platforms,
    conversations: restarted(),
    restarted,
    row,
    reaches: (question, state) =>
      vi.waitFor(
        async () => {
          const found = await row(question);
          if (found?.state !== state) throw new Error(`the question is ${found?.state}, not ${state}`);
          return found;
        },
        { timeout: 10_000, interval: 10 },
      ),
  };
}
