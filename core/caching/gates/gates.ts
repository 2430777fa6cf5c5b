import { lightStem } from '../../text/words/stem-to-tell-apart.ts';
import type { GateRecord } from '../../types.ts';
import { DAYS, MONTHS, MONTHS_SHORT, MOVABLE, NEGATIVE_PREFIXES, OTHER_DATES, POLES } from './gate-words.ts';
import type { QuestionForm } from './question-form.ts';
import { synonyms } from './synonyms.ts';

/** One check of two questions: null when they agree, else what differs, for the trace. */
export type GateCheck = (asked: QuestionForm, cached: QuestionForm) => string | null;

/** What a gate said. */
export type GateResult = GateRecord;

/** Gates of meaning: no evidence and no likeness overrules them. In the order they are run. */
export const hardGates: readonly (readonly [string, GateCheck])[] = [
  ['locale', (a, b) => differs(a.locale, b.locale)],
  ['question-word', (a, b) => (sameFrame(a.frame, b.frame) ? null : `${a.frame} / ${b.frame}`)],
  ['modality', (a, b) => differs(a.modality ?? '-', b.modality ?? '-')],
  ['tense', (a, b) => differs(a.past ? 'past' : 'present', b.past ? 'past' : 'present')],
  ['agent', (a, b) => differs(a.agent, b.agent)],
  ['negation', (a, b) => sameBag(denied(a), denied(b))],
  ['polarity', polarity],
  ['numbers', (a, b) => differs(a.numbers.join(' '), b.numbers.join(' '))],
  ['dates', (a, b) => sameBag(datesOf(a), datesOf(b))],
  ['units', (a, b) => sameSet(a.units, b.units)],
  ['names', names],
  ['code', (a, b) => sameSet(a.code, b.code)],
  ['scope', (a, b) => sameSet(scopesOf(a), scopesOf(b))],
  ['direction', direction],
  ['roles', roles],
  ['voice', (a, b) => voice(a, b) ?? voice(b, a)],
];

/** The subject itself: equal but for endings, synonyms and little words. Evidence of an entry may stand in for it. */
export const contentGate: readonly [string, GateCheck] = ['content', content];

/** Every gate's word on two questions. */
export function runGates(
  asked: QuestionForm,
  cached: QuestionForm,
): { hard: GateResult[]; content: GateResult } {
  const run = ([gate, check]: readonly [string, GateCheck]): GateResult => {
    const detail = check(asked, cached);
    return detail === null ? { gate, pass: true } : { gate, pass: false, detail };
  };
  return { hard: hardGates.map(run), content: run(contentGate) };
}

function differs(a: string, b: string): string | null {
  return a === b ? null : `${a || '-'} / ${b || '-'}`;
}

function sameBag(a: string[], b: string[]): string | null {
  return differs(a.toSorted().join(', '), b.toSorted().join(', '));
}

function sameSet(a: string[], b: string[]): string | null {
  return sameBag([...new Set(a)], [...new Set(b)]);
}

const FRAME_CLASSES: readonly string[][] = [['what', 'which']];

function sameFrame(a: string, b: string): boolean {
  return a === b || FRAME_CLASSES.some((group) => group.includes(a) && group.includes(b));
}

/** `Are there any rules …` asks no more than `Are there rules …`. */
const scopesOf = (form: QuestionForm): string[] => form.scopes.filter((word) => !IDLE.includes(word));
const IDLE = ['any', 'still', 'ever'];

/** What is denied; `no phone` and `without a phone` deny the same. */
function denied(form: QuestionForm): string[] {
  return form.negations.map((words) => words.replace(/^(?:without|lack) /, 'no '));
}

const poles = POLES.map(([one, other]) => [stems(one), stems(other)] as const);

function stems(line: string): Set<string> {
  return new Set(line.split(/\s+/).map((word) => word.split('_').map(lightStem).join('_')));
}

/** One question at one end of a scale, the other at the other end; or a word and the same word turned round. */
function polarity(a: QuestionForm, b: QuestionForm): string | null {
  for (const [one, other] of poles) {
    const inA = [a.words.find((word) => one.has(word)), a.words.find((word) => other.has(word))] as const;
    const inB = [b.words.find((word) => one.has(word)), b.words.find((word) => other.has(word))] as const;
    const opposite = (first: typeof inA, second: typeof inB) =>
      first[0] !== undefined && second[1] !== undefined && first[1] === undefined && second[0] === undefined;
    if (opposite(inA, inB)) return `${inA[0]} / ${inB[1]}`;
    if (opposite(inB, inA)) return `${inA[1]} / ${inB[0]}`;
  }
  return turned(a.words, b.words) ?? turned(b.words, a.words);
}

function turned(words: string[], others: string[]): string | null {
  for (const word of words) {
    if (word.length < 3 || others.includes(word)) continue;
    const prefix = NEGATIVE_PREFIXES.find(
      (start) => others.includes(start + word) && !words.includes(start + word),
    );
    if (prefix !== undefined) return `${word} / ${prefix}${word}`;
  }
  return null;
}

const calendar = new Map<string, string>([
  ...[...MONTHS, ...DAYS, ...OTHER_DATES].map((word) => [word, word] as const),
  ...MONTHS_SHORT.map(
    (word) => [word, MONTHS.find((month) => month.startsWith(word.slice(0, 3))) ?? word] as const,
  ),
]);

