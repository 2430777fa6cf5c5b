/** A test that observes a behaviour, by its file and the end of its name as it stands there. */
export type Observed = { file: string; test: string };

/** A guideline with what people can expect of Docent. Without a test there is no promise, only what will bring it. */
export type Row = {
  id: string;
  guideline: string;
  /** What Docent does today; '' where nothing yet. */
  behaviour: string;
  seenBy: Observed[];
  /** What is still missing, and the issue that brings it. */
  notYet?: { issue: 'C' | 'D' | 'E'; what: string };
};

export const seen = (file: string, ...tests: string[]): Observed[] => tests.map((test) => ({ file, test }));

export const conversations = 'test/bot/conversations/conversations.test.ts';
export const help = 'test/bot/conversations/inbox/help.test.ts';
export const modes = 'test/bot/conversations/inbox/modes.test.ts';
export const suggestions = 'test/bot/conversations/outbox/suggestions.test.ts';
export const offers = 'test/bot/conversations/buttons/offers.test.ts';
export const ladder = 'test/core/answering/writing-ladder.test.ts';
export const privacy = 'test/bot/conversations/inbox/privacy.test.ts';
export const slackJourney = 'test/journeys/slack-socket.test.ts';
export const slackRender = 'test/bot/slack/render.test.ts';
export const slackEvents = 'test/bot/slack/events.test.ts';
export const answer = 'test/core/answering/answer.test.ts';
export const why = 'test/core/defensive-ux/why.test.ts';
export const wording = 'test/core/defensive-ux/wording.test.ts';
export const saidOfEarlier = 'test/bot/conversations/inbox/said-of-earlier.test.ts';
export const changedQuestions = 'test/bot/conversations/inbox/changed-questions.test.ts';
export const receipts = 'test/bot/conversations/receipts.test.ts';
export const reasons = 'test/bot/slack/reasons.test.ts';
export const stale = 'test/knowledge/upkeep/stale.test.ts';

export const helpTopics =
  'without words, or asking for help, gets a notice that names what there is to ask about';
export const journey = 'a team on Slack asks, reads, votes and asks again';
export const label = 'shows text, numbered sources, the label and the buttons';
export const nearest = 'names the nearest documents, each once, when the evidence is thin';
export const plainWords = 'names no percentage and none of the words of the trade';
export const whySources =
  'names the passages with the dates of their revisions, who wrote it, and that the checks let it pass';
export const suggest =
  'that suggests keeps the answer for curators and tells the member that somebody will look';
export const editedAfter = 'after its reply changes that reply, whose votes stay with what was voted on';
export const mended =
  'a document that says something else now puts the answer right, and the same words do not';
export const toldOnce =
  'an answer that was voted against is changed in its place once the team wrote one, and voters are told once';
export const reasonListed = 'a vote against opens a form, and what is sent is listed with the vote';
