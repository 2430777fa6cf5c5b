import { baseForm } from './irregular-words.ts';

/** Beside the irregular words: prefixes, nouns that only look like verbs, and what a rule below would spoil. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map(
  `going go|goes go|unpaid unpay|prepaid prepay|people person|data data|news news|does do|done do|doing do|has have
  had have|having have|is be|are be|was be|were be|been be|being be|am be|status status|access access
  business business|process process|address address|analysis analysis|bus bus|basis basis|using use|used use|uses use
  during during|evening evening|morning morning|meeting meeting|building building|training training|thing thing
  string string|king king|spring spring|need need|feed feed|speed speed|proceed proceed|exceed exceed|bed bed|red red
  hundred hundred|embed embed|shed shed|always always|perhaps perhaps|series series|species species|lens lens
  lunches lunch|taxes tax|boxes box|leaves leave`
    .split(/[|\n]/)
    .map((pair) => pair.trim().split(' ') as [string, string]),
);

/** Words whose last `e` makes them another word: a plane is no plan, and care no car. */
const SILENT_E: ReadonlyMap<string, string> = new Map(
  `plane care cape bare rate hate mate fate pine wine fine site bite kite hope cope robe note code mode tube cube
  cute tape cane pane stare scare pale dime time slide ride stripe gripe ripe paste`
    .split(/\s+/)
    .flatMap((word) => {
      const stem = word.slice(0, -1);
      return [word, `${word}s`, `${word}d`, `${stem}ing`].map((form): [string, string] => [form, word]);
    }),
);

const VOWEL = /[aeiouy]/;

/**
 * A word without its plural or verb ending. Lighter than Porter's stemmer on purpose: two words that mean different
 * things (`operator`, `operation`) must never become one: an answer kept for the one would be served for the other.
 */
export function lightStem(word: string): string {
  const exception = EXCEPTIONS.get(word) ?? SILENT_E.get(word);
  if (exception !== undefined) return exception;
  const base = baseForm(word);
  if (base !== word) return tidy(base);
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('ied')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (word.endsWith('ing') && VOWEL.test(word.slice(0, -3)) && word.length > 5)
    return whole(word.slice(0, -3));
  if (word.endsWith('ed') && VOWEL.test(word.slice(0, -2)) && word.length > 4)
    return whole(word.slice(0, -2));
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return tidy(word.slice(0, -1));
  return tidy(word);
}

/** `stopp` → `stop`, `creat` and `create` alike: a last `e` is dropped on both sides. */
function whole(stem: string): string {
  if (/([bdfgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return tidy(stem);
}

function tidy(stem: string): string {
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}
