import { contentStems, wordsOf } from '../../text/words/words-to-compare.ts';

/** Ways to be polite that change nothing about what is asked, in lower case; taken off a question's ends. */
const COURTESY: readonly RegExp[] = [
  /^(?:hi|hello|hey|hallo|dear|good (?:morning|afternoon|evening|day))(?: (?:all|there|team|everyone|everybody|docent|bot|folks|guys))?\b/,
  /^(?:please|pls|kindly|excuse me|sorry|pardon|quick question|one question|a question)\b/,
  /^(?:could|can|would|will) (?:you|someone|somebody|anyone|anybody)(?: (?:please|kindly))?(?: help me (?:and )?)? ?(?:tell|explain to|show|let) me(?: know)?\b/,
  /^(?:i (?:would|'d) like to know|i wonder|i was wondering|just wondering|do you know|may i ask|can i ask)\b/,
  /\b(?:please|pls|kindly|thanks|thank you|thx|cheers|many thanks|thanks in advance|thank you in advance)(?: (?:a lot|so much|very much|in advance|all))?$/,
];

/** Equal for questions that differ in case, marks, spaces and courtesy only. */
export function plainQuestion(question: string): string {
  let plain = wordsOf(question).join(' ');
  for (let before = ''; before !== plain; ) {
    before = plain;
    for (const form of COURTESY) plain = plain.replace(form, '').trim();
  }
  // "Please" may stand anywhere.
  const rest = plain
    .replace(/\b(?:please|pls|kindly)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return rest === '' ? wordsOf(question).join(' ') : rest;
}

export function wordSet(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text));
}

/** Stems that carry meaning; all words where none does. */
export function stemSet(text: string): ReadonlySet<string> {
  const stems = contentStems(text);
  return new Set(stems.length > 0 ? stems : wordsOf(text));
}

/** Share of common words, 0..1 (Jaccard). Two empty sets have nothing in common. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const word of small) if (large.has(word)) common += 1;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
