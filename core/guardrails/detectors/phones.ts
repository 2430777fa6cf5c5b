import { type Finding, matching } from './finding.ts';

/** Fewest and most digits of a telephone number: E.164 has at most 15, local ones seldom fewer than 7. */
const digits = { least: 7, most: 15, leastWithoutWord: 8 } as const;
/** How far before a number the word that explains it may stand, in characters. */
const WORD_DISTANCE = 40;

const EXTENSION = '(?:\\s?(?:x|ext\\.?|extension)\\s?\\d{1,6})?';
/** Digits in groups; whether they are a telephone number is told by their form or the words around. */
const GROUPS = new RegExp(
  `(?<![\\w./:#$€£=@+-]|\\d,)(?:\\+\\s?)?\\(?\\d{1,5}\\)?(?:[ ./-]{0,2}\\(?\\d{1,8}\\)?){0,6}${EXTENSION}(?![\\d:%@]|[.,]\\d|[/-]\\d|\\s?(?:USD|EUR|GBP|€|%))`,
  'gi',
);

/** Forms that only telephone numbers have. */
const FORMS: readonly RegExp[] = [
  // +41 (0)62 585 51 90, +1-903-140-4508
  /^\+\s?\d{1,3}[\s.()/-]*\d/,
  // (555) 010-9999, (0)30 1234567
  /^\(\d{1,5}\)[ .-]?\d{2,4}[ .-]?\d{2,5}/,
  // 905-674-3793, 259.735.7502
  /^(?:1[-. ])?[2-9]\d{2}([-.])\d{3}\1\d{4}/,
  /^(?:1[-. ])?\(?[2-9]\d{2}\)?[ -]\d{3}[ -]\d{4}/,
  // 0490 75 40 81, 020 7946 0958, 030/123456, 0378 3549890
  /^0\d{1,4}[ /-]\d{2,8}(?:[ -]\d{2,4}){0,4}$/,
];

const BEFORE =
  /(?:\b(?:tele)?phone(?: (?:no|number))?|\btel\b|\bmobile|\bcell(?:phone| ?number)?|\bdesk|\bfax|\blandline|\bhotline|\bwhats ?app|\bsms|\btext(?:ed)? (?:me|him|her|us|them)|\bmessages? (?:on|to|from)(?: my)?(?: registered)?|\bregistered|\bnumber is|\bmy (?:new )?number|\b(?:call|ring|dial|phone|reach|contact|answering|callback|calls?)(?: (?:me|him|her|us|them|back|someone|support))?(?: (?:on|at|under|via|to|from))?|\btelefon(?:nummer)?|\bhandy(?:nummer)?|\bt[ée]l(?:[ée]phone)?|\btel[ée]fono|\bportable|\bm[óo]vil|\bcellulare|\bmobil)\W{0,6}(?:(?:is|was|ist|at|on|no|nr)\W{0,3})?$/i;
const AFTER = /^\W{0,4}(?:office|fax|mobile|home|cell|work|desk|landline|phone)\b/i;

/** Words whose numbers are no telephone numbers, whatever they look like. */
const OTHER =
  /(?:\b(?:order|ticket|invoice|build|version|release|ref(?:erence)?|id|sku|case|issue|pr|tracking|account|acct|part|serial|isbn|issn|commit|revision|job|request|po|purchase order|line|page|port|room|timestamp|ts|customer|article|model|item|batch|lot|doi|rfc|iso|din|version|v|card|iban|ssn|zip|plz|pin|code|otp|sensor|coordinates?|lat|lon|epoch|bytes?|pid)s?\b|#|№)(?:[ ]?(?:no|nr|number|id|is|was|=)){0,3}\W{0,3}$/i;

/** Telephone numbers of any country, by their form or by the words around them. */
export function detectPhones(text: string): Finding[] {
  if (!/\d[\d ()./-]{4,}\d/.test(text)) return [];
  return matching(text, GROUPS, 'phone', 0).flatMap((found) => {
    const written = text.slice(found.start, found.end).trimEnd();
    const end = found.start + written.length;
    const plain = written.replace(/(?:x|ext\.?|extension)\s?\d+$/i, '').replace(/\(0\)/g, '');
    const count = plain.replace(/\D/g, '').length;
    if (count < digits.least || count > digits.most || isDateOrYears(plain)) return [];
    const before = text.slice(Math.max(0, found.start - WORD_DISTANCE), found.start);
    if (OTHER.test(before)) return [];
    const named = BEFORE.test(before) || AFTER.test(text.slice(end, end + 14));
    const formed = count >= digits.leastWithoutWord && FORMS.some((form) => form.test(plain));
    if (!named && !formed) return [];
    return [{ ...found, end, confidence: named && formed ? 0.95 : named ? 0.85 : 0.8 }];
  });
}

/** 2024-05-12, 12.05.2024, 2019/2020, 2019-2024-2029. */
function isDateOrYears(text: string): boolean {
  return (
    /^(?:19|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}(?:\D|$)/.test(text) ||
    /^\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}(?:\D|$)/.test(text) ||
    /^(?:19|20)\d{2}(?:[-/ .]+(?:19|20)\d{2})+$/.test(text) ||
    /^(?:19|20)\d{6}$/.test(text)
  );
}
