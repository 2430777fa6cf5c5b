import { html, type SafeHtml } from '@remix-run/html-template';
import type { GateRule } from '../../../core/evals/gates/gate-rule.ts';

/** The rule of a gate as somebody typed it; the share is in percent. */
export type RuleFields = { allowed: string; floor: string };

export const ruleDefaults: RuleFields = { allowed: '0', floor: '' };

export function fieldsOfRule({ allowed, floor }: GateRule): RuleFields {
  return { allowed: String(allowed), floor: floor === null ? '' : String(Math.round(floor * 1e6) / 1e4) };
}

export type ReadRule = { ok: true; rule: GateRule } | { ok: false; problem: string };

/** The rule that the fields say, or which of them cannot be used. */
export function ruleOf({ allowed, floor }: RuleFields): ReadRule {
  const cases = allowed.trim() === '' ? 0 : Number(allowed);
  if (!Number.isInteger(cases) || cases < 0)
    return { ok: false, problem: 'The number of cases that may get worse must be a whole number from 0.' };
  const share = floor.trim() === '' ? null : Number(floor);
  if (share !== null && !(share >= 0 && share <= 100))
    return { ok: false, problem: 'The share that must pass is between 0 and 100 percent.' };
  return { ok: true, rule: { allowed: cases, floor: share === null ? null : share / 100 } };
}

export function ruleFields({ allowed, floor }: RuleFields): SafeHtml {
  return html`<label>Cases that may get worse <input name="allowed" type="number" min="0" step="1" value="${allowed}"></label>
<label>Percent that must pass <input name="floor" type="number" min="0" max="100" step="any" value="${floor}" placeholder="Any"></label>`;
}
