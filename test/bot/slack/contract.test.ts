import { vi } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { shown, slackPlatform } from './rig.ts';

chatPlatformContract('Slack over Socket Mode', async () => {
  const slack = await createFakeSlack();
  const channel = 'C0HELP';
  const people = 'C0GENERAL';
  return {
    platform: slackPlatform(slack),
    ask: async (text, inThreadOf) => {
      const { ts } = await slack.mention({
        text,
        ...(inThreadOf === undefined ? {} : { thread_ts: inThreadOf }),
      });
      return { messageId: ts };
    },
    say: async (text, inThreadOf) => {
      await slack.say({ text, thread_ts: inThreadOf });
    },
    acknowledged: (messageId) => {
      const status = slack.workspace.statuses.findLast((one) => one.thread_ts === messageId);
      return (
        (status?.status ?? '') !== '' ||
        slack.workspace.find(channel, messageId)?.reactions.has('eyes') === true
      );
    },
    shown: (place) => slack.posts(place === 'help' ? people : channel).map(shown),
    helpChannel: people,
    mentionOf: (userId) => `<@${userId}>`,
    anotherProcess: () => slackPlatform(slack),
    pressOffer: async (messageId, offer) => {
      const before = slack.workspace.ephemerals.length;
      const action = {
        sources: 'docent_sources',
        share: 'docent_share',
        'ask-human': 'docent_ask_human',
        'try-again': 'docent_try_again',
        'delete-reply': 'docent_take_back',
      }[offer];
      await slack.blockAction({ ts: messageId, action_id: action, user: 'U0BEN' });
      return vi.waitFor(() => {
        const shown = slack.workspace.ephemerals[before];
        if (shown === undefined) throw new Error('the presser has heard nothing yet');
        return { text: shown.text, pings: shown.text.match(/<[!@#][^>]*>/g) ?? [] };
      });
    },
    thumb: async (messageId, thumb, action) => {
      const reaction = thumb === 'up' ? '+1' : '-1';
      await slack.reaction({ action: action === 'add' ? 'added' : 'removed', reaction, ts: messageId });
    },
    pressWhy: async (messageId) => {
      await slack.blockAction({ ts: messageId, action_id: 'docent_why' });
      return vi.waitFor(() => {
        const shown = slack.workspace.ephemerals.at(-1);
        if (shown === undefined) throw new Error('nothing is explained yet');
        return { text: shown.text, pings: shown.text.match(/<[!@#][^>]*>/g) ?? [] };
      });
    },
    loseNextResponse: () => slack.faults.loseResponse('chat.postMessage'),
    withBadToken: () => slackPlatform(slack, { botToken: 'xoxb-wrong' }),
    close: () => slack.close(),
  };
});
