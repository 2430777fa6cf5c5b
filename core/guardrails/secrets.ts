import type { Guard, NamedGuard, Verdict } from './guard.ts';
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
  /(?<![\w-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}/g,
  /\bdop_v1_[a-f0-9]{60,}/g,
  /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{50,}/g,
  /(?<=hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9/_-]{20,}/g,
  /(?<=discord(?:app)?\.com\/api\/webhooks\/\d{5,}\/)[A-Za-z0-9_-]{40,}/g,
  /(?<=\b(?:AccountKey|SharedAccessKey|secret_access_key|aws_secret_access_key)\s?[=:]\s?["']?)[A-Za-z0-9+/]{40,}={0,2}/gi,
  /(?<=\bAuthorization\s?[:=]\s?["']?(?:Bearer|Basic|Token)\s)[A-Za-z0-9._~+/-]{16,}={0,2}/gi,
  /(?<=\bBearer\s)(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/-]{24,}={0,2}/g,
  // What is named a secret and holds a digit or a sign: words alone are prose ("password: see the vault").
  /(?<=\b(?:(?:client|app|api|bot|db|user|root|admin|access|auth|refresh|private|my|the|your|our)[ _-]?)?(?:password|passwd|pwd|passwort|kennwort|passphrase|mot de passe|contraseña|secret|api[_ -]?key|access[_-]?key|access[_ -]?token|auth[_ -]?token|token)\s?(?:[:=]|\bis\b|\blautet\b)\s?["'`]?)(?=[^\s"'`]{0,200}[\d!#$%&])[^\s"'`,;<>]{6,}(?<![.!?])/gi,
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

export const secrets: NamedGuard = {
  label: 'Secrets',
  description: 'Takes passwords, keys and tokens out of questions, passages and answers.',
  essential: true,
  guards: [secretsGuard],
};
