import { withoutMarks } from '../../text/citation-marks.ts';
import { detectLanguage } from '../../text/languages/language-to-check.ts';
import { sentencesToCheck } from '../../text/sentences-to-check.ts';
import { englishStem } from '../../text/words/stem-to-search.ts';
import { stopWords } from '../../text/words/stop-words-to-compare.ts';
import { wordsOf } from '../../text/words/words-to-compare.ts';
import { factLimits, months, sameWords, units } from '../rules/grounding-facts.ts';
import { negators, numberWords, opposites, grounding as rules } from '../rules/grounding-rules.ts';
import { conflictsOf, inOtherUnit } from './grounding-conflicts.ts';
import { type Facts, readFacts } from './grounding-facts.ts';
import { strangersOf } from './grounding-strangers.ts';
import { clockWord, normaliseTimes, sameFigure, written } from './grounding-times.ts';
import { quotesRow, rowsIn, type TableRow, wordsAlone } from './quoted-rows.ts';

type Reading = {
  /** Words of meaning in order, stemmed; figures as digits. */
  stems: string[];
  plain: Set<string>;
  figures: Set<string>;
  /** Stems that a "not" reaches. */
  negated: Set<string>;
  negations: number;
  /** Stems of the clauses that deny something. */
  denying: Set<string>;
  facts: Facts;
};

/** Evidence read once for all sentences of an answer. */
export type Evidence = {
  texts: number;
  sentences: Reading[];
  all: Set<string>;
  figures: Set<string>;
  words: Set<string>;
  pairs: Set<string>;
  /** Each sentence as it stands, by its words alone. */
  verbatim: Set<string>;
  rows: TableRow[];
  /** Languages of the texts; null among them where one could not be told. */
  languages: Set<string | null>;
};

/** An answer is judged sentence by sentence against the same list: it is read once. */
const known = new WeakMap<readonly string[], Evidence>();

export function readEvidence(texts: readonly string[]): Evidence {
  const before = known.get(texts);
  if (before !== undefined && before.texts === texts.length) return before;
  const evidence = readTexts(texts);
  known.set(texts, evidence);
  return evidence;
}

const aUnit = new RegExp(
  `\\b(?:an?|next|following|another|single) (?:${Object.keys(units)
    .filter((unit) => /^\\w+$/.test(unit))
    .join('|')})\\b`,
  'i',
);

function readTexts(texts: readonly string[]): Evidence {
  const lines = texts.flatMap((text) => sentencesToCheck(text).map(({ text: sentence }) => sentence));
  const sentences = lines.map((line) => {
    const reading = read(line);
    // "A week before" and "the following month" may be told as "one week" and "one month".
    if (aUnit.test(line)) reading.figures.add('1');
    return reading;
  });
  const pairs = new Set<string>();
  for (const { stems } of sentences)
    stems.forEach((stem, at) => {
      for (const next of stems.slice(at + 1, at + 3)) pairs.add(`${keyOf(stem)} ${keyOf(next)}`);
    });
  return {
    texts: texts.length,
    sentences,
    all: new Set(sentences.flatMap(({ stems }) => stems.map(keyOf))),
    figures: new Set(sentences.flatMap(({ figures }) => [...figures])),
    words: new Set(sentences.flatMap(({ plain }) => [...plain])),
    pairs,
    verbatim: new Set(lines.map(wordsAlone)),
    rows: rowsIn(texts),
    languages: new Set(texts.map((text) => detectLanguage(text)?.language ?? null)),
  };
}

/** The reason of a sentence that nothing speaks against, but little speaks for. */
export const LITTLE_SUPPORT = 'little of it is in the evidence';
/** The reason of a sentence that words cannot judge. */
export const OTHER_LANGUAGE = 'it is in another language than the evidence';

