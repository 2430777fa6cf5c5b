import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports/random.ts';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 9;
const RANDOM_DIGITS = 11;

/** The operating system's randomness; ids sort by the millisecond they were made in. */
export const systemRandom: Random = {
  id(prefix) {
    const time = Date.now().toString(36).padStart(TIME_DIGITS, '0');
    const noise = Array.from({ length: RANDOM_DIGITS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return `${prefix}_${time}${noise}`;
  },
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
  float: () => randomInt(2 ** 47) / 2 ** 47,
};