/** `may` is a month only where it is written as a name. */
function datesOf(form: QuestionForm): string[] {
  return form.words.flatMap((word) => {
    const date =
      calendar.get(word) ?? [...calendar].find(([name]) => name.length > 4 && lightStem(name) === word)?.[1];
    return date === undefined || (word === 'may' && !form.names.includes('may')) ? [] : [date];
  });
}

/** A name of either question that the other one does not have. */
function names(a: QuestionForm, b: QuestionForm): string | null {
  const missing = (from: QuestionForm, to: QuestionForm) =>
    from.names.filter(
      (name) =>
        !to.words.some(
          (word) => word.toLowerCase() === name.toLowerCase() || word.split('_').includes(name),
        ) &&
        !to.content.includes(name) &&
        !knownAs(from, name).some((group) => to.content.includes(group)) &&
        !from.content.some((word) => to.content.includes(word) && word.split('_').includes(name)),
    );
  const only = [...missing(a, b), ...missing(b, a)].filter((name) => !from(a, b, name));
  return only.length === 0 ? null : only.join(', ');
}

/** What a name is called in the subject: by its synonyms, or by those of the phrase that it is part of. */
function knownAs(form: QuestionForm, name: string): string[] {
  const phrases = form.words.filter((word) => word.split('_').includes(name));
  return [name, ...phrases].flatMap((word) => synonyms.get(word) ?? []);
}

/** A name that a synonym of the other question stands for: `VPN`, `virtual private network`. */
function from(a: QuestionForm, b: QuestionForm, name: string): boolean {
  const same = sameSet(a.content, b.content) === null;
  return same && !a.content.concat(b.content).includes(name);
}

/** `from A to B` against `from B to A`: a preposition of both that leads to another thing. */
function direction(a: QuestionForm, b: QuestionForm): string | null {
  for (const { word, object } of a.objects) {
    const theirs = b.objects.filter((entry) => entry.word === word).map((entry) => entry.object);
    if (theirs.length === 0 || theirs.includes(object)) continue;
    const ours = a.objects.filter((entry) => entry.word === word).map((entry) => entry.object);
    const crossed = theirs.some((other) => !ours.includes(other) && a.content.includes(other));
    if (crossed || ['from', 'to', 'into', 'than'].includes(word))
      return `${word} ${object} / ${word} ${theirs.join(', ')}`;
  }
  return null;
}

/** The words they share stand in one order, unless one block was moved whole with its preposition. */
function roles(a: QuestionForm, b: QuestionForm): string | null {
  const ours = a.content.filter((word) => b.content.includes(word));
  const theirs = b.content.filter((word) => a.content.includes(word));
  if (ours.join(' ') === theirs.join(' ')) return null;
  // `book a flight`, `get a flight booked`
  for (const word of ours) {
    const rest = (words: string[]) => words.filter((other) => other !== word).join(' ');
    if (a.undergone.has(word) !== b.undergone.has(word) && rest(ours) === rest(theirs)) return null;
  }
  if (compounds(ours, theirs, a, b)) return null;
  const leads = (word: string) => movable(a.led.get(word)) || movable(b.led.get(word));
  for (let from = 0; from < ours.length; from++) {
    if (!leads(ours[from] ?? '')) continue;
    for (let to = from + 1; to <= ours.length; to++) {
      const block = ours.slice(from, to);
      const rest = [...ours.slice(0, from), ...ours.slice(to)];
      for (let at = 0; at <= rest.length; at++) {
        if ([...rest.slice(0, at), ...block, ...rest.slice(at)].join(' ') === theirs.join(' ')) return null;
      }
    }
  }
  return `${ours.join(' ')} / ${theirs.join(' ')}`;
}

/** `airport shuttle`, `shuttle to the airport`: two neighbours change places, and a preposition says so. */
function compounds(ours: string[], theirs: string[], a: QuestionForm, b: QuestionForm): boolean {
  const at = ours.findIndex((word, place) => word !== theirs[place]);
  const [x = '', y = ''] = ours.slice(at, at + 2);
  if (theirs[at] !== y || theirs[at + 1] !== x) return false;
  if (ours.slice(at + 2).join(' ') !== theirs.slice(at + 2).join(' ')) return false;
  const joined = (form: QuestionForm, word: string) => /^(?:to|of|for|from)$/.test(form.led.get(word) ?? '');
  const free = (form: QuestionForm) => !form.led.has(x) && !form.led.has(y);
  return (joined(a, y) && free(b)) || (joined(b, x) && free(a));
}

/** `Who pays?` against `Who is paid?`, `Can tutors report pupils?` against `Can tutors be reported by pupils?` */
function voice(a: QuestionForm, b: QuestionForm): string | null {
  const by = a.objects.some((entry) => entry.word === 'by' && b.content.includes(entry.object));
  if (!by && a.frame !== 'who' && a.frame !== 'whose') return null;
  const [ours, theirs] = [a.content, b.content].map((words, at) =>
    words.filter((word) => (at === 0 ? b : a).content.includes(word)),
  );
  if (ours?.join(' ') !== theirs?.join(' ')) return null;
  // Without `by` it is the question's own verb that counts.
  const word = (by ? ours : ours?.slice(0, 1))?.find((one) => a.undergone.has(one) && !b.undergone.has(one));
  return word === undefined ? null : `${word} done / ${word} undergone`;
}

function movable(preposition: string | undefined): boolean {
  return preposition !== undefined && MOVABLE.includes(preposition);
}

function content(a: QuestionForm, b: QuestionForm): string | null {
  if (a.content.length === 0 || b.content.length === 0) return 'no subject';
  return sameSet(a.content, b.content);
}
