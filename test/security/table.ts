import { answerRows } from './answer-rows.ts';
import { consoleRows } from './console-rows.ts';
import { intakeRows } from './intake-rows.ts';
import type { SecurityRow } from './row.ts';

export const rows = [...consoleRows, ...intakeRows, ...answerRows];
const HEADING = '## What is tested';

const cell = (text: string) => text.replaceAll('|', '\\|');

function stateOf({ open, notApplicable, seenBy = [] }: SecurityRow): string {
  if (notApplicable !== undefined) return `does not apply: ${notApplicable}`;
  if (open === undefined) return 'held';
  return seenBy.length === 0 ? `open: ${open}` : `held in part: ${open}`;
}

function section(): string {
  const lines = rows.map((row) => {
    const tests = [...new Set((row.seenBy ?? []).map(([name]) => `\`${name}\``))].join(', ');
    return `| ${row.id} | ${cell(row.attack)} | ${cell(stateOf(row))} | ${tests} |`;
  });
  const count = (state: string) => rows.filter((row) => stateOf(row).startsWith(state)).length;
  const held = rows.filter((row) => stateOf(row) === 'held').length;
  const summary = `${rows.length} kinds of attack: ${held} held, ${count('held in part')} held in part, ${count('open')} open, ${count('does not')} do not apply. The table is made from the rows in \`test/security/\`; a test sees to it that each test it names is there.`;
  return [
    HEADING,
    '',
    summary,
    '',
    '| | Attack | State | Shown by |',
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

/** SECURITY.md with the table as the rows have it. */
export function withTable(page: string): string {
  const [before = '', rest = ''] = page.split(`${HEADING}\n`);
  const after = /\n(?=## |More for operators)/.exec(rest);
  return `${before}${section()}${after === null ? '' : rest.slice(after.index)}`;
}
