import { expect } from 'vitest';
import { openApp, type WholeApp } from '../../fixtures/whole-app.ts';

export const FILES = {
  'expenses.md':
    '# Expenses\n\nReceipts go to finance within ten days after travelling. Finance transfers the amount to your account.\n',
  'pocket.md': '# Trip money\n\nTrip money is cash for a trip. Trip money comes from the front desk.\n',
  'lost.md': '# Lost and found\n\nUmbrellas that somebody finds wait at the reception.\n',
};

/** Asked with the document's own words; and another way to ask it, whose words another document has. */
export const CONFIRMED = 'Do receipts go to finance for trip money after travelling?';
export const PARAPHRASE = 'Who is finance for trip money after travelling?';

let votes = 0;

export async function vote(
  rig: WholeApp,
  answerId: string,
  polarity: 1 | -1 | 0,
  userId = 'U1',
): Promise<void> {
  votes += 1;
  await rig.app.feedback.record({
    ...{ answerId, platform: 'slack', channel: 'C1', messageId: 'M1', userId, signal: 'reaction' as const },
    ...{
      polarity,
      emoji: null,
      eventId: `vote-${votes}`,
      ...(polarity === 0 ? { retracts: 1 as const } : {}),
    },
  });
  await rig.app.questionMemory.settled();
}

export async function found(rig: WholeApp, text: string, memory: 'all' | 'without-evals' | 'none' = 'all') {
  const { passages } = await rig.app.retriever.search({ text, k: 3, memory });
  return passages.map(({ path }) => path);
}

export const remembered = async (rig: WholeApp, name: string) =>
  rig.app.questionMemory.ofDocument((await rig.documentAt(name)).documentId);

/** An app with the files, the question asked and its answer's id. */
export async function asked(env: Record<string, string> = {}) {
  const rig = await openApp(env);
  await rig.ingest(FILES);
  const answer = await rig.ask(CONFIRMED);
  // The other document stands there because it comes near; it is not what a vote confirms.
  expect(answer.citations.map(({ path }) => path)).toEqual(['expenses.md', 'pocket.md']);
  return { rig, answerId: answer.traceId };
}
