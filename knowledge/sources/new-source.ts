import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { NewSource, SourceKind } from '../../core/ports/sources.ts';
import { sourceLimits } from './limits.ts';
import { normalUrl } from './web/urls.ts';

/** A source that may be added, with everything that was left out filled in; or why not, as a sentence. */
export type CheckedSource =
  | {
      kind: 'good';
      source: {
        kind: SourceKind;
        address: string;
        every_minutes: number;
        depth: number;
        include_prefix: string;
        exclude_prefix: string;
      };
    }
  | { kind: 'refused'; reason: string };

const COLLECTION = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;
const DEFAULT_DEPTH = 3;

/** `folders`: those that may be watched by whoever has no shell here. `dataDir`: Docent's own, never a source. */
export async function checkSource(
  input: NewSource,
  place: { dataDir: string; folders: string[] },
): Promise<CheckedSource> {
  const refused = (reason: string) => ({ kind: 'refused' as const, reason });
  const address = input.address.trim();
  const web = /^https?:\/\//i.test(address);
  const kind = input.kind ?? kindOf(address, web, input.depth);
  const { every } = sourceLimits;
  const minutes = input.everyMinutes ?? every[kind];
  const depth = kind === 'site' ? (input.depth ?? DEFAULT_DEPTH) : 0;
  if (!COLLECTION.test(input.collection))
    return refused('Name the collection with letters, digits, - and _.');
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > every.longest)
    return refused(`The interval is in whole minutes, at most ${every.longest}; 0 reads it only by hand.`);
  if (!Number.isInteger(depth) || depth < 0 || depth > sourceLimits.depth)
    return refused(`The depth is a number from 0 to ${sourceLimits.depth}.`);
  if (web !== (kind !== 'folder'))
    return refused(
      web ? 'A web address is no folder.' : 'A web address begins with http:// or https://, a folder with /.',
    );
  const found = web ? webAddress(address) : await folderAddress(input, address, place);
  if ('reason' in found) return refused(found.reason);
  return {
    kind: 'good',
    source: {
      kind,
      address: found.address,
      every_minutes: minutes,
      depth,
      include_prefix: kind === 'page' ? '' : (input.include ?? '').trim(),
      exclude_prefix: kind === 'page' ? '' : (input.exclude ?? '').trim(),
    },
  };
}

function kindOf(address: string, web: boolean, depth: number | undefined): SourceKind {
  if (!web) return 'folder';
  if (/\.xml(\.gz)?([?#]|$)/i.test(address)) return 'sitemap';
  return depth !== undefined && depth > 0 ? 'site' : 'page';
}

function webAddress(address: string): { address: string } | { reason: string } {
  const url = normalUrl(address);
  return url === null
    ? { reason: 'This is no web address that can be read; it must not hold a password.' }
    : { address: url };
}

async function folderAddress(
  input: NewSource,
  address: string,
  place: { dataDir: string; folders: string[] },
): Promise<{ address: string } | { reason: string }> {
  if (!path.isAbsolute(address)) return { reason: 'Give the whole path of the folder, beginning with /.' };
  const info = await stat(address).catch(() => undefined);
  if (info === undefined) return { reason: `There is no folder ${address}.` };
  if (!info.isDirectory()) return { reason: `${address} is no folder.` };
  const real = await realpath(address);
  const own = await realpath(place.dataDir).catch(() => place.dataDir);
  if (isWithin(own, real) || isWithin(real, own))
    return { reason: 'This folder holds Docent’s own data, keys included; it cannot be a source.' };
  if (input.anyFolder !== true) {
    const roots = await Promise.all(place.folders.map((folder) => realpath(folder).catch(() => folder)));
    if (!roots.some((root) => isWithin(real, root)))
      return {
        reason:
          'The console may not watch this folder. Add it on the command line with "docent sources add", or name it in DOCENT_FOLDERS.',
      };
  }
  return { address: path.resolve(address) };
}

function isWithin(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}
