import type { Guard, NamedGuard, Verdict } from './guard.ts';
import { secretPatterns } from './rules/secret-patterns.ts';
import { findSpans, replaceSpans } from './spans.ts';

export const SECRET_REMOVED = '[removed: secret]';

/** Where credentials stand in a text, as [start, end) offsets; spans may overlap. */
export function findSecrets(text: string): [number, number][] {
  return findSpans(text, secretPatterns);
}

/** Takes credentials out of any text, at every stage. */
export const secretsGuard: Guard = {
  id: 'secrets',
  stages: ['input', 'retrieval', 'output'],
  action: 'fix',
  check({ text }): Verdict {
    const spans = findSecrets(text);
    if (spans.length === 0) return { kind: 'pass' };
    return {
      kind: 'fail',
      message: 'The text holds what looks like a password, key or token.',
      spans,
      fixed: replaceSpans(text, spans, () => SECRET_REMOVED),
    };
  },
};

export const secrets: NamedGuard = {
  label: 'Secrets',
  description: 'Takes passwords, keys and tokens out of questions, passages and answers.',
  essential: true,
  guards: [secretsGuard],
};
