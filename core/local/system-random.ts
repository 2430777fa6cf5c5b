import { randomBytes, randomInt } from 'node:crypto';
import type { Random } from '../ports/random.ts';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const TIME_DIGITS = 9;
const COUNT_DIGITS = 3;
const NOISE_DIGITS = 8;
const COUNTS = ALPHABET.length ** COUNT_DIGITS;

let lastTime = 0;
let count = 0;

/** The operating system's randomness. Ids of one process sort in the order they were made in. */
export const systemRandom: Random = {
  id(prefix) {
    tick();
    const noise = Array.from({ length: NOISE_DIGITS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return `${prefix}_${base36(lastTime, TIME_DIGITS)}${base36(count, COUNT_DIGITS)}${noise}`;
  },
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
  float: () => randomInt(2 ** 47) / 2 ** 47,
};

/** The next moment: never before the last one, even when the wall clock steps back. */
function tick(): void {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    count = 0;
    return;
  }
  count += 1;
  if (count < COUNTS) return;
  lastTime += 1;
  count = 0;
}

function base36(value: number, digits: number): string {
  return value.toString(36).padStart(digits, '0');
}
