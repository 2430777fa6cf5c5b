import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from '../run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const run = (...args: string[]) => runDocent(['eval', 'mmlu', ...args], { dataDir, cwd: folder });

beforeAll(() => {
  for (const split of ['dev', 'test']) mkdirSync(path.join(folder, 'mmlu', split), { recursive: true });
  writeFileSync(path.join(folder, 'mmlu/dev/virology_dev.csv'), 'Is it?,a,b,c,d,B\n');
  writeFileSync(
    path.join(folder, 'mmlu/test/virology_test.csv'),
    'question,choice0,choice1,choice2,choice3,answer\nWas it?,a,b,c,d,0\nWill it?,a,b,c,d,3\n',
  );
  writeFileSync(path.join(folder, 'p.csv'), 'subject,row,prediction\nvirology,0,A\nvirology,1,maybe\n');
  writeFileSync(path.join(folder, 'wrong.csv'), 'subject,row,prediction\nvirology,0,A\nvirology,7,B\n');
});
afterAll(() => place[Symbol.dispose]());

describe('docent eval mmlu', () => {
  it('scores recorded answers without a store', async () => {
    const { code, json } = await run('--data', 'mmlu', '--predictions', 'p.csv', '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject({ micro: 0.5, macro: 0.5, invalid: 1, n: 2 });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('prints the prompts of a subject in test order', async () => {
    const { json } = await run('--data', 'mmlu', '--print-prompts', 'virology', '--json');
    const start =
      'The following are multiple choice questions (with answers) about  virology.\n\nIs it?\nA. a\nB. b\nC. c\nD. d\nAnswer: B\n\n';
    expect(json()).toEqual({
      subject: 'virology',
      prompts: [`${start}Was it?`, `${start}Will it?`].map(
        (text) => `${text}\nA. a\nB. b\nC. c\nD. d\nAnswer:`,
      ),
    });
  });

  it.each([
    [['--data', 'mmlu', '--predictions', 'wrong.csv', '--json'], 'wrong.csv, line 3: "row" must be 0 to 1'],
    [['--data', 'mmlu'], '--predictions'],
    [['--data', 'nowhere', '--predictions', 'p.csv'], 'cannot be read'],
    [['--data', 'mmlu', '--print-prompts', 'chess'], 'chess_dev.csv cannot be read'],
  ])('ends with 2, says what is wrong and prints no numbers: %j', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});
