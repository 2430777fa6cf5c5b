import type { Outside } from '../ports/chat-platform.ts';
import type { Answer, Confidence, Outcome, Polarity, ServedBy, Step } from '../types.ts';
import { quotedAtCeiling } from './ceiling-wording.ts';
import { channelFormWording } from './channel-form-wording.ts';
import { feedbackWording } from './feedback-wording.ts';
import { privacyWording } from './privacy-wording.ts';
import { proposalWording } from './proposal-wording.ts';
import { smallTalkReplies } from './small-talk/replies.ts';
import { stoppingWording } from './stopping-wording.ts';

/**
 * Every sentence that members read, in one place. Plain words: no percentages, no jargon
 * (a test scans for it). `{name}` marks are filled by `fill`.
 */
export const wording = {
  status: {
    searching: 'is looking through your documents…',
    seen: 'Looking through your documents…',
    writing: 'is writing an answer…',
    /** In the place of what was shown of an answer and may not stand. */
    anew: 'One moment, I am writing this anew…',
  },
  outcome: {
    abstained: 'I could not find this in the documents I have.',
    refused: 'I cannot help with that.',
    unavailable:
      'Something went wrong on my side, so I have no answer right now. Please try again in a moment, or ask a colleague.',
  } satisfies Record<Exclude<Outcome, 'answered'>, string>,
  servedBy: {
    model: 'AI-generated from your documents; check the sources.',
    extract: 'Quoted from your documents, no language model configured.',
    curated: 'Answered by your team.',
    'exact-cache': 'Answered before; the sources have not changed since.',
    'semantic-cache': 'Answered before for a similar question; the sources have not changed since.',
  } satisfies Record<Exclude<ServedBy, 'small-talk'>, string>,
  /** Instead of `servedBy.extract` on a sensitive topic. */
  quoted: 'Quoted from your documents.',
  /** Instead of `servedBy.extract` where a model is configured and could not answer. */
  quotedInstead: 'Quoted from your documents, because the language model could not answer right now.',
  /** After the mark of an answer that a curator posted as it was. */
  lookedAt: 'Your team looked at it first.',
  /** Beside an answer that was given before; platforms make it a button. */
  cached: 'cached',
  refresh: 'refresh',
  confidence: {
    found: 'Found',
    partly: 'Partly covered',
    'not-found': 'Not found',
  } satisfies Record<Confidence, string>,
  sources: 'Sources',
  /** Beside a source whose text was recognized in a picture. */
  scan: 'read from a scan',
  nearest: 'The nearest documents:',
  noDocuments: 'There are no documents to search yet. An admin can add some in the console.',
  noneNarrowed: 'No document is left by what the question was narrowed to: its path, language or days.',
  askHuman: 'You could rephrase the question or ask a colleague.',
  /** Under an answer on a topic where a wrong word could harm, or instead of one. */
  contact: {
    sensitive:
      'On a topic like this I only quote. Please also ask the people in your team who are responsible for it.',
    crisis:
      'If you or someone else is in danger, call your local emergency number now. You need not be alone with this: talk to someone you trust, or to a crisis line.',
  },
  reference: 'Reference: {traceId}',
  /** A message that somebody proposed as knowledge, as a document for curators. */
  proposal: proposalWording,
  /** `/docent settings` */
  channelForm: channelFormWording,
  /** Votes, and why. */
  feedback: feedbackWording,
  /** Above the help, once in each place that the bot is brought to. */
  welcome: 'Hello, and thank you for bringing me here.',
  help: [
    'I answer questions from the documents that your team uploaded, with links to the sources.',
    'Mention me with a question, or send me a direct message. In a thread I remember what was said before.',
    'I cannot see images, private channels or anything that was not uploaded.',
  ].join('\n'),
  helpTopics: 'Right now I know about: {topics}.',
  /** Above two or three questions. */
  helpExamples: 'You could ask, for example:',
  /** Where a team says whom to ask instead. */
  helpContact: 'When I do not know something, ask {contact}.',
  /** Stands at the end of texts above; `withContact` puts whom the team named in its place. */
  colleague: 'a colleague',
  /** Asked while the program did not run, and found much later. */
  missed: 'I am sorry: I was not there when you asked this. Please ask me again if you still want to know.',
  /** The chat refused a reply; only its asker hears that. */
  undelivered: {
    start: 'I have a reply to your question in {place}, but I may not post it there.',
    notThere: 'Please invite me to that channel and ask again.',
    archived: 'The channel is archived. Please ask again somewhere else, or in a direct message to me.',
    refused: 'Please ask again somewhere else, or in a direct message to me.',
  },
  /** The switch for all chats is off. */
  paused: 'I am not answering questions at the moment. Please ask a colleague.',
  /** This channel's mode is off. */
  notHere: 'I do not answer in this channel. You can send me a direct message instead.',
  /** The same where direct messages are off, too. */
  notHereAtAll: 'I do not answer in this channel.',
  /** Direct messages are off. */
  notDirect: 'I do not answer direct messages. You can mention me in a channel instead.',
  /** Every collection is named for some other place. */
  nothingHere: 'There are no documents that I may use here. An admin can say which ones I may.',
  /** Others than the team can read there, or ask; only the asker sees it. */
  outside: {
    'shared-channel': 'This channel is shared with people outside the team, so I do not answer here.',
    guest: 'I answer only members of the team here.',
    'other-team': 'I answer only members of the team here.',
    unknown: 'I cannot tell who reads along here, so I do not answer. An admin of mine can allow it.',
  } satisfies Record<Outside, string>,
  /** Between the hours that the channel's admins named. */
  quiet: 'It is quiet time in this channel until {until}. Ask me again then, or send me a direct message.',
  /** More questions than the channel's admins allow. */
  limit: {
    person: 'You have asked me a lot here in the last hour. Please wait a little, or ask a colleague.',
    channel: 'I have been asked a lot here in the last hour. Please wait a little, or ask a colleague.',
  },
  /** The channel's admins named the languages that are answered. */
  otherLanguage: 'In this channel I answer questions in these languages: {languages}.',
  /** In place of an answer's text where only its sources are shown. */
  linksOnly: 'This is where I found something about your question:',
  /** The channel's answers are looked at first. */
  suggested: 'Thank you. Somebody from your team will look at this question and my answer to it first.',
  /** "Why this answer?" */
  why: {
    button: 'Why this answer?',
    gone: 'I no longer know how this answer came about.',
    searchedFor: 'I understood the question as: “{question}”',
    passages: 'I used these passages:',
    dated: 'as revised on {date}',
    undated: 'whose source is gone by now',
    curated: 'Somebody from your team wrote this answer, and I gave it word for word.',
    noPassages: 'I used no passage of your documents.',
    model: 'It was written by {model}.',
    passedOver: 'Asked before, and not able to answer: {models}.',
    checksPassed: 'My checks found nothing to change.',
    checksFound: 'My checks found: {found}.',
    outcome: {
      abstained: 'What I found was not close enough to the question to be an answer.',
      refused: 'I do not answer questions like this one.',
      unavailable: 'Something went wrong on my side before there was an answer.',
    } satisfies Record<Exclude<Outcome, 'answered'>, string>,
    /** What a check found, by the id of its guard. */
    guards: {
      grounding: 'a statement that I could not match well with the sources',
      contradiction: 'a statement that the sources do not bear out',
      judge: 'a statement that the sources do not bear out',
      moderation: 'harmful language',
      citations: 'a statement without a source',
      'sounds-good': 'a text that did not read like an answer',
      syntax: 'broken formatting',
      pii: 'personal data',
      injection: 'orders to me that were hidden in a text',
      toxicity: 'harmful language',
      sensitive: 'a sensitive topic, on which I only quote',
      links: 'a link that is in none of the sources',
      mentions: 'a mention that would have notified people',
      secrets: 'a password or key',
      invisible: 'invisible characters',
      empty: 'an empty text',
      length: 'a text that was too long',
    } as Record<string, string>,
    otherGuard: 'something that I do not show',
  },
  /** "Ask a human": the question goes to the channel that an admin named. */
  passOn: {
    button: 'Ask a human',
    asks: '{asker} would like somebody to look at this question:',
    open: 'Open the message',
    done: 'I passed the question on to people who may know, with the name of whoever asked it.',
    already: 'This question was passed on already.',
    later: 'I am passing the question on to people who may know. It may take a while.',
    failed: 'I could not pass the question on. Please ask a colleague.',
    gone: 'I no longer know this question. Please ask it again.',
    nobody: 'There is nobody whom I could pass questions on to at the moment. Please ask a colleague.',
  },
  stopping: stoppingWording,
  /** A question to begin with, where the documents suggest none by themselves. */
  aboutDocument: 'What does “{title}” say?',
  /** "Try again" */
  again: {
    button: 'Try again',
    started: 'I am trying once more.',
    already: 'I have tried this once more already.',
    others: 'Only whoever asked can have me try again. You can ask the question yourself.',
    failed: 'I could not do that right now. Please ask the question again.',
  },
  /** The button that shows each source with the words that were used. */
  sourcesButton: {
    button: 'Sources',
    none: 'This answer names no sources.',
    gone: 'I no longer know the sources of this answer.',
    more: 'And {count} more.',
    expires: 'Links to my own pages work until {until}.',
  },
  /** "Share": an answer that only its asker sees is shown in the channel. */
  share: {
    button: 'Share',
    heading: 'Shared with you, an answer to “{question}”:',
    done: 'I am showing my answer here.',
    already: 'I have shown this answer here already.',
    others: 'Only whoever asked can have my answer shown here.',
    outside: 'Others than the team can read here, so I do not show this answer.',
    failed: 'I could not show my answer here right now. Please try again in a moment.',
  },
  /** An answer that people voted against was put right. */
  receipt: {
    updated: {
      curated: 'Updated on {date}, because your team wrote an answer to this.',
      document: 'Updated on {date}, because the documents have changed.',
    },
    told: {
      curated:
        'I have updated my answer above: your team wrote one, after a vote that it was no good. Thank you.',
      document:
        'I have updated my answer above: the documents have changed since a vote that it was no good. Thank you.',
    },
  },
  /** "Delete": whoever asked has the reply taken away. */
  deleteReply: {
    button: 'Delete',
    done: 'I deleted my reply. Your question stands where you wrote it.',
    others: 'Only whoever asked can have my reply deleted.',
    failed: 'I could not delete my reply right now. Please try again in a moment.',
  },
  /** A button was pressed under a message that is not on record yet, or never was. */
  pressKept:
    'I have noted that, but I cannot see my own message yet. I will do it as soon as I can; if nothing happens, please ask the question again.',
  privacy: privacyWording,
  /** What members do is read as a sign of how good an answer was, unless they say that they do not want that. */
  unwatched:
    'Done: I no longer note what you do after an answer, such as asking once more, and what I had noted is deleted. Your votes still count. Say “you may note what I do” to change that.',
  watched:
    'Thank you: I note again when you ask something once more, so that people see which answers are no good.',
  /** By language and kind, see `small-talk/`. */
  smallTalk: smallTalkReplies,
  /** A command whose answer was for the asker alone, and who takes no direct messages. */
  notReached:
    '{asker}, I have an answer for you, but I could not show it to you alone. Allow direct messages from this server, or ask once more.',
  /** Over a reply that stands in a direct message, since the platform lets none stand where it was asked for. */
  instead: 'I cannot write where you asked me, so here is my reply.',
  /** In a direct message: the place's own rules keep the reply from standing there. */
  blockedThere: 'A rule of the place where you asked me blocked my reply. An admin can see why.',
  /** Under a reply to a question that came with files. */
  unread: 'I cannot read files in a chat: {names}.',
  emptyQuestion: 'Ask me a question and I will look it up.',
  tooLong: 'That question is too long for me. Please keep it under {limit} characters.',
  /** Too many questions wait, those of one person or of all. */
  busy: 'I am working through a lot of questions and did not take this one. Please ask it again in a minute.',
} as const;

