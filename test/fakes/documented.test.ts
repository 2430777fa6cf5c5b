import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tiers } from '../../bot/slack/pace/tiers.ts';
import { documented, documentedTable, slackCalls } from './documented.ts';

const page = path.resolve(import.meta.dirname, '../../QUALITY.md');

test('QUALITY.md lists what the fakes check beside the documentation’s figures', async () => {
  const text = readFileSync(page, 'utf8');
  const [before = '', , after = ''] = text.split(
    /(?<=<!-- fakes:begin[^\n]*-->\n)([\s\S]*?)(?=<!-- fakes:end -->)/,
  );
  expect(after).not.toBe('');
  await expect(`${before}\n${documentedTable()}\n\n${after}`).toMatchFileSnapshot(page);
});

test('no fake lets pass what the documentation says is refused', () => {
  const kinder = Object.entries(documented).flatMap(([where, figures]) =>
    figures
      .filter((one) => one.documented !== null && (one.checked ?? Number.POSITIVE_INFINITY) > one.documented)
      .map(({ what }) => `${where}: ${what}`),
  );
  expect(kinder).toEqual([]);
});

test('Docent itself calls Slack less often than each method may be called', () => {
  const bold = Object.entries(tiers).filter(
    ([method, { most, per }]) =>
      per === 'workspace' && most >= (slackCalls[method] ?? Number.POSITIVE_INFINITY),
  );
  expect(bold).toEqual([]);
});
