import { sha256Hex } from '../text/hashes.ts';
import { citations, contradiction, grounding, soundsGood, syntax } from './answer-guards.ts';
import { injection, personalData, sensitiveTopics, toxicity } from './content-guards.ts';
import type { Guard, NamedGuard } from './guard.ts';
import { links } from './links.ts';
import { mentions } from './mentions.ts';
import { secrets } from './secrets.ts';
import { empty, invisible, length } from './shape.ts';

const repairs: readonly NamedGuard[] = [invisible, secrets, mentions, links, empty, length];

/** The guards that ship, in the order they run: repairs of the text, then of what it says, refusals on what is left. */
export const shippedGuards: readonly NamedGuard[] = [
  ...repairs,
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

const checksOf = (named: readonly NamedGuard[]): readonly Guard[] => named.flatMap(({ guards }) => guards);

/** What is repaired in any text, whatever was asked and whatever it rests on. */
export const repairGuards: readonly Guard[] = checksOf(repairs);

/** Every check of those that ship, in order. */
export const defaultGuards: readonly Guard[] = checksOf(shippedGuards);

/** Raise it when a guard changes what may be shown; a guard that comes or goes is noticed without. */
const CHANGES = 9;

/** Part of the cache key. */
export const guardsVersion = `guards-${CHANGES}-${sha256Hex(defaultGuards.map(({ id }) => id).join()).slice(0, 8)}`;
