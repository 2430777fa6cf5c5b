import {
  answer,
  changedQuestions,
  conversations,
  editedAfter,
  help,
  helpTopics,
  journey,
  label,
  modes,
  nearest,
  offers,
  privacy,
  type Row,
  reasonListed,
  reasons,
  receipts,
  saidOfEarlier,
  seen,
  slackEvents,
  slackJourney,
  slackRender,
  stale,
  suggest,
  toldOnce,
  why,
  whySources,
} from './row.ts';

/** Guidelines for Human-AI Interaction by Microsoft (HAX). */
export const hax: Row[] = [
  {
    id: 'G1',
    guideline: 'Make clear what it can do',
    behaviour:
      'An empty mention or "help" gets one text that names documents that are really there, with a few questions that they answer; so does one welcome where it is brought to.',
    seenBy: [
      ...seen(
        'test/bot/conversations/welcome.test.ts',
        'a place is greeted once and for ever, with what the documents are about',
      ),
      ...seen(conversations, helpTopics),
      ...seen(
        help,
        'help asks questions that the documents of the place surely answer, and of no other place',
      ),
    ],
    notYet: { issue: 'D', what: 'the App Home tab' },
  },
  {
    id: 'G2',
    guideline: 'Make clear how well it can do it',
    behaviour: 'Every answer says in one line who wrote it and that the sources should be checked.',
    seenBy: seen(slackRender, label, 'offers no buttons below a refusal or a notice'),
  },
  {
    id: 'G3',
    guideline: 'Time services by context',
    behaviour:
      'Docent speaks only when it is mentioned, written to, or commanded, and shows at once that it is looking.',
    seenBy: [
      ...seen(slackEvents, 'people talking, edits, other bots and its own messages are no questions'),
      ...seen(slackJourney, journey),
    ],
  },
  {
    id: 'G4',
    guideline: 'Show contextually relevant information',
    behaviour:
      'It replies in the thread of the question, understands a follow-up from it, and keeps to the collections of the channel.',
    seenBy: [
      ...seen(answer, 'is searched with the topic of its thread'),
      ...seen(modes, 'that is bound to collections is answered from those alone'),
    ],
  },
  {
    id: 'G5',
    guideline: 'Match relevant social norms',
    behaviour:
      'It notifies nobody but those whose vote had an answer put right and, in a Slack thread in which several people ask, whoever asked: other mentions and previews in what it posts are switched off. Thanks and greetings get a short reply.',
    seenBy: [
      ...seen(slackRender, 'switches off every automatic link and mention'),
      ...seen(
        'test/bot/discord/delivery.test.ts',
        'pings nobody, shows no preview and keeps code blocks whole',
      ),
      ...seen(
        'test/core/answering/small-talk.test.ts',
        'is replied to in its language, and nothing is searched, kept or found missing',
      ),
    ],
  },
  {
    id: 'G6',
    guideline: 'Mitigate social biases',
    behaviour: 'The same question gets the same answer, whoever asks it.',
    seenBy: seen('test/defensive-ux/same-for-all.test.ts', 'gets the same text from the same sources'),
  },
  {
    id: 'G7',
    guideline: 'Support efficient invocation',
    behaviour:
      'A mention, a direct message, the command, and **Ask about this** in the menu of a message all lead to an answer.',
    seenBy: [
      ...seen(
        'test/journeys/discord.test.ts',
        'a team on Discord asks in a channel, a DM and with the command, votes and asks again',
      ),
      ...seen(
        'test/bot/slack/shortcuts.test.ts',
        'what a message asks is answered to whoever chose it from its menu alone, in its thread',
      ),
    ],
  },
  {
    id: 'G8',
    guideline: 'Support efficient dismissal',
    behaviour:
      'Whoever asked takes the reply away with its button or a ❌ on it; nothing happens to it for a stranger, whom the button tells why.',
    seenBy: [
      ...seen(
        'test/journeys/delete-reply.test.ts',
        'whoever asked on Slack takes the reply away, and nobody else',
        'whoever asked on Discord takes the reply away, and nobody else',
      ),
      ...seen(
        offers,
        'takes every message of the reply away for whoever asked, tells a stranger why not, and leaves the trace',
      ),
    ],
    notYet: { issue: 'D', what: 'stopping an answer that is being written' },
  },
  {
    id: 'G9',
    guideline: 'Support efficient correction',
    behaviour:
      'An answer that was kept can be asked for anew; an edited question changes its reply; a correction is noted for curators.',
    seenBy: [
      ...seen('test/core/answering/semantic-cache.test.ts', 'answers anew and keeps that'),
      ...seen(changedQuestions, editedAfter),
      ...seen(saidOfEarlier, 'what a message says of the answer before it is in the ledger'),
    ],
  },
  {
    id: 'G10',
    guideline: 'Scope services when in doubt',
    behaviour:
      'Where the documents do not hold the answer, it says so, names the nearest ones and offers to ask a human.',
    seenBy: [
      ...seen(answer, nearest),
      ...seen(offers, 'passes the question on once, whoever presses and however often'),
    ],
    notYet: { issue: 'D', what: 'a question back with buttons' },
  },
  {
    id: 'G11',
    guideline: 'Make clear why the system did what it did',
    behaviour:
      'Numbered sources stand under every answer; "why this answer?" names passages, dates, model and checks.',
    seenBy: [
      ...seen(slackRender, label),
      ...seen(why, whySources),
      ...seen(
        'test/contracts/chat-platform.ts',
        'explains an answer to whoever presses the button, without pinging anybody',
      ),
    ],
  },
  {
    id: 'G12',
    guideline: 'Remember recent interactions',
    behaviour: 'It remembers what was said in the thread, and nothing of other threads.',
    seenBy: seen(answer, 'is searched with the topic of its thread', 'finds nothing without its thread'),
  },
  {
    id: 'G13',
    guideline: 'Learn from user behaviour',
    behaviour:
      'Documents that two people voted down come up for review; one vote takes a kept answer out of use or lets its question help the search.',
    seenBy: seen(
      stale,
      'names what two people voted down, counting the vote that stands and not the same person twice',
    ),
    notYet: { issue: 'D', what: 'training a model from votes' },
  },
  {
    id: 'G14',
    guideline: 'Update and adapt cautiously',
    behaviour: 'A changed document ends the kept answers that rest on it, and no others.',
    seenBy: seen('test/core/answering/answer-cache.test.ts', 'stands when another passage changes'),
  },
  {
    id: 'G15',
    guideline: 'Encourage granular feedback',
    behaviour:
      'Two buttons and two thumbs stand under every answer; the button against it asks for a reason and a comment.',
    seenBy: [...seen(slackJourney, journey), ...seen(reasons, reasonListed)],
  },
  {
    id: 'G16',
    guideline: 'Convey the consequences of user actions',
    behaviour: 'Before it deletes what it stores about a member, it says what goes and what stays.',
    seenBy: seen(privacy, 'loses nothing before confirming, and everything at once afterwards'),
    notYet: { issue: 'D', what: 'saying after a vote what becomes of it' },
  },
  {
    id: 'G17',
    guideline: 'Provide global controls',
    behaviour:
      'One switch stops all answers; each channel, and direct messages, have a mode, collections that are searched nowhere else, and models.',
    seenBy: [
      ...seen(
        modes,
        'off gives each question one notice and asks nobody',
        suggest,
        'is searched alone for what is named there: neither direct messages nor commands nor other channels find it',
        'and direct messages have a mode of their own',
      ),
      ...seen(
        'test/journeys/ladder.test.ts',
        'a channel that names a model and then quotes is answered through every failure of the model',
      ),
    ],
  },
  {
    id: 'G18',
    guideline: 'Notify users about changes',
    behaviour: 'Whoever voted against an answer is told once in its thread that it was put right.',
    seenBy: seen(receipts, toldOnce),
    notYet: { issue: 'D', what: 'a note on what changed in the documents' },
  },
];