/** What a voter alone is told; `isNoted` false = there was no answer to vote on. */
export function thanksFor(polarity: Polarity, isNoted: boolean): string {
  if (!isNoted) return wording.feedback.notCounted;
  return polarity > 0 ? wording.feedback.thanksGood : wording.feedback.thanksBad;
}

/** Fills `{name}` marks of a template. A mark without a value stays, so that a test can see it. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}

/** A text that sends people to a colleague, sending them to whom the team named; '' = nobody. */
export function withContact(text: string, contact: string): string {
  return contact === '' ? text : text.replaceAll(`ask ${wording.colleague}`, () => `ask ${contact}`);
}

/** The step of a trace by which an answer is quoted because its model could not write it. */
export const QUOTE_INSTEAD = 'quote-instead';

/** The step of a trace that says which curator posted an answer. */
export const POSTED = 'posted';

/** Whether an answer only replies to thanks, a greeting and the like: without sources, mark, confidence and votes. */
export function isSmallTalk({ servedBy }: Pick<Answer, 'servedBy'>): boolean {
  return servedBy === 'small-talk';
}

/** Why an answer is quoted though a model is configured; null where none is, or where it wrote. */
function insteadOf(steps: readonly Step[]): string | null {
  const because = steps.flatMap((step) => (step.step === QUOTE_INSTEAD ? [step.detail.because] : []))[0];
  if (because === undefined) return null;
  return quotedAtCeiling(because) ?? wording.quotedInstead;
}

/** The mark of an answer: who wrote it, and that it was kept; '' where there is none. */
export function markOf(answer: Pick<Answer, 'servedBy' | 'writtenBy' | 'contact' | 'steps'>): string {
  const { servedBy, writtenBy, contact, steps } = answer;
  if (servedBy === null || servedBy === 'small-talk') return '';
  // On a sensitive topic an answer is quoted whether a model is configured or not.
  const quoted = contact !== undefined;
  const instead = servedBy === 'extract' ? insteadOf(steps) : null;
  const asQuoted = instead ?? (quoted ? wording.quoted : wording.servedBy.extract);
  const mark = (by: ServedBy) =>
    by === 'extract' ? asQuoted : by === 'small-talk' ? '' : wording.servedBy[by];
  const marks = writtenBy === undefined || writtenBy === servedBy ? [servedBy] : [writtenBy, servedBy];
  const isLookedAt = servedBy !== 'curated' && steps.some(({ step }) => step === POSTED);
  return [...marks.map(mark), ...(isLookedAt ? [wording.lookedAt] : [])].join(' ');
}
