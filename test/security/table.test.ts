import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTestThere } from '../test-is-there.ts';
import { answerRows } from './answer-rows.ts';
import { consoleRows } from './console-rows.ts';
import { intakeRows } from './intake-rows.ts';
import type { SecurityRow } from './row.ts';

/** Keeps SECURITY.md honest: each row names a test that is there, says why it does not apply, or says what is open. */

const file = path.resolve(import.meta.dirname, '../../SECURITY.md');
const rows = [...consoleRows, ...intakeRows, ...answerRows];
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

describe('the table of SECURITY.md', () => {
  it('has every kind of attack once', () => {
    const last = {
      L: 8,
      N: 6,
      X: 4,
      H: 5,
      A: 6,
      U: 9,
      S: 7,
      I: 4,
      D: 3,
      P: 6,
      O: 1,
      K: 4,
      R: 5,
      G: 1,
      C: 4,
      M: 1,
      Y: 2,
    };
    const ids = Object.entries(last).flatMap(([letter, to]) =>
      Array.from({ length: to }, (_, at) => `T-${letter}${at + 1}`),
    );
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows).toHaveLength(76);
  });

  it('names only tests that are there', () => {
    const gone = rows.flatMap(({ id, seenBy = [] }) =>
      seenBy.filter(([name, test]) => !isTestThere(name, test)).map((seen) => `${id} ${seen.join(': ')}`),
    );
    expect(gone).toEqual([]);
  });

  it('says of what no test shows that it is open or does not apply', () => {
    const silent = rows.filter(
      ({ seenBy = [], open, notApplicable }) =>
        seenBy.length === 0 && open === undefined && notApplicable === undefined,
    );
    expect(silent).toEqual([]);
  });

  it('is as it stands there', async () => {
    const [before = '', rest = ''] = readFileSync(file, 'utf8').split(`${HEADING}\n`);
    const after = /\n(?=## |More for operators)/.exec(rest);
    const behind = after === null ? '' : rest.slice(after.index);
    await expect(`${before}${section()}${behind}`).toMatchFileSnapshot(file);
  });
});
