import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';
import type { SourceLinks } from '../ports/source-links.ts';

const DAY_MS = 24 * 3_600_000;
/** Hexadecimal digits of the signature: 128 bits. */
const SIGNED = 32;
const TOKEN = /^([\w-]{1,40})\.(\d{10,11})\.([0-9a-f]{32})$/;

type Deps = {
  clock: Clock;
  /** Only who has it can make a link. */
  key(): Buffer;
  /** The console's address as others reach it; '' = they do not. */
  base(): string;
  readers: SourceLinks['readers'];
  days(): number;
};

/** Links that hold what they open and until when, signed: nothing is stored about them. */
export function createSourceLinks({ clock, key, base, readers, days }: Deps): SourceLinks {
  const sign = (passageId: string, until: number): string =>
    createHmac('sha256', key()).update(`${passageId}.${until}`).digest('hex').slice(0, SIGNED);
  return {
    readers,
    linkTo(passageId, from) {
      if (base() === '' || readers() === 'off') return null;
      const until = Math.floor((Date.parse(from) + days() * DAY_MS) / 1000);
      const token = `${passageId}.${until}.${sign(passageId, until)}`;
      return TOKEN.test(token) ? new URL(`/read/${token}`, base()).href : null;
    },
    read(token) {
      const [, passageId = '', until = '', signature = ''] = TOKEN.exec(token) ?? [];
      if (passageId === '') return null;
      const right = sign(passageId, Number(until));
      if (!timingSafeEqual(Buffer.from(right), Buffer.from(signature))) return null;
      if (Number(until) * 1000 <= clock.now()) return 'expired';
      return { passageId, until: new Date(Number(until) * 1000).toISOString() };
    },
  };
}
