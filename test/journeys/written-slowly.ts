const openings = [
  ...['As a rule', 'In general', 'Usually', 'Mostly', 'Normally'],
  ...['In short', 'Simply put', 'Of course', 'By now', 'At present'],
];
const people = ['employees', 'colleagues', 'members of staff', 'people', 'travellers', 'teams'];
const rest = 'book train tickets through the travel desk before departure [1].';

/** An answer of so many sentences, at most 60, each different and each supported by the travel policy. */
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

/** A document that says all of it: without one, guards find a long answer rambling. */
export const longPolicy = {
  name: 'train-policy.md',
  text: `# Train policy\n\n${answerOf(60).replaceAll(' [1]', '').replaceAll('. ', '.\n\n')}\n`,
};
