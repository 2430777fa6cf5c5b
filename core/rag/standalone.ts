import { languageOfQuestion } from '../text/languages/language-to-search.ts';
import type { ThreadTurn } from '../types.ts';
import { readFollowUp } from './follow-up/reading.ts';
import { replaceIn, withoutReplaced } from './follow-up/replacing.ts';
import { subjectOf, topicOf } from './follow-up/topic.ts';

/** Where a conversation stands: its last question made to stand alone, what that is about, and the answer to it. */
type Topic = { question: string; about: string; answer: string };

/**
 * Makes a follow-up stand alone without a model. A fragment ("and for contractors?") takes its place in the question
 * before, or stands behind it; a question that points back ("is it paid?") gets the topic behind it, without what it
 * names anew. Both get the answer's first words, which are the documents' own. What stands alone is returned as it is.
 * `thread` holds what was asked, and the replies that were answers.
 */
export function standaloneByRule(text: string, thread: ThreadTurn[]): string {
  const last = thread.at(-1);
  const isRepeated = last?.role === 'user' && last.text.trim() === text.trim();
  const turns = (isRepeated ? thread.slice(0, -1) : thread).filter((turn) => turn.text.trim() !== '');
  let topic: Topic | null = null;
  for (const turn of turns) topic = after(turn, topic);
  return topic === null ? text : follow(text, topic).question;
}

function after(turn: ThreadTurn, before: Topic | null): Topic | null {
  if (turn.role === 'user') return follow(turn.text.trim(), before);
  return before === null ? null : { ...before, answer: before.answer || turn.text };
}

function follow(text: string, topic: Topic | null): Topic {
  if (topic === null) return begin(text);
  if (isForeign(`${topic.question} ${text}`)) return followForeign(text, topic);
  const { kind, rest } = readFollowUp(text, `${topic.question} ${topic.answer}`);
  if (kind === 'alone') return begin(text);
  const subject = withoutReplaced(subjectOf(topic.answer, `${topic.about} ${rest}`), rest);
  if (kind === 'completes') {
    const replaced = replaceIn(topic.question, rest);
    if (replaced !== null) return begin(replaced);
    const question = `${topic.question} ${text}`;
    return { ...begin(question), question: withAside(question, subject) };
  }
  const about = [withoutReplaced(topic.about, rest), subject].filter((part) => part !== '').join(', ');
  return { question: withAside(rest, about), about: topicOf(`${about}, ${rest}`), answer: '' };
}

const begin = (question: string): Topic => ({ question, about: topicOf(question), answer: '' });

const withAside = (question: string, aside: string): string =>
  aside === '' ? question : `${question} (${aside})`;

/** Words that join a message to the one before, in languages whose pronouns are not known here. */
const FOREIGN_JOINING =
  /^(?:und|aber|oder|et|mais|ou|y|pero|o|e|ma|mas|en|maar|of|och|men|eller|ale|lub|ve|ama|peki)(?=[\s,、])|^(?:では|じゃあ|でも|それ|その|そこ)/iu;
const SHORT = { words: 5, characters: 12 } as const;

function isForeign(text: string): boolean {
  if (/(?!\p{sc=Latin})\p{L}/u.test(text)) return true;
  const language = languageOfQuestion(text);
  return language !== null && language !== 'en';
}

function followForeign(text: string, topic: Topic): Topic {
  const isSpaced = !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text);
  const short = isSpaced ? text.split(/\s+/).length < SHORT.words : text.length < SHORT.characters;
  const leans = short || FOREIGN_JOINING.test(text);
  // The topic stays: the next fragment is put behind the same question, not behind this one.
  return leans ? { ...topic, question: `${topic.question} ${text}` } : begin(text);
}
