import { createBlockBuilder } from '../block-builder.ts';
import type { Emit } from '../data/json-lines.ts';
import { parserLimits } from '../limits.ts';
import type { ParsedDocument } from '../parsed.ts';
import { type Rejected, rejected } from '../rejected.ts';
import { tidySource } from '../text/text-tidy.ts';
import { openPackage, type TextPackage } from '../zip/zip-read.ts';
import { type People, peopleOf, type SlackUser, slackText } from './slack-text.ts';

type Message = {
  type?: string;
  subtype?: string;
  user?: string;
  username?: string;
  user_profile?: { real_name?: string };
  text?: string;
  ts?: string;
  thread_ts?: string;
  files?: unknown[];
};
type Channel = { id?: string; name?: string; topic?: { value?: string }; purpose?: { value?: string } };

/** Messages that follow each other this soon are one talk. Seconds. */
const soon = 600;
/** Messages of programs about the channel itself carry a subtype; these are written by people or bots. */
const spoken = new Set([undefined, 'bot_message', 'thread_broadcast', 'me_message', 'file_share']);

/**
 * An export of a Slack workspace, one document a public channel: its threads and talks in order, under their days.
 * Without `keepNames`, people have numbers. Null = done.
 */
export async function parseSlackExport(
  bytes: Buffer,
  keepNames: boolean,
  emit: Emit,
): Promise<Rejected | null> {
  const archive = await openPackage(bytes);
  try {
    const channels = await readList<Channel>(archive, 'channels.json');
    if (channels === null) {
      return rejected(
        'unknown-type',
        'Of .zip files only exports of Slack are read, and this one has no channels.json. Unpack it and upload the files in it.',
      );
    }
    const people = peopleOf((await readList<SlackUser>(archive, 'users.json')) ?? [], keepNames);
    let written = 0;
    for (const channel of channels) {
      const document = await readChannel(archive, channel, people);
      if (document === null) continue;
      written += 1;
      await emit([document]);
    }
    return written > 0 ? null : rejected('no-text', 'The Slack export holds no messages of public channels.');
  } finally {
    archive.close();
  }
}

async function readChannel(
  archive: TextPackage,
  channel: Channel,
  people: People,
): Promise<ParsedDocument | null> {
  const name = channel.name ?? '';
  if (name === '') return null;
  const days = archive.names
    .filter((file) => file.startsWith(`${name}/`) && /\/\d{4}-\d\d-\d\d\.json$/.test(file))
    .sort();
  const messages: Message[] = [];
  let chars = 0;
  for (const day of days) {
    for (const message of (await readList<Message>(archive, day)) ?? []) {
      if (message.type !== 'message' || !spoken.has(message.subtype)) continue;
      messages.push(message);
      chars += message.text?.length ?? 0;
    }
    if (chars > parserLimits.textChars) break;
  }
  const builder = createBlockBuilder();
  builder.heading(1, `#${name}`, {});
  for (const words of [channel.purpose?.value, channel.topic?.value])
    builder.paragraph(tidySource(slackText(words ?? '', people)), {});
  let today = '';
  let files = 0;
  for (const talk of talksOf(messages)) {
    const day = dayOf(talk[0]);
    if (day !== today) builder.heading(2, day, {});
    today = day;
    const writers: string[] = [];
    const lines = talk.flatMap((message) => {
      files += message.files?.length ?? 0;
      const text = tidySource(slackText(message.text ?? '', people)).trim();
      if (text === '') return [];
      const user = message.user ?? message.username ?? '';
      if (!writers.includes(user)) writers.push(user);
      const who = people.writer(
        user,
        message.user_profile?.real_name ?? message.username,
        writers.indexOf(user) + 1,
      );
      const later = dayOf(message) === day ? '' : ` (${dayOf(message)})`;
      return [`${who}${later}: ${text.replaceAll('\n', ' ')}`];
    });
    builder.paragraph(lines.join('\n'), {});
  }
  return messages.length === 0
    ? null
    : {
        title: `#${name}`,
        externalId: channel.id ?? name,
        blocks: builder.finish(),
        ...(files === 0 ? {} : { leftOut: [{ kind: 'attachments', count: files }] }),
      };
}

/** Threads with their replies, and what was said one after the other without a thread; by the time of their first message. */
function talksOf(messages: readonly Message[]): Message[][] {
  const threads = new Map<string, Message[]>();
  const talks: Message[][] = [];
  let last: Message | null = null;
  for (const message of [...messages].sort((a, b) => timeOf(a) - timeOf(b))) {
    const thread = message.thread_ts;
    if (thread !== undefined) {
      const talk = threads.get(thread);
      if (talk !== undefined) talk.push(message);
      else {
        const begun = [message];
        threads.set(thread, begun);
        talks.push(begun);
      }
      last = null;
    } else if (last !== null && timeOf(message) - timeOf(last) <= soon) {
      talks.at(-1)?.push(message);
      last = message;
    } else {
      talks.push([message]);
      last = message;
    }
  }
  return talks;
}

function timeOf(message: Message | undefined): number {
  return Number(message?.ts ?? 0) || 0;
}

function dayOf(message: Message | undefined): string {
  const time = timeOf(message) * 1000;
  return time > 0 && time < 8e15 ? new Date(time).toISOString().slice(0, 10) : 'Without a date';
}

async function readList<T extends object>(archive: TextPackage, name: string): Promise<T[] | null> {
  const text = await archive.read(name);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value)
      ? value.filter((each): each is T => typeof each === 'object' && each !== null)
      : null;
  } catch {
    return null;
  }
}
