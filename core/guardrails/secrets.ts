import type { Guard, Verdict } from './guard.ts';
import { findSpans, replaceSpans } from './spans.ts';

/** Shapes of credentials, by issuer. Prefixes are the issuers' own documented ones. */
export const secretPatterns: readonly RegExp[] = [
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/g,
  /\bxapp-\d-[A-Za-z0-9-]{10,}/g,
  /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}/g,
  /\bglpat-[A-Za-z0-9_-]{20,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{35}\b/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{20,}/g,
  /\b[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,40}/g,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=\b(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token)\s*[:=]\s*["'`]?)(?=[^\s"'`]*\d)[^\s"'`,;<>]{8,}/gi,
  /(?<=:\/\/[^\s:/@]+:)[^\s:/@]+(?=@)/g,
];

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
