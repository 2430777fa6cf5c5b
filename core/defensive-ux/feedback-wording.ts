import type { Reason } from '../ports/signal-kinds.ts';

/** What members read about their votes: a part of `wording.ts`. */
export const feedbackWording = {
  question: 'Did this answer your question?',
  good: 'Good answer',
  bad: 'Bad answer',
  thanksGood: 'Noted, thank you.',
  thanksBad: 'Noted, thank you. A maintainer can see this and review the sources.',
  thanksReason: 'Noted, thank you. Whoever looks after the documents reads it.',
  /** The form that a vote against opens. */
  form: {
    title: 'What was wrong?',
    reason: 'What was wrong with it?',
    comment: 'What should it have said?',
    failed: 'I could not note that right now. Please send it again in a moment.',
    send: 'Send',
    close: 'Not now',
    done: 'Close',
    reasons: {
      wrong: 'It is wrong',
      outdated: 'It is outdated',
      incomplete: 'Something is missing',
      'off-topic': 'It is about something else',
      'bad source': 'It uses a bad source',
      'too long': 'It is too long',
      other: 'Something else',
    } satisfies Record<Reason, string>,
  },
  retracted: 'Your vote was taken back.',
  notCounted: 'There is no answer here that I could count a vote on.',
} as const;
