import { secretPatterns } from '../../core/guardrails/rules/secret-patterns.ts';
import type { Setting } from './setting.ts';

/** A value fit to be shown on one line: secrets, and what looks like one in any other setting, keep their last four characters at most. */
export function masked(row: Setting, value: string): string {
  if (row.type === 'secret' && value !== '') return shortened(value);
  return secretPatterns
    .reduce((text, pattern) => text.replace(pattern, shortened), value)
    .replace(/\s*[\r\n]+\s*/g, ' ⏎ ');
}

const shortened = (secret: string) => (secret.length > 12 ? `…${secret.slice(-4)}` : '…');
