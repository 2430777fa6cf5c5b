import {
  citationsGuard,
  contradictionGuard,
  groundingGuard,
  soundsGoodGuard,
  syntaxGuard,
} from './answer-guards.ts';
import {
  passageInjectionGuard,
  personalDataGuard,
  personalDataInQuestionGuard,
  questionInjectionGuard,
  selfHarmGuard,
  sensitiveTopicGuard,
  severePersonalDataGuard,
  toxicityGuard,
  toxicQuestionGuard,
} from './content-guards.ts';
import type { Guard } from './guard.ts';
import { linksGuard } from './links.ts';
import { mentionsGuard } from './mentions.ts';
import { secretsGuard } from './secrets.ts';
import { emptyGuard, invisibleGuard, lengthGuard } from './shape.ts';

/** What is repaired in any text, whatever was asked and whatever it rests on. */
export const repairGuards: readonly Guard[] = [
  invisibleGuard,
  secretsGuard,
  mentionsGuard,
  linksGuard,
  emptyGuard,
  lengthGuard,
];

/** The guards that ship, in the order they run: repairs of the text, then of what it says, refusals on what is left. */
export const defaultGuards: readonly Guard[] = [
  ...repairGuards,
  questionInjectionGuard,
  passageInjectionGuard,
  severePersonalDataGuard,
  personalDataInQuestionGuard,
  personalDataGuard,
  toxicQuestionGuard,
  selfHarmGuard,
  toxicityGuard,
  sensitiveTopicGuard,
  groundingGuard,
  contradictionGuard,
  citationsGuard,
  soundsGoodGuard,
  syntaxGuard,
];

/** Part of the cache key: raise it when a guard changes what may be shown. */
export const guardsVersion = 'guards-8';
