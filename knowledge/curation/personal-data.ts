import { ibanChecks, luhn } from '../../core/guardrails/detectors/check-digits.ts';
import { type NationalId, nationalIds } from '../../core/guardrails/detectors/national-ids.ts';
import { type Detector, matching, type Span } from './detector.ts';

/** A handful of addresses or numbers is a contact list; from here on it is a list of people. */
const BULK = { emails: 10, phones: 8 } as const;

/** How far before a number the word that explains it may stand, in characters. */
const WORD_DISTANCE = 60;

const EMAIL = /(?<![\w.+-])[a-z\d][\w.+-]{0,63}@(?:[a-z\d-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])/gi;
/** Addresses of offices, not of people. */
const ROLE =
  /^(?:abuse|accounts?|admin|billing|careers|contact|feedback|hello|help|helpdesk|hr|info|jobs|legal|mail|marketing|news|no-?reply|office|orders|postmaster|press|privacy|sales|security|service|support|team|webmaster)[\d._-]*@/i;

/** Numbers with a country code, or in groups with the separators of telephone numbers. */
const PHONE =
  /(?<![\w.+/:#=-])(?:\+\d{1,3}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){2,4}|\(0?\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|0\d{1,4}[ /-]\d{3,8}(?:[ -]\d{2,4})?|[2-9]\d{2}[.-]\d{3}[.-]\d{4})(?![\w-]|\.\d)/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g;
const CARD = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\d-]|\.\d)/g;
/** First digits and lengths that the card networks use (ISO/IEC 7812 ranges as they publish them). */
const CARD_RANGES =
  /^(?:4\d{12}(?:\d{3})?(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|(?:1800|2131)\d{11}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|62\d{14,17}|(?:50|5[6-9]|6[37])\d{10,17})$/;

function findEmails(text: string): Span[] {
  return text.includes('@') ? matching(text, EMAIL, (found) => !ROLE.test(found)) : [];
}

function findCards(text: string): Span[] {
  return matching(text, CARD, (found) => {
    const digits = found.replace(/\D/g, '');
    return CARD_RANGES.test(digits) && luhn(digits);
  });
}

/** A text in capitals goes on after an IBAN: the longest part that checks is it. */
function findIbans(text: string): Span[] {
  return [...text.matchAll(IBAN)].flatMap((match): Span[] => {
    const words = match[0].split(' ');
    for (let count = words.length; count > 0; count -= 1) {
      const part = words.slice(0, count).join(' ');
      const plain = part.replaceAll(' ', '');
      if (plain.length >= 15 && plain.length <= 34 && ibanChecks(plain))
        return [[match.index, match.index + part.length]];
    }
    return [];
  });
}

function findIds({ pattern, word, checks }: NationalId, text: string): Span[] {
  const near = (at: number): boolean =>
    word === undefined || word.test(text.slice(Math.max(0, at - WORD_DISTANCE), at));
  return matching(text, pattern, (found, at) => near(at) && checks(found));
}

const pii = { kind: 'pii', masked: true } as const;

/** Personal data that a text shows by its form. Names cannot be told without a model: they are not looked for. */
export const personalData: readonly Detector[] = [
  { ...pii, rule: 'email', atLeast: BULK.emails, find: findEmails },
  { ...pii, rule: 'phone', atLeast: BULK.phones, find: (text) => matching(text, PHONE) },
  { ...pii, rule: 'iban', atLeast: 1, find: findIbans },
  { ...pii, rule: 'card', atLeast: 1, find: findCards },
  ...nationalIds.map((id) => ({
    ...pii,
    rule: id.rule,
    atLeast: 1,
    find: (text: string) => findIds(id, text),
  })),
];
