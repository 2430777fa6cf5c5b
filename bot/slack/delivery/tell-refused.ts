import { fill, wording } from '../../../core/defensive-ux/wording.ts';
import type { Reply } from '../../../core/ports/chat-platform.ts';
import { escapeSlack } from '../text/mrkdwn.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { failureOf, type SlackFailure } from './failure.ts';

/** The question is gone: there is nothing left to tell about it. */
const gone = new Set(['message_not_found', 'thread_not_found', 'cannot_reply_to_message']);

const reasonOf = (code: string): string => {
  if (code === 'not_in_channel' || code === 'channel_not_found') return wording.undelivered.notThere;
  if (code === 'is_archived') return wording.undelivered.archived;
  return wording.undelivered.refused;
};

/**
 * Tells the asker that Slack refused the reply: below the question for them alone, else in a direct message. Resolves with
 * why the reply could not be delivered and whether they heard of it, for the console.
 */
export function createTellRefused({
  clients,
  pace,
  logger,
}: Pick<DeliveryDeps, 'clients' | 'pace' | 'logger'>): (
  reply: Pick<Reply, 'question'>,
  failure: SlackFailure,
) => Promise<string> {
  return async ({ question }, failure) => {
    const { channel, thread } = question.address;
    const code = failure.kind === 'refused' ? failure.code : '';
    if (gone.has(code) || question.userId === '') return failure.why;
    const reason = reasonOf(code);
    const text = `${fill(wording.undelivered.start, { place: `<#${channel}>` })} ${escapeSlack(reason)}`;
    const ways = [
      async () => {
        await pace.turn('chat.postEphemeral');
        const there = thread === null ? {} : { thread_ts: thread };
        await clients.once.chat.postEphemeral({ channel, user: question.userId, text, ...there });
        return 'only they see it, where they asked';
      },
      async () => {
        await pace.turn('chat.postMessage', question.userId);
        await clients.once.chat.postMessage({ channel: question.userId, text });
        return 'in a direct message';
      },
    ];
    for (const way of ways)
      try {
        return `${failure.why}; the asker was told (${await way()})`;
      } catch (error) {
        logger.debug({ why: failureOf(error).why }, 'the asker could not be told of a refused reply');
      }
    logger.warn({ code }, 'a reply was refused, and its asker could not be told');
    return `${failure.why}; the asker could not be told`;
  };
}
