import { detectAddresses } from './addresses.ts';
import { ibanChecks, luhn } from './check-digits.ts';
import { type Finding, matching, withoutOverlaps } from './finding.ts';
import { nationalIds } from './national-ids.ts';
import { detectPhones } from './phones.ts';

/** How far before a number the word that explains it may stand, in characters. */
const WORD_DISTANCE = 60;

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}(?![\p{L}\p{N}-])/giu;
/** Addresses of offices and programs, not of people, and remote ends of git and ssh. */
const ROLE =
  /^(?:abuse|accounts?|admin|billing|bookings?|careers|contact|do-?not-?reply|events|facilities|feedback|finance|git|hello|help|helpdesk|hr|info|it|it-?(?:help|support)|jobs|legal|mail|marketing|news|newsletter|no-?reply|office|onboarding|ops|orders|payroll|people|postmaster|press|privacy|reception|root|sales|security|service|support|team|travel|user|webmaster)[\d._-]*@/i;
const CARD = /(?<![\w.-])\d(?:[ -]?\d){11,18}(?![\d-]|\.\d)/g;
/** First digits and lengths that the card networks use (ISO/IEC 7812 ranges as they publish them). */
const CARD_RANGES =
  /^(?:4\d{12}(?:\d{3})?(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|(?:1800|2131)\d{11}|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|62\d{14,17}|(?:50|5[6-9]|6[0-9])\d{10,17})$/;
const CARD_WORD = /\b(?:card|visa|mastercard|amex|credit|debit|cc)\b/i;
const IBAN = /(?<![A-Z\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![A-Z\d])/gi;
const IPV4 = /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/g;
const IPV6 =
  /(?<![\w:.])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?=[\da-f:]*\d)(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}|(?:[\da-f]{1,4}:){2,7}:)(?![\w:])/gi;
/** Addresses of no person: this host, private networks, masks, and what documents use as examples (RFC 1918, 5737). */
const OWN_NETWORK =
  /^(?:0\.|10\.|127\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|22[4-9]\.|2[3-5]\d\.|(?:1|8)\.(?:1|8)\.\d\.\d$)/;
