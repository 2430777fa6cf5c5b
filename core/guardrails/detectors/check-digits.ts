/** Check digits of numbers that are written down; each takes digits without separators. */

/** Luhn (ISO/IEC 7812-1): payment cards, Swedish personal numbers. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    let digit = Number(digits[digits.length - 1 - at]);
    if (at % 2 === 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Remainder of a long decimal number by 97, digit by digit (ISO/IEC 7064 MOD 97-10 and the French key). */
export function mod97(digits: string): number {
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder;
}

/** Sum of digits times weights, from the left. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}

/** ISO/IEC 7064 MOD 11,10: the German tax number's last digit. */
export function mod11and10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** IBAN (ISO 13616): letters count from 10, the first four characters go to the end, remainder 1. */
export function ibanChecks(iban: string): boolean {
  const moved = iban.slice(4) + iban.slice(0, 4);
  return mod97([...moved].map((char) => Number.parseInt(char, 36)).join('')) === 1;
}

/** True for six digits that can be year, month and day in this order. */
export function isDate(yymmdd: string, dayOffset = 0): boolean {
  const month = Number(yymmdd.slice(2, 4));
  const day = Number(yymmdd.slice(4, 6)) - dayOffset;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
