import { isDate, luhn, mod11and10, mod97, weighted } from './check-digits.ts';

/**
 * Personal numbers that can be told from other numbers: by a check digit together with a form, a date or a word
 * beside it. `word`, where given, must stand shortly before the number. Rules are those of the issuing offices.
 */
export type NationalId = { rule: string; pattern: RegExp; word?: RegExp; checks(found: string): boolean };

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const HETU_CHARS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
/** Values of the characters at odd places of an Italian tax code, 0-9 and A-Z alike. */
const ITALIAN_ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

export const nationalIds: readonly NationalId[] = [
  {
    rule: 'us-ssn',
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g,
    checks: () => true,
  },
  {
    rule: 'us-ssn-plain',
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}[ .]?(?!00)\d{2}[ .]?(?!0000)\d{4}(?![\d-])/g,
    word: /\bSSN\b|social security/i,
    checks: () => true,
  },
  {
    rule: 'uk-nino',
    pattern: /\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g,
    word: /\bNINO\b|\bNI (?:no|number)|national insurance/i,
    checks: () => true,
  },
  {
    rule: 'uk-nhs',
    pattern: /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g,
    word: /\bNHS\b/i,
    checks: (found) => {
      const digits = digitsOf(found);
      return (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(digits[9]);
    },
  },
  {
    rule: 'es-dni',
    pattern: /\b(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]\b/g,
    checks: (found) => {
      const plain = found.replaceAll('-', '');
      const number = plain.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
      return DNI_LETTERS[Number(number) % 23] === plain.at(-1);
    },
  },
  {
    rule: 'it-codice-fiscale',
    pattern: /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/g,
    checks: (found) => {
      const values = [...found].map((char) => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65));
      const sum = values
        .slice(0, 15)
        .reduce((total, value, at) => total + (at % 2 === 0 ? (ITALIAN_ODD[value] ?? 0) : value), 0);
      return sum % 26 === values[15];
    },
  },
  {
    rule: 'fr-nir',
    pattern: /(?<!\d)[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2])[ .]?\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}(?!\d)/g,
    checks: (found) => {
      const digits = digitsOf(found);
      return 97 - mod97(digits.slice(0, 13)) === Number(digits.slice(13));
    },
  },
  {
    rule: 'fi-hetu',
    pattern: /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b/g,
    checks: (found) => {
      const date = found.slice(0, 6);
      const number = Number(date + found.slice(7, 10));
      return (
        isDate(date.slice(4) + date.slice(2, 4) + date.slice(0, 2)) && HETU_CHARS[number % 31] === found[10]
      );
    },
  },
  {
    rule: 'se-personnummer',
    pattern: /(?<!\d)(?:19|20)?\d{6}[-+]\d{4}(?!\d)/g,
    checks: (found) => {
      const digits = digitsOf(found).slice(-10);
      return (isDate(digits) || isDate(digits, 60)) && luhn(digits);
    },
  },
  {
    rule: 'pl-pesel',
    pattern: /(?<!\d)\d{11}(?!\d)/g,
    word: /\bPESEL\b/i,
    checks: (found) =>
      (10 - (weighted(found, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(found[10]),
  },
  {
    rule: 'nl-bsn',
    pattern: /(?<!\d)\d{9}(?!\d)/g,
    word: /\b(?:BSN|burgerservicenummer|sofi-?nummer)\b/i,
    checks: (found) => weighted(found, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  },
  {
    rule: 'de-steuer-id',
    pattern: /(?<!\d)[1-9]\d(?: ?\d{3}){3}(?!\d)/g,
    word: /\b(?:Steuer-?ID|IdNr|Steuer-?Identifikationsnummer|tax id)\b/i,
    checks: (found) => mod11and10(digitsOf(found)),
  },
  {
    rule: 'br-cpf',
    pattern: /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g,
    checks: (found) => {
      const digits = digitsOf(found);
      const check = (weights: number[]): number => {
        const rest = weighted(digits, weights) % 11;
        return rest < 2 ? 0 : 11 - rest;
      };
      return (
        !/^(\d)\1+$/.test(digits) &&
        check([10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[9]) &&
        check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[10])
      );
    },
  },
];
