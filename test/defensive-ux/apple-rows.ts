import {
  answer,
  changedQuestions,
  conversations,
  editedAfter,
  helpTopics,
  label,
  mended,
  modes,
  nearest,
  offers,
  plainWords,
  type Row,
  receipts,
  saidOfEarlier,
  seen,
  slackRender,
  why,
  whySources,
  wording,
} from './row.ts';

/** Headings of Apple’s Human Interface Guidelines on machine learning, and of the page on generative AI. */
export const apple: Row[] = [
  {
    id: 'A1',
    guideline: 'Explicit feedback',
    behaviour: 'Voting is voluntary and asked for once, under the answer.',
    seenBy: seen(
      slackRender,
      'spreads a long answer over messages: buttons on the first, sources on the last',
    ),
  },
  {
    id: 'A2',
    guideline: 'Implicit feedback',
    behaviour:
      'That somebody asks once more, turns to people or deletes something is noted, never as a vote, and not of those who say no.',
    seenBy: seen(
      saidOfEarlier,
      'what a message says of the answer before it is in the ledger',
      'who says so is not watched, and hears it',
    ),
  },
  {
    id: 'A3',
    guideline: 'Calibration',
    behaviour: 'There is none: a first start answers at once.',
    seenBy: seen(
      'test/journeys/first-start.test.ts',
      'a first start without any token answers from the handbook',
    ),
  },
  {
    id: 'A4',
    guideline: 'Corrections',
    behaviour:
      'An edited question changes its reply; an answer that was voted against is changed once its document was mended.',
    seenBy: [...seen(changedQuestions, editedAfter), ...seen(receipts, mended)],
    notYet: { issue: 'D', what: 'leaving out a wrong source' },
  },
  {
    id: 'A5',
    guideline: 'Mistakes',
    behaviour: 'On sensitive topics Docent only quotes, and says whom to turn to.',
    seenBy: seen(
      'test/core/answering/sensitive.test.ts',
      'about suicidal thoughts is answered with quotes and whom to turn to, though a model is configured',
    ),
  },
  {
    id: 'A6',
    guideline: 'Multiple options',
    behaviour: 'Without an answer, up to three documents are named, the nearest first.',
    seenBy: seen(answer, nearest),
    notYet: { issue: 'D', what: 'buttons where a question can mean several things' },
  },
  {
    id: 'A7',
    guideline: 'Confidence',
    behaviour: 'As P11.',
    seenBy: [
      ...seen(wording, plainWords),
      ...seen(answer, 'is partly covered when the evidence is middling'),
    ],
  },
  {
    id: 'A8',
    guideline: 'Attribution',
    behaviour: 'An answer names its documents and sections, and nothing about the person who asks.',
    seenBy: [...seen(why, whySources), ...seen(slackRender, label)],
  },
  {
    id: 'A9',
    guideline: 'Limitations',
    behaviour:
      'The help says what Docent cannot see; a question that is too long is told the limit, one with files that they are not read.',
    seenBy: [
      ...seen(conversations, helpTopics),
      ...seen(
        'test/bot/discord/questions.test.ts',
        'names its files, and the reply says that they are not read',
      ),
    ],
  },
  {
    id: 'A10',
    guideline: 'Generative AI: keep people in control',
    behaviour:
      'What a model wrote is marked as such; one switch stops it; the asker takes a reply away, or has it tried again.',
    seenBy: [
      ...seen('test/core/answering/answer-model.test.ts', 'is cited, labelled and has its price'),
      ...seen(modes, 'off gives each question one notice and asks nobody'),
      ...seen(
        'test/journeys/delete-reply.test.ts',
        'whoever asked on Slack takes the reply away, and nobody else',
      ),
      ...seen(offers, 'answers the question once more in the same place, once'),
      ...seen(
        'test/bot/conversations/buttons/share.test.ts',
        '"try again" under an answer answers anew, whatever the cache has',
      ),
    ],
  },
];
