import { detectPersonalData } from '../../guardrails/detectors/personal-data.ts';
import { findSecrets } from '../../guardrails/secrets.ts';

/**
 * Forms that the guards let pass because an answer may need them, and that training data does without: a model repeats what
 * it learned, and nobody can take it back.
 */
const DOUBTFUL: readonly RegExp[] = [
  // Mentions and ids of members.
  /<[@!#][^>\s]+>|(?<![\w.])@[a-z][\w.-]{2,}/i,
  // Addresses spelled around filters: "ann at example dot com".
  /\b[\w.+-]+\s?(?:\(at\)|\[at\]|\{at\}|\sat\s)\s?[\w-]+\s?(?:\(dot\)|\[dot\]|\{dot\}|\sdot\s)\s?[a-z]{2,}\b/i,
  // Any address with an @.
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.\p{L}{2,}/u,
  // Nine digits and more are numbers of people and accounts more often than anything else; days with hours are not.
  /(?<![\p{L}\p{N}.-])(?!\d{4}-\d{2}-\d{2}(?!\d))\+?\d(?:[ ().-]{0,2}\d){8,}(?![\p{L}\p{N}])/u,
];

/** Why a text must not be learned: it holds a secret or personal data, or may; null where neither shows. */
export function privateIn(text: string): 'secret' | 'personal data' | null {
  if (findSecrets(text).length > 0) return 'secret';
  if (detectPersonalData(text).length > 0 || DOUBTFUL.some((form) => form.test(text))) return 'personal data';
  return null;
}
