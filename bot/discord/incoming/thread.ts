import { type APIMessage, MessageType } from 'discord.js';
import type { ChatTurn, IncomingQuestion } from '../../../core/ports/chat-platform.ts';
import type { DiscordApi } from '../connection/api.ts';
import { limits } from '../text/limits.ts';
import { plainText } from '../text/markup.ts';
import { postTitle, type Reader, wordsOf } from '../text/words.ts';
import type { Channels } from './channels.ts';
import { writtenAt } from './written-at.ts';

export type ThreadDeps = { api: DiscordApi; channels: Channels; botId(): Promise<string> };

/**
 * Earlier turns of a question, oldest first. In a thread that is the thread with the message it hangs on, in a DM
 * the last half hour, elsewhere the chain of replies. What people wrote without naming the bot is not readable to
 * it and left out.
 */
export async function earlierTurns(
  deps: ThreadDeps,
  question: IncomingQuestion,
  limit: number,
): Promise<ChatTurn[]> {
  if (limit < 1) return [];
  const botId = await deps.botId();
  const reader = { botId, channels: deps.channels };
  const { thread, workspace } = question.address;
  const messages = await earlierMessages(deps, question, limit);
  const turns = messages.flatMap((message) =>
    turnOf({ ...message, guild_id: workspace }, reader, message.id === thread),
  );
  const title =
    thread === null || thread === question.messageId ? null : await postTitle(thread, deps.channels);
  const said: ChatTurn[] = title === null ? turns : [{ role: 'user', text: title }, ...turns];
  return joined(said).slice(-limit);
}

async function earlierMessages(
  { api }: ThreadDeps,
  { address, messageId, kind }: IncomingQuestion,
  limit: number,
): Promise<APIMessage[]> {
  if (address.thread !== null) {
    const page = await api.messages(address.thread, { before: messageId, limit: limits.page });
    const older = page.reverse();
    // A full page means that the beginning is far away.
    if (older.length === limits.page) return older;
    // A thread has the id of the message it was started from; one that was made without has none.
    const start = await api.message(address.channel, address.thread).catch(() => null);
    return start === null ? older : [start, ...older];
  }
  if (kind === 'direct') {
    const since = writtenAt(messageId) - limits.directConversationMs;
    const page = await api.messages(address.channel, { before: messageId, limit: limits.page });
    return page.reverse().filter(({ id }) => writtenAt(id) >= since);
  }
  return kind === 'mention' ? replyChain(api, address.channel, messageId, limit) : [];
}

async function replyChain(
  api: DiscordApi,
  channelId: string,
  messageId: string,
  limit: number,
): Promise<APIMessage[]> {
  const chain: APIMessage[] = [];
  const first = await api.message(channelId, messageId);
  for (let next = first.referenced_message ?? null; next !== null && chain.length < limit; ) {
    chain.unshift(next);
    const before: string | undefined = next.message_reference?.message_id;
    next = before === undefined ? null : await api.message(channelId, before).catch(() => null);
  }
  return chain;
}

/**
 * A message as a turn; none for system messages and what cannot be read. Other bots are left out, but for one whose message
 * a thread hangs on: it is what people talk about there.
 */
function turnOf(message: APIMessage & { guild_id?: string }, reader: Reader, isStart: boolean): ChatTurn[] {
  const isOwn = message.author.id === reader.botId;
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return [];
  if (message.author.bot === true && !isOwn && !isStart) return [];
  if (isOwn) {
    const text = answerText(message.content);
    return text === '' ? [] : [{ role: 'assistant', text, messageId: message.id }];
  }
  const text = wordsOf(message, reader);
  return text === '' ? [] : [{ role: 'user', text, userId: message.author.id }];
}

/**
 * An earlier answer without its label and the sources at its end. That is for answers which nobody has on record: of the
 * others the text is known.
 */
function answerText(content: string): string {
  const lines = content.split('\n').filter((line) => !line.startsWith('-# '));
  const end = lines.findLastIndex((line) => line !== '' && !/^\[\d+\] /.test(line)) + 1;
  const hasSources = lines.slice(end).some((line) => line !== '');
  const isHeading = hasSources && /^\*\*[^*]+\*\*$/.test(lines[end - 1] ?? '');
  return plainText(lines.slice(0, isHeading ? end - 1 : end).join('\n'));
}

/** The parts of a long answer are one turn. */
function joined(turns: readonly ChatTurn[]): ChatTurn[] {
  const result: ChatTurn[] = [];
  for (const turn of turns) {
    const last = result.at(-1);
    if (turn.role === 'assistant' && last?.role === 'assistant') {
      result[result.length - 1] = { ...last, text: `${last.text}\n\n${turn.text}` };
    } else {
      result.push(turn);
    }
  }
  return result;
}
