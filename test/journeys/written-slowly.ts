const openings = ['As a rule', 'In general', 'Usually', 'Mostly', 'Normally', 'In short', 'Simply put'];
const people = ['employees', 'colleagues', 'members of staff', 'people', 'travellers', 'teams', 'guests'];
const rest = 'book train tickets through the travel desk before departure [1].';

/** An answer of so many sentences, at most 49, each different and each supported by the travel policy. */
export function answerOf(sentences: number): string {
  const all = people.flatMap((who) => openings.map((opening) => `${opening}, ${who} ${rest}`));
  return all.slice(0, sentences).join(' ');
}

/** How it begins. */
export const firstSentence = answerOf(1);

/** Its sentences that stand whole in a text, in their order. */
export const wholeSentences = (text: string): string[] =>
  text.match(/[A-Z][a-z ]+, [a-z ]+ book train tickets through the travel desk before departure \[1\]\./g) ??
  [];