/** The score of one sentence, 0..1, with the reasons against it. */
export function readSentence(
  text: string,
  evidence: Evidence,
  question: string,
): { score: number; reasons: string[] } {
  // Source marks, and what other guards left in the place of something, claim nothing.
  const said = withoutMarks(text, ' ').replace(/\[removed[^\]]{0,40}\]/g, ' ');
  const claim = read(said);
  const { stems } = claim;
  // A whole sentence of a source says what the source says, whatever stands around it there.
  if (evidence.verbatim.has(wordsAlone(said)) || quotesRow(said, evidence.rows))
    return { score: 1, reasons: [] };
  if (stems.length === 0) return { score: rules.undecided, reasons: [] };
  const asked = new Set(read(question).stems.map(keyOf));
  const holds = (stem: string) => evidence.all.has(keyOf(stem));
  const own = stems.filter((stem) => !asked.has(keyOf(stem)));
  const near = nearest(stems, evidence);
  const { weights, keeps } = rules;
  let score =
    weights.everywhere * share(stems, holds) +
    weights.nearby * near.share +
    weights.beyondQuestion * (own.length === 0 ? rules.undecided : share(own, holds)) +
    weights.phrases * phraseShare(stems, evidence);
  const reasons: string[] = [];
  const against = (reason: string, factor: number): void => {
    reasons.push(reason);
    score *= factor;
  };
  const allFacts = evidence.sentences.map(({ facts }) => facts);
  const told = (figure: string) => inOtherUnit(claim.facts, figure, allFacts);
  const hasFigure = (there: Set<string>) => (figure: string) =>
    there.has(figure) || [...there].some((other) => sameFigure(figure, other));
  const figures = [...claim.figures].filter(
    (figure) => !hasFigure(evidence.figures)(figure) && !told(figure),
  );
  if (inOtherLanguage(said, question, evidence)) {
    // Plain numbers look the same in all languages; small ones are often written as words.
    const strange = figures.filter((figure) => /^\d{2,}$/.test(figure));
    if (strange.length > 0)
      return { score: 0, reasons: [`figures not in the evidence: ${strange.join(', ')}`] };
    return { score: rules.undecided, reasons: [OTHER_LANGUAGE] };
  }
  if (figures.length > 0)
    against(`figures not in the evidence: ${figures.map(written).join(', ')}`, keeps.figure);
  else if (near.share >= rules.sameSubject) {
    const there = new Set(near.readings.flatMap((reading) => [...reading.figures]));
    const moved = [...claim.figures].filter((figure) => !hasFigure(there)(figure) && !told(figure));
    if (moved.length > 0)
      against(`figures from another place: ${moved.map(written).join(', ')}`, keeps.movedFigure);
  }
  const names = namesOf(text).filter(
    (name) => months[name] === undefined && !holds(englishStem(name)) && !asked.has(keyOf(englishStem(name))),
  );
  if (names.length > 0) against(`names not in the evidence: ${names.join(', ')}`, keeps.name);
  if (near.share >= rules.sameSubject) {
    if (turned(claim, near.readings)) against('says the contrary of the evidence', keeps.polarity);
    else if (opposed(claim, near.readings))
      against('says the opposite of a word of the evidence', keeps.opposite);
  }
  const compared = {
    near: near.readings.map(({ facts }) => facts),
    closest: nearest(stems, evidence, [1]).readings[0]?.facts ?? null,
    all: allFacts,
    sameSubject: near.share >= rules.sameSubject,
  };
  for (const reason of conflictsOf(claim.facts, compared)) against(reason, factLimits.keeps);
  const knows = (stem: string) => holds(stem) || sameAs(stem).some((key) => evidence.all.has(key));
  const knowsOrAsked = (stem: string) => asked.has(keyOf(stem)) || knows(stem);
  for (const reason of strangersOf(said, knowsOrAsked)) against(reason, factLimits.keeps);
  const strangers = own.filter((stem) => !knows(stem));
  if (own.length >= factLimits.leastOwnWords && 1 - strangers.length / own.length < factLimits.ownWords)
    against('most of its own words are nowhere in the evidence', factLimits.keeps);
  if (reasons.length === 0 && score < rules.supported) reasons.push(LITTLE_SUPPORT);
  return { score: Math.min(1, score), reasons };
}

function keyOf(stem: string): string {
  return /\d/.test(stem) ? stem : stem.slice(0, rules.prefix);
}

/** Whether sentence and evidence are in different languages; a short sentence is taken to be in the question's. */
function inOtherLanguage(said: string, question: string, { languages }: Evidence): boolean {
  const language = detectLanguage(said)?.language ?? null;
  if (languages.has(null)) return false;
  if (language !== null) return !languages.has(language);
  const asked = detectLanguage(question)?.language ?? null;
  return asked !== null && !languages.has(asked);
}

const same = new Map<string, string[]>();
for (const line of sameWords) {
  const keys = line.map((word) => keyOf(englishStem(word)));
  for (const key of keys) same.set(key, [...(same.get(key) ?? []), ...keys]);
}
const sameAs = (stem: string): readonly string[] => same.get(keyOf(stem)) ?? [];

