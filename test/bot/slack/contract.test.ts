import { vi } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat-platform.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { shown, slackPlatform } from './rig.ts';

chatPlatformContract('Slack over Socket Mode', async () => {
  const slack = await createFakeSlack();
  const channel = 'C0HELP';
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
    shown: () => slack.posts(channel).map(shown),
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
