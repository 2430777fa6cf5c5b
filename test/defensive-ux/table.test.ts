import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTestThere } from '../test-is-there.ts';
import { apple } from './apple-rows.ts';
import { hax } from './hax-rows.ts';
import { pair } from './pair-rows.ts';
import type { Row } from './row.ts';

/** Keeps the promises to members honest: each row names a test that is there, and the handbook shows the rows. */

const root = path.resolve(import.meta.dirname, '../..');
const rows = [...hax, ...pair, ...apple];

const cell = (text: string) => text.replaceAll('|', '\\|');

function tableOf(list: Row[]): string {
  const lines = list.map(({ id, guideline, behaviour, seenBy, notYet }) => {
    const later = notYet === undefined ? '' : `Not yet: ${notYet.what}.`;
    const tests = [...new Set(seenBy.map(({ file }) => `\`${file}\``))].join(', ');
    return `| ${id} | ${cell(guideline)} | ${cell(behaviour)} | ${cell(later)} | ${tests} |`;
  });
  return [
    '| | Guideline | What Docent does | What is missing | Seen by |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

const page = `# What people can expect

## What can members expect of Docent?

Members can expect what these tables say. Each row is a guideline for systems that can be wrong, what Docent does about it, and the tests that observe it; what is not there yet is said, too. The page is made from the rows in \`test/defensive-ux/\`.

## Which of the guidelines for human-AI interaction by Microsoft does Docent follow?

${tableOf(hax)}

## Which of the patterns of the People + AI Guidebook by Google does Docent follow?

${tableOf(pair)}

## Which of the headings of Apple's guidelines on machine learning does Docent follow?

${tableOf(apple)}
`;

describe('the table of what people can expect', () => {
  it('has every guideline once', () => {
    const numbered = (letter: string, last: number) =>
      Array.from({ length: last }, (_, at) => `${letter}${at + 1}`);
    const ids = [...numbered('G', 18), ...numbered('P', 23), ...numbered('A', 10)];
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it('names only tests that are there', () => {
    const gone = rows.flatMap(({ id, seenBy }) =>
      seenBy
        .filter(({ file, test }) => !isTestThere(file, test))
        .map(({ file, test }) => `${id} ${file}: ${test}`),
    );
    expect(gone).toEqual([]);
  });

  it('promises nothing that no test observes', () => {
    const unseen = rows.filter(({ seenBy, notYet }) => seenBy.length === 0 && notYet === undefined);
    expect(unseen).toEqual([]);
  });

  it('notices a test that is gone', () => {
    expect(isTestThere('test/defensive-ux/table.test.ts', 'notices a test that is gone')).toBe(true);
    expect(isTestThere('test/defensive-ux/table.test.ts', 'was never written')).toBe(false);
    expect(isTestThere('test/nowhere.test.ts', 'notices a test that is gone')).toBe(false);
  });

  it('is the page of the handbook', async () => {
    const file = 'knowledge/handbook/what-people-can-expect.md';
    await expect(page).toMatchFileSnapshot(path.join(root, file));
  });
});
