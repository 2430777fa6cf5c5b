import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTestThere } from '../test-is-there.ts';
import { rows, withTable } from './table.ts';

/** Keeps SECURITY.md honest: each row names a test that is there, says why it does not apply, or says what is open. */

const file = path.resolve(import.meta.dirname, '../../SECURITY.md');

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

  it('is as the rows have it: node test/security/write-table.ts', () => {
    const page = readFileSync(file, 'utf8');
    expect(page).toBe(withTable(page));
  });
});
