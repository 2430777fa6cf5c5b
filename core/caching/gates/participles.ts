import { baseForm } from '../../text/words/irregular-words.ts';
import { lightStem } from '../../text/words/stem-to-tell-apart.ts';
import type { RawToken } from '../lookup/question-tokens.ts';

const SAME_FORM = new Set('set put cut reset shut'.split(' '));

/** `approved`, `paid`, `given`: a form of a verb that is neither its plain one nor one with -s or -ing. */
export function isParticiple({ kind, text }: RawToken): boolean {
  if (kind !== 'word' || text !== text.toLowerCase() || /(?:s|ing)$/.test(text)) return false;
  return SAME_FORM.has(text) || (/ed$/.test(text) && lightStem(text) !== text) || baseForm(text) !== text;
}

const AUXILIARIES = new Set('is are be been being was were get gets got'.split(' '));

/** Whether a question may say what is done to something: `is approved`, `get a flight booked`. */
export function isPassive(tokens: readonly RawToken[]): boolean {
  return tokens.some(({ text }) => AUXILIARIES.has(text));
}