function read(text: string): Reading {
  const words = wordsOf(normaliseTimes(text)).map(
    (word) => numberWords[word] ?? word.replace(/(?<=\d),(?=\d{3})/g, ''),
  );
  const stems: string[] = [];
  const negated = new Set<string>();
  const figures = new Set<string>();
  let reach = 0;
  let negations = 0;
  for (const word of words) {
    if (negators.test(word)) {
      reach = rules.negationReach;
      negations += 1;
      continue;
    }
    if (word === 'but' || word === 'however') reach = 0;
    const figure = /^(\d[\d.:]*)(?:st|nd|rd|th|s)?$/
      .exec(word)?.[1]
      ?.replace(/[.:]$/, '')
      .replace(/^0+(?=\d)/, '');
    if (figure !== undefined) figures.add(figure);
    if (figure === undefined && (stopWords.has(word) || word.length < 2)) continue;
    const stem = figure === undefined ? englishStem(word) : clockWord(figure);
    // "25F" is a name, but one that a wrong figure would spoil.
    if (figure === undefined && /\d/.test(stem)) figures.add(stem);
    stems.push(stem);
    if (reach > 0) {
      negated.add(keyOf(stem));
      reach -= 1;
    }
  }
  const denying = new Set(
    text
      .split(/[,;]|\b(?:and|but|or)\b/i)
      .map(wordsOf)
      .filter((clause) => clause.some((word) => negators.test(word)))
      .flatMap((clause) => clause.map((word) => keyOf(englishStem(word)))),
  );
  return { stems, plain: new Set(words), figures, negated, negations, denying, facts: readFacts(text) };
}

const share = (stems: string[], holds: (stem: string) => boolean): number =>
  stems.filter(holds).length / stems.length;

/** The place of the evidence, one sentence or two that follow each other, which holds most of a sentence's words. */
function nearest(
  stems: string[],
  { sentences }: Evidence,
  lengths: readonly number[] = [1, 2],
): { share: number; readings: Reading[] } {
  let best: { share: number; readings: Reading[] } = { share: -1, readings: [] };
  // Alone first: what a neighbour denies must not count where the sentence itself holds everything.
  for (const length of lengths)
    for (let at = 0; at + length <= sentences.length; at++) {
      const readings = sentences.slice(at, at + length);
      const here = new Set(readings.flatMap((reading) => reading.stems.map(keyOf)));
      const found = share(stems, (stem) => here.has(keyOf(stem)));
      if (found > best.share) best = { share: found, readings };
    }
  return best;
}

/** How much of a sentence stands in the evidence as pairs of words that are close together there too. */
function phraseShare(stems: string[], { pairs, all }: Evidence): number {
  const single = stems[0];
  if (stems.length === 1 && single !== undefined) return all.has(keyOf(single)) ? 1 : 0;
  const found = stems.slice(1).filter((stem, at) => pairs.has(`${keyOf(stems[at] ?? '')} ${keyOf(stem)}`));
  return found.length / (stems.length - 1);
}

/** Words with a capital that do not begin a sentence: people, places, products. */
function namesOf(text: string): string[] {
  return [...text.matchAll(/(?<=[\p{L}\p{N},;)”"'’] ["“'(]?)\p{Lu}[\p{L}\p{M}’'-]+/gu)]
    .flatMap(([name]) => wordsOf(name))
    .filter((word) => !stopWords.has(word) && numberWords[word] === undefined && word.length > 1);
}

/** One says not of what the other says plainly. */
function turned(claim: Reading, place: Reading[]): boolean {
  const said = new Set(place.flatMap(({ stems }) => stems.map(keyOf)));
  const denied = new Set(place.flatMap(({ negated }) => [...negated]));
  const denying = new Set(place.flatMap((reading) => [...reading.denying]));
  const keys = claim.stems.map(keyOf).filter((key) => said.has(key));
  return (
    claim.negations > place.reduce((sum, { negations }) => sum + negations, 0) ||
    ([...claim.negated].some((key) => said.has(key)) &&
      ![...claim.negated].some((key) => denied.has(key) || denying.has(key))) ||
    (claim.negated.size === 0 &&
      denied.size > 0 &&
      keys.filter((key) => denied.has(key)).length >= Math.min(2, denied.size))
  );
}

function opposed(claim: Reading, place: Reading[]): boolean {
  const there = new Set(place.flatMap(({ plain }) => [...plain]));
  const against = (one: string, other: string) =>
    claim.plain.has(one) && there.has(other) && !claim.plain.has(other) && !there.has(one);
  return opposites.some(([one, other]) => against(one, other) || against(other, one));
}
