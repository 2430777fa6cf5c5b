import type { GateResult } from './gates.ts';
import { isLight, looselySame, named } from './loose-words.ts';
import type { QuestionForm } from './question-form.ts';

/** Likeness by a general encoder, 0 to 1, from which questions that differ in wording count as one. */
export const meantAlike = {
  /** Their words are the same but for little ones and loose synonyms. */
  sameWords: 0.75,
  /** What is asked is put otherwise, too: `What is …`, `How do I …`. */
  otherForm: 0.8,
} as const;

/** Gates that say how a question is put, not what it is about: an encoder may speak for those. */
const FORM_GATES = ['question-word', 'modality'];
export const isFormGate = (gate: string): boolean => FORM_GATES.includes(gate);

/**
 * Whether two questions mean the same although their words differ. An encoder alone cannot tell: it finds `the silver
 * plan` and `the gold plan` more alike than most paraphrases. So every word must have a counterpart, and the encoder
 * says whether what may mean the same does so here.
 */
export function meansAlike(asked: QuestionForm, cached: QuestionForm, likeness: number): GateResult {
  const no = (detail: string): GateResult => ({ gate: 'meaning', pass: false, detail });
  if (asked.locale !== 'en' || cached.locale !== 'en') return no('another language');
  const shared = asked.content.filter((word) => cached.content.includes(word));
  if (shared.length === 0) return no('no word in common');
  const form = formsAgree(asked, cached, shared.length);
  if (form === null)
    return no(`${asked.frame} ${asked.modality ?? '-'} / ${cached.frame} ${cached.modality ?? '-'}`);
  const [mine, theirs] = unmatched(asked, cached);
  if (mine.length + theirs.length > 0) return no(`${mine.join(' ') || '-'} / ${theirs.join(' ') || '-'}`);
  const least = Math.max(form, meantAlike.sameWords);
  return { gate: 'meaning', pass: likeness >= least, detail: `${likeness.toFixed(3)}, ${least} needed` };
}

/** The words of each that the other has no counterpart for. One of the two may have light words more, not both. */
function unmatched(a: QuestionForm, b: QuestionForm): [string[], string[]] {
  const alone = (words: string[], others: string[]) =>
    words.filter((word) => !others.some((other) => word === other || looselySame(word, other)));
  const [mine, theirs] = [alone(a.content, b.content), alone(b.content, a.content)];
  const isEither = mine.every(isLight) && theirs.every(isLight) && Math.min(mine.length, theirs.length) === 0;
  return isEither ? [[], []] : [mine, theirs];
}

/** Frames that a yes or no answers. Of one subject, what is so, or may be, is another thing than what must be. */
const CLOSED = ['yes-no', 'can', 'is-there', 'must', 'should'];
const DUTIES = ['must', 'should'];
/** Frames that may ask the same where the words around them differ as well. */
const OPEN: readonly string[][] = [
  ['what', 'which', 'how', 'what-do', 'none'],
  ['when', 'when-bound', 'what'],
  ['who', 'whose'],
  ['how-long', 'what'],
];

/** `What is the rate …` asks what `How much is the rate …` asks. */
const MEASURES = new Set('rate fee price cost limit size amount number length period'.split(' ').map(named));
const isHowMuch = (frame: string): boolean => /^how-(?:much|many|high|big|large|long)/.test(frame);

/** Likeness that is needed because of how they are put, null = never. */
function formsAgree(a: QuestionForm, b: QuestionForm, shared: number): number | null {
  const modal = [a.modality, b.modality];
  if (modal.includes('can') && modal.some((one) => one !== 'can' && one !== null)) return null;
  const sameSubject = shared === a.content.length && shared === b.content.length;
  // `Do I need a visa?`, `Do I have a visa?`
  if (sameSubject && modal.includes('must') && modal.includes(null)) return null;
  const plain = a.modality === b.modality ? 0 : meantAlike.otherForm;
  if (a.frame === b.frame) return plain;
  if (CLOSED.includes(a.frame) && CLOSED.includes(b.frame))
    return sameSubject && DUTIES.includes(a.frame) !== DUTIES.includes(b.frame) ? null : meantAlike.otherForm;
  const frames = [a.frame, b.frame];
  const isMeasure = a.content.some((word) => MEASURES.has(word) && b.content.includes(word));
  if (isMeasure && frames.includes('what') && frames.some(isHowMuch)) return meantAlike.otherForm;
  if (sameSubject && !frames.includes('none')) return null;
  return OPEN.some((group) => frames.every((frame) => group.includes(frame))) ? meantAlike.otherForm : null;
}
