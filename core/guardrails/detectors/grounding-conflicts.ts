import { englishStem } from '../../text/words/stem-to-search.ts';
import { stopWords } from '../../text/words/stop-words-to-compare.ts';
import { sameWords, siblings, spans } from '../rules/grounding-facts.ts';
import type { Facts, Measure } from './grounding-facts.ts';
import { sameFigure, written } from './grounding-times.ts';

/** What a claim is compared with: the sentences that say the same, the one that says it best, and all there is. */
export type Compared = { near: Facts[]; closest: Facts | null; all: readonly Facts[]; sameSubject: boolean };

/** Facts of a claim which the evidence has otherwise, each as a reason in words. */
export function conflictsOf(claim: Facts, compared: Compared): string[] {
  const { near, closest, all, sameSubject } = compared;
  const reasons = [datesIn(claim, near, all, sameSubject), namesIn(claim, closest, all)];
  if (sameSubject)
    reasons.push(
      measuresIn(claim, near),
      modalsIn(claim, near),
      boundIn(claim, all),
      closest === null ? null : siblingIn(claim, closest),
    );
  return reasons.filter((reason) => reason !== null);
}

const monthName = (month: number): string =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1));

function datesIn(claim: Facts, near: Facts[], all: readonly Facts[], sameSubject: boolean): string | null {
  const strange = [...claim.months].find((month) => !all.some((facts) => facts.months.has(month)));
  if (strange !== undefined) return `dates not in the evidence: ${monthName(strange)}`;
  if (!sameSubject) return null;
  const there = near.flatMap(({ dates }) => dates);
  const moved = claim.dates.find(
    ({ month, day }) =>
      there.some((date) => date.month === month || date.day === day) &&
      !there.some((date) => date.month === month && date.day === day),
  );
  if (moved !== undefined) return `another date than the evidence: ${monthName(moved.month)} ${moved.day}`;
  const nearMonths = near.flatMap((facts) => [...facts.months]);
  const other = [...claim.months].find((month) => nearMonths.length > 0 && !nearMonths.includes(month));
  return other === undefined ? null : `a date from another place: ${monthName(other)}`;
}

/** Another first name before a last name of the evidence, or a name that begins a sentence in the place of another. */
function namesIn(claim: Facts, closest: Facts | null, all: readonly Facts[]): string | null {
  const known = all.flatMap(({ names }) => names);
  const words = new Set(all.flatMap((facts) => facts.words));
  const other = claim.names.find(
    ({ first, last }) => !words.has(first) && known.some((name) => name.last === last),
  );
  if (other !== undefined) return `names not in the evidence: ${other.first}`;
  const [subject = '', verb = ''] = claim.words;
  if (closest === null || !claim.capital || words.has(subject) || stopWords.has(subject) || verb === '')
    return null;
  const before = closest.words[closest.words.indexOf(verb) - 1];
  return closest.names.some(({ last }) => last === before) ? `names not in the evidence: ${subject}` : null;
}

function measuresIn(claim: Facts, near: Facts[]): string | null {
  const there = near.flatMap(({ measures }) => measures);
  for (const { figure, unit, per } of claim.measures) {
    const same = there.filter((measure) => sameFigure(measure.figure, figure));
    const unitsThere = same.flatMap((measure) => measure.unit ?? []);
    if (
      unit !== null &&
      unitsThere.length > 0 &&
      unitsThere.length === same.length &&
      !unitsThere.includes(unit)
    )
      return `another unit than the evidence: ${written(figure)} ${unit}`;
    const persThere = same.flatMap((measure) => measure.per ?? []);
    if (per !== null && persThere.length > 0 && !persThere.includes(per))
      return `another span than the evidence: ${written(figure)} per ${per}`;
  }
  return null;
}

/** "May" where the evidence says "must" of the same verb, and the other way round. */
function modalsIn(claim: Facts, near: Facts[]): string | null {
  // "May be entered only with a coat" asks for a coat.
  if (near.some(({ words }) => words.some((word) => /^(?:only|unless|nur)$/.test(word)))) return null;
  const there = near.flatMap(({ modals }) => modals);
  for (const { modality, of } of claim.modals) {
    const same = there.filter((modal) => modal.of === of);
    const [other] = same;
    if (other !== undefined && !same.some((modal) => modal.modality === modality))
      return `says "${modality}" where the evidence says "${other.modality}"`;
  }
  return null;
}

/** A figure of the evidence that stands beside the word of another figure: opening and closing times that were swapped. */
function boundIn(claim: Facts, all: readonly Facts[]): string | null {
  const there = all.flatMap(({ measures }) => measures).filter(({ alone }) => alone);
  const bound = (word: string, kind: string | null) =>
    there.filter((measure) => measure.kind === kind && measure.beside.includes(word));
  const has = (measures: Measure[], figure: string) =>
    measures.some((measure) => sameFigure(measure.figure, figure));
  for (const { figure, kind, beside, alone } of claim.measures) {
    if (!alone || kind === null) continue;
    const same = there.filter((measure) => measure.kind === kind && sameFigure(measure.figure, figure));
    // "5 EUR a day or 60 EUR a month": a figure that stands alone there takes its words from before.
    if (same.length === 0 || same.some((measure) => measure.beside.length === 0)) continue;
    const ofOthers = beside.filter((word) => {
      const measures = bound(word, kind);
      return measures.length > 0 && !has(measures, figure);
    });
    const speaking = beside.filter((word) => {
      const measures = bound(word, kind);
      return has(measures, figure) && measures.every((measure) => sameFigure(measure.figure, figure));
    });
    if (ofOthers.length > 0 && speaking.length === 0)
      return `figures from another place: ${written(figure)} beside "${ofOthers[0]}"`;
  }
  return null;
}

/** A word in the place of one that excludes it: "sick leave" over "annual leave". */
function siblingIn(claim: Facts, closest: Facts): string | null {
  const beside = (words: string[], word: string) => {
    const at = words.indexOf(word);
    return [`<${words[at - 1] ?? ''}`, `${words[at + 1] ?? ''}>`].filter((side) => side.length > 1);
  };
  const has = (facts: Facts, word: string) =>
    facts.words.some((other) => englishStem(other) === englishStem(word));
  const found = (facts: Facts, word: string) =>
    facts.words.find((other) => englishStem(other) === englishStem(word));
  for (const line of siblings)
    for (const one of line) {
      const said = found(claim, one);
      if (said === undefined || has(closest, one)) continue;
      for (const other of line) {
        const there = found(closest, other);
        if (there === undefined || has(claim, other)) continue;
        if (sameWords.some((same) => same.includes(one) && same.includes(other))) continue;
        const sides = beside(closest.words, there);
        if (beside(claim.words, said).some((side) => sides.includes(side)))
          return `says "${said}" where the evidence says "${there}"`;
      }
    }
  return null;
}

/** Whether a figure of the claim is one of the evidence in another unit of time: two years are 24 months. */
export function inOtherUnit(claim: Facts, figure: string, all: readonly Facts[]): boolean {
  const lengthOf = (measure: Measure) => {
    const [base, factor] = spans[measure.unit ?? ''] ?? [];
    return factor === undefined ? null : `${base} ${Number(measure.figure) * factor}`;
  };
  const lengths = claim.measures.filter((measure) => measure.figure === figure).map(lengthOf);
  const there = new Set(all.flatMap(({ measures }) => measures.map(lengthOf)));
  return lengths.length > 0 && lengths.every((length) => length !== null && there.has(length));
}
