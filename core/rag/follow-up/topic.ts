import { withoutMarks } from '../../text/citation-marks.ts';
import { isStopWord } from '../../text/words/stop-words-to-search.ts';
import { kindOf } from './kinds.ts';
import { namesSomething, type Word, wordsIn } from './reading.ts';
import { PREPOSITIONS } from './words.ts';

const limits = {
  /** Words of a topic that are carried on: the last ones of a long message. */
  topicWords: 20,
  /** First words of an answer that are: they are the documents' words for what was asked in others. */
  answerWords: 6,
  /** Of an answer of more words than `short` that is quoted rather than said: it begins with much that is beside the topic. */
  answerWordsOfLong: 3,
  short: 40,
} as const;

/** What the question before wanted to know: the next one asks for something else. */
const MEASURE = /^\s*how (?:long|much|many|often|far|soon|big|fast|old)\b|^\s*what (?:time|kind|sort)\b/i;

/** What a question is about, without "how do I": each clause from its first word that says something to the last. */
export function topicOf(question: string): string {
  const clauses = question.split(/[,;:?!()]+|\.\s/).map((clause) => trimmed(clause.replace(MEASURE, '')));
  const kept = clauses.filter((clause) => clause !== '').join(', ');
  return kept.split(' ').slice(-limits.topicWords).join(' ');
}

/** The first words of an answer that name something `about` does not name yet; numbers are not taken on. */
export function subjectOf(answer: string, about: string): string {
  const known = new Set(wordsIn(about).map(({ lower }) => lower));
  const named: string[] = [];
  const words = wordsIn(withoutMarks(answer));
  const most = words.length > limits.short ? limits.answerWordsOfLong : limits.answerWords;
  for (const word of words) {
    if (named.length === most) break;
    if (known.has(word.lower) || kindOf(word.lower) === 'amount' || !namesSomething(word)) continue;
    known.add(word.lower);
    named.push(word.raw);
  }
  return named.join(' ');
}

function trimmed(clause: string): string {
  const says = ({ raw, lower }: Word): boolean => !isStopWord(raw) && !PREPOSITIONS.has(lower);
  const words = wordsIn(clause);
  const first = words.find(says);
  const last = words.findLast(says);
  return first === undefined || last === undefined ? '' : clause.slice(first.start, last.end);
}
