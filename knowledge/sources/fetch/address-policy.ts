import { BlockList, isIP } from 'node:net';

/** Decides which addresses may be connected to. */
export type AddressPolicy = {
  /** Null when a connection to `address`, found for `host`, is permitted; else why not, in words. */
  refusal(address: string, host: string): string | null;
};

/** Not reachable from the internet, or not for ordinary traffic (IANA special-purpose registries). */
const closedIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Inside 2000::/3, the only part of IPv6 that is open at all: protocol assignments with Teredo, documentation. */
const closedIpv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
] as const;

const closed = new BlockList();
for (const [net, prefix] of closedIpv4) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of closedIpv6) closed.addSubnet(net, prefix, 'ipv6');
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');

/** `allow`: host names, addresses and CIDR ranges, separated by commas, that are permitted although they are private. */
export function createAddressPolicy(allow: string): AddressPolicy {
  const { hosts, ranges } = readAllowList(allow);
  return {
    refusal(address, host) {
      if (hosts.has(plainHost(host))) return null;
      const family = isIP(address);
      if (family === 0) return `${host} has no usable address.`;
      if (ranges.check(address, familyName(family))) return null;
      // What is hidden in an IPv6 address decides: that is where a gateway would carry the connection.
      const hidden = family === 6 ? embeddedIpv4(address) : null;
      if (hidden !== null) return ranges.check(hidden, 'ipv4') ? null : verdict(hidden, 'ipv4', host);
      return verdict(address, familyName(family), host);
    },
  };
}

/** What is wrong with an allow-list, or null. */
export function allowListProblem(allow: string): string | null {
  const { wrong } = readAllowList(allow);
  return wrong.length === 0
    ? null
    : `"${wrong[0]}" is no host name, address or range such as 10.1.0.0/16; separate several with commas.`;
}

function verdict(address: string, family: 'ipv4' | 'ipv6', host: string): string | null {
  const good = !closed.check(address, family) && (family === 'ipv4' || open.check(address, 'ipv6'));
  const shown = host === address ? address : `${host} (${address})`;
  return good ? null : `${shown} is a private, local or reserved address.`;
}

/**
 * The IPv4 address that an IPv6 address stands for: mapped (::ffff:0:0/96), translated (::ffff:0:0:0/96), compatible
 * (::/96), NAT64 (64:ff9b::/96) and 6to4 (2002::/16). Null for all others.
 */
function embeddedIpv4(address: string): string | null {
  const groups = groupsOf(address);
  if (groups === null) return null;
  const [a, b, c, d, e, f, g = 0, h = 0] = groups;
  const zeros = (...parts: (number | undefined)[]) => parts.every((part) => part === 0);
  if (a === 0x2002) return dotted(b ?? 0, c ?? 0);
  if (a === 0x64 && b === 0xff9b && zeros(c, d, e, f)) return dotted(g, h);
  if (!zeros(a, b, c, d)) return null;
  const mapped = (e === 0 && f === 0xffff) || (e === 0xffff && f === 0);
  return mapped || zeros(e, f) ? dotted(g, h) : null;
}

/** The eight groups of an IPv6 address; the URL parser knows every way to write one. */
function groupsOf(address: string): number[] | null {
  const written = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1);
  if (written === undefined) return null;
  const [head = '', tail] = written.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...gap, ...right].map((group) => Number.parseInt(group, 16));
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function familyName(family: number): 'ipv4' | 'ipv6' {
  return family === 6 ? 'ipv6' : 'ipv4';
}

/** Lower case, without brackets and the dot that may end a name. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

const HOST_NAME =
  /^(?!\d+(?:\.\d+)*$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;

function readAllowList(allow: string): { hosts: Set<string>; ranges: BlockList; wrong: string[] } {
  const hosts = new Set<string>();
  const ranges = new BlockList();
  const wrong: string[] = [];
  for (const entry of allow.split(',').map((part) => plainHost(part.trim()))) {
    if (entry === '') continue;
    const [net = '', prefix, ...more] = entry.split('/');
    const family = isIP(net);
    const bits = family === 6 ? 128 : 32;
    const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (family !== 0 && length >= 0 && length <= bits && more.length === 0)
      ranges.addSubnet(net, length, familyName(family));
    else if (prefix === undefined && HOST_NAME.test(entry)) hosts.add(entry);
    else wrong.push(entry);
  }
  return { hosts, ranges, wrong };
}
