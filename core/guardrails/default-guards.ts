import { sha256Hex } from '../text/hashes.ts';
import { citations, contradiction, grounding, soundsGood, syntax } from './answer-guards.ts';
import { injection, personalData, sensitiveTopics, toxicity } from './content-guards.ts';
import type { Guard, NamedGuard } from './guard.ts';
import { links } from './links.ts';
import { mentions } from './mentions.ts';
import { secrets } from './secrets.ts';
import { empty, invisible, length } from './shape.ts';

/** The guards that ship, in the order they run: repairs of the text, then of what it says, refusals on what is left. */
export const shippedGuards: readonly NamedGuard[] = [
  invisible,
  secrets,
  mentions,
  links,
  empty,
  length,
  injection,
  personalData,
  toxicity,
  sensitiveTopics,
  grounding,
  contradiction,
  citations,
  soundsGood,
  syntax,
];

/** Every check of those that ship, in order. */
export const defaultGuards: readonly Guard[] = shippedGuards.flatMap(({ guards }) => guards);

/** Raise it when a guard changes what may be shown; a guard that comes or goes is noticed without. */
const CHANGES = 10;

/** Part of the cache key. */
export const guardsVersion = `guards-${CHANGES}-${sha256Hex(defaultGuards.map(({ id }) => id).join()).slice(0, 8)}`;
