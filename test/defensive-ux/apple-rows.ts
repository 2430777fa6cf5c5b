import {
  answer,
  conversations,
  helpTopics,
  label,
  modes,
  nearest,
  offers,
  plainWords,
  type Row,
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
    behaviour: '',
    seenBy: [],
    notYet: { issue: 'D', what: 'weak signals with a weight of their own, and a way out of them' },
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
    behaviour: '',
    seenBy: [],
    notYet: { issue: 'D', what: 'answering an edited question in place, and leaving out a wrong source' },
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
    behaviour: 'The help says what Docent cannot see; a question that is too long is told the limit.',
    seenBy: seen(conversations, helpTopics),
    notYet: { issue: 'D', what: 'saying so when somebody attaches an image' },
  },
  {
    id: 'A10',
    guideline: 'Generative AI: keep people in control',
    behaviour:
      'What a model wrote is marked as such; one switch stops it; the asker takes a reply away, or has a failed one tried again.',
    seenBy: [
      ...seen('test/core/answering/answer-model.test.ts', 'is cited, labelled and has its price'),
      ...seen(modes, 'off gives each question one notice and asks nobody'),
      ...seen(
        'test/journeys/delete-reply.test.ts',
        'whoever asked on Slack takes the reply away, and nobody else',
      ),
      ...seen(offers, 'answers the question once more in the same place, once'),
    ],
    notYet: { issue: 'D', what: 'regenerating an answer that did not fail' },
  },
];