const VERSION_WORD = /(?:\bv|\bversion|\brelease|\bbuild|\bsection|\bchapter|\bupdate|\bfirmware|§)\W{0,3}$/i;
const IP_WORD = /\b(?:my|his|her|their|client|user|visitor|source|caller)(?:'s)? ip\b|\bip address/i;

const DATE =
  '(?:\\d{1,2}[./ -]\\d{1,2}[./ -](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of )?\\p{L}{3,10},? \\d{4}|\\p{L}{3,10} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})';
const BIRTH = new RegExp(
  `(?<=\\b(?:born(?: on)?|date of birth|birth ?date|birthday|d\\.?o\\.?b\\.?|geb(?:oren|\\.|urtsdatum)(?: am)?|n[ée]e? le|date de naissance|nacid[oa] el|fecha de nacimiento|nat[oa] il)\\b\\W{0,4}(?:is|was|:|am|on)?\\W{0,3})${DATE}`,
  'giu',
);
const DOCUMENT =
  /(?<=\b(?:passport|driver'?s? licen[cs]e|driving licen[cs]e|licen[cs]e (?:no|number)|id card|identity card|residence permit|personalausweis|reisepass|f[üu]hrerschein|passeport|permis de conduire|pasaporte|medical record|mrn|health insurance|insurance policy)(?:'s)?\s?(?:#|no\.?|nr\.?|num(?:ber|éro)?|card)?\s?(?:is|was|:|=)?\s?)(?=(?:[A-Z-]*\d){3})[A-Z\d][A-Z\d-]{5,18}(?![\w-])/gi;
// Labels in any case, names with capitals: the label is looked at apart.
const PERSON =
  /(?<=(?:[Nn]ame|NAME|[Kk]in|[Cc]ontact)\s?(?:is|:|=)\s?)\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}/gu;
const PERSON_LABEL =
  /(?:(?:patient|employee|customer|applicant|cardholder|account holder|claimant|tenant|beneficiary|insured|full|legal|maiden)(?:'s)? name|next of kin|emergency contact)\s?(?:is|:|=)\s?$/i;
const ACCOUNT =
  /(?<=\b(?:bank account|account (?:no|number)|routing(?: number)?|sort code|kontonummer)\.?\s?(?:is|:|=)?\s?)\d[\d -]{4,20}\d(?![\w-])/gi;

/** Kinds that harm a person at once when they leave: masked even in a question that is sent to a model. */
export const severeKinds: ReadonlySet<string> = new Set([
  'card',
  'iban',
  'account',
  'document',
  'national-id',
]);

/**
 * Personal data that a text shows by form, check digits or the words beside it: `email`, `phone`, `card`, `iban`,
 * `account`, `national-id`, `document`, `ip`, `address`, `birth-date`, `person`. Names are found only where the text labels them.
 * Every finding carries a fix that names the kind and nothing else.
 */
export function detectPersonalData(text: string): Finding[] {
  const wanted = /\d{2}|@/.test(text) || /\b(?:name|kin|contact)\b/i.test(text);
  if (!wanted) return [];
  const found = [
    ...(text.includes('@') ? matching(text, EMAIL, 'email', 0.95, (email) => !ROLE.test(email)) : []),
    ...detectCards(text),
    ...detectIbans(text),
    ...detectNationalIds(text),
    ...detectIps(text),
    ...detectPhones(text),
    ...detectAddresses(text),
    ...matching(text, BIRTH, 'birth-date', 0.9),
    ...matching(text, DOCUMENT, 'document', 0.85),
    ...matching(text, ACCOUNT, 'account', 0.85),
    ...matching(text, PERSON, 'person', 0.8, (_, at) =>
      PERSON_LABEL.test(text.slice(Math.max(0, at - WORD_DISTANCE), at)),
    ),
  ];
  return withoutOverlaps(found).map((finding) => ({ ...finding, fix: `[removed: ${finding.kind}]` }));
}

function detectCards(text: string): Finding[] {
  return matching(text, CARD, 'card', 0.98, (found, at) => {
    const digits = found.replace(/\D/g, '');
    if (!luhn(digits) || /^(\d)\1+$/.test(digits)) return false;
    // One in ten numbers passes Luhn: a time stamp or an article number needs more than that.
    const likely = CARD_RANGES.test(digits) && digits.length >= 14 && !/^(?:50|5[6-9]|6[0367])/.test(digits);
    return likely || CARD_WORD.test(text.slice(Math.max(0, at - WORD_DISTANCE), at));
  });
}

/** A text in capitals goes on after an IBAN: the longest part that checks is it. */
function detectIbans(text: string): Finding[] {
  return [...text.matchAll(IBAN)].flatMap((match): Finding[] => {
    const words = match[0].split(' ');
    for (let count = words.length; count > 0; count -= 1) {
      const part = words.slice(0, count).join(' ');
      const plain = part.replace(/[ -]/g, '').toUpperCase();
      if (plain.length >= 15 && plain.length <= 34 && ibanChecks(plain))
        return [{ start: match.index, end: match.index + part.length, kind: 'iban', confidence: 0.99 }];
    }
    return [];
  });
}

function detectNationalIds(text: string): Finding[] {
  return nationalIds.flatMap(({ pattern, word, checks }) =>
    matching(text, pattern, 'national-id', 0.9, (found, at) => {
      const before = text.slice(Math.max(0, at - WORD_DISTANCE), at);
      return (word === undefined || word.test(before)) && checks(found);
    }),
  );
}

function detectIps(text: string): Finding[] {
  const named = IP_WORD.test(text);
  const v4 = matching(text, IPV4, 'ip', 0.8, (found, at) => {
    if (VERSION_WORD.test(text.slice(Math.max(0, at - 12), at))) return false;
    return named || !OWN_NETWORK.test(found);
  });
  const v6 = matching(
    text,
    IPV6,
    'ip',
    0.85,
    (found) => named || !/^(?:f[cde]|ff|2001:0?db8|::1$)/i.test(found),
  );
  return [...v4, ...v6];
}
