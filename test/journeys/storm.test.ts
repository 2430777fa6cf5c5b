import { expect, test } from 'vitest';
import { discordStorm } from '../bench/storm/discord-storm.ts';
import { slackStorm } from '../bench/storm/slack-storm.ts';

/** A small one of what `npm run bench -- storm` blows. */
const size = {
  ...{ mentions: 40, places: 8, people: 10 },
  ...{ overMs: 12_000, dropEveryMs: 4_000, killAfter: 20, patienceMs: 180_000 },
};

test.each([
  ['Slack', slackStorm],
  ['Discord', discordStorm],
])(
  'a storm on %s with a kill in its middle ends in one answer each, and in the votes that stand',
  async (_name, blow) => {
    const { asked, lost, doubled, wrong, votes, wrongVotes } = await blow(size);
    expect({ asked, lost, doubled, wrong, wrongVotes }).toEqual({
      ...{ asked: size.mentions, lost: [], doubled: [], wrong: [], wrongVotes: [] },
    });
    expect(votes).toBeGreaterThan(0);
  },
  900_000,
);
