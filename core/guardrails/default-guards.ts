import type { Guard } from './guard.ts';
import { linksGuard } from './links.ts';
import { mentionsGuard } from './mentions.ts';
import { secretsGuard } from './secrets.ts';
import { emptyGuard, invisibleGuard, lengthGuard } from './shape.ts';

/** The guards that ship, in the order they run: cheap repairs first, refusals on what is left. */
export const defaultGuards: readonly Guard[] = [
  invisibleGuard,
  secretsGuard,
  mentionsGuard,
  linksGuard,
  emptyGuard,
  lengthGuard,
];

/** Part of the cache key: raise it when a guard changes what may be shown. */
export const guardsVersion = 'guards-2';
