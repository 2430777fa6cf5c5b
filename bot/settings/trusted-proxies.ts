import { isIP } from 'node:net';
import type { ValueCheck } from './setting.ts';

/** Ranges that have a name. */
const NAMED = ['loopback', 'linklocal', 'uniquelocal'];

/** A list of addresses, ranges and names of ranges, as it is written in the settings. */
export function proxiesOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function isProxy(text: string): boolean {
  if (NAMED.includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const kind = isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  // A range of everybody would believe everybody.
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (kind === 4 ? 32 : 128))
  );
}

export const trustedProxies: ValueCheck = (value) => {
  const wrong = proxiesOf(value).find((one) => !isProxy(one));
  return wrong === undefined
    ? null
    : `"${wrong}" is neither an address, nor a range such as 10.0.0.0/8, nor ${NAMED.join(', ')}.`;
};
