import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appCommands } from '../../fixtures/app-commands.ts';

const TOPICS = ['parking', 'canteen', 'laptop', 'badge', 'holiday', 'travel'];
const commands = await appCommands();
const { folder, write } = commands;
const docent = commands.run;
afterAll(() => commands[Symbol.asyncDispose]());

beforeAll(async () => {
  write(
    'pages.jsonl',
    TOPICS.map((topic) => ({ id: topic, title: topic, text: `All about ${topic}.` })),
  );
  const rows = TOPICS.map((topic, at) => ({
    ...{
      id: `f${at}`,
      question: `Who answers for ${topic}?`,
      answer: `Desk ${at} answers for ${topic}.`,
      vote: 1,
    },
    ...{ source: topic, person: 'ann', at: '2026-03-01T10:00:00Z', origin: at === 0 ? 'slack' : 'import' },
  }));
  write('votes.jsonl', [...rows, '{oops']);
  await docent('ingest', 'pages.jsonl');
});

describe('docent feedback', () => {
  it('imports a file, names its bad lines, and lists the votes', async () => {
    const run = await docent('feedback', 'import', 'votes.jsonl', '--json');
    expect(run.code).toBe(0);
    expect(run.json()).toEqual({
      ...{ added: 6, replaced: 0, retracted: 0 },
      rejected: [{ line: 7, reason: 'it is not JSON' }],
    });
    const { answers } = (await docent('feedback', 'list', '--json')).json() as { answers: object[] };
    expect(answers).toHaveLength(6);
    expect(answers[0]).toMatchObject({ channel: null, messageIds: [], up: 1, down: 0, reasons: [] });
    expect((await docent('feedback', 'list', '--down', '--json')).json()).toEqual({ answers: [] });
  });

  it('says what is wrong with a day or a file', async () => {
    expect(await docent('feedback', 'list', '--since', 'monday')).toMatchObject({ code: 2 });
    const run = await docent('feedback', 'import', 'nothing.jsonl');
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('there is no such file') });
  });
});

describe('docent tune export', () => {
  it('writes the files of a format and says what it left out', async () => {
    const run = await docent(
      'tune',
      'export',
      '--format',
      'llama-factory',
      '--out',
      'out',
      '--seed',
      '3',
      '--json',
    );
    expect(run).toMatchObject({ code: 0, err: '' });
    const report = run.json() as { files: { path: string; rows: number }[]; considered: number };
    expect(report).toMatchObject({ dropped: { permission: 1 }, considered: 6 });
    expect(report.files.map((file) => file.path)).toEqual([
      'out/llama-factory/train.jsonl',
      'out/llama-factory/valid.jsonl',
    ]);
    for (const { path: file, rows } of report.files) {
      const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
      expect(lines).toHaveLength(rows);
    }
    for (const name of ['provenance.jsonl', 'card.json', 'dataset_info.json'])
      expect(existsSync(path.join(folder, 'out/llama-factory', name))).toBe(true);
  });

  it('takes members’ text once a permission is stated', async () => {
    await docent('tune', 'permission', 'slack', '--statement', 'Own app.');
    const run = await docent('tune', 'export', '--format', 'alpaca', '--out', 'out', '--json');
    expect(run.json()).toMatchObject({ dropped: {}, considered: 6 });
    await docent('tune', 'permission', 'slack', '--withdraw');
  });

  it('names a format or a seed that is none', async () => {
    const run = await docent('tune', 'export', '--format', 'csv', '--out', 'none');
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('"csv"') });
    expect(
      await docent('tune', 'export', '--format', 'alpaca', '--out', 'none', '--seed', '-1'),
    ).toMatchObject({
      code: 2,
    });
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
  });
});

describe('docent tune recipe', () => {
  const recipe = (approach: string, method: string, base: string) =>
    docent(
      ...[
        'tune',
        'recipe',
        '--approach',
        approach,
        '--method',
        method,
        '--base',
        base,
        '--out',
        'rec',
        '--json',
      ],
    );

  it('refuses by name what it does not know, and writes nothing', async () => {
    for (const [approach, method, base, name] of [
      ['lora', 'sft', 'GPT-9', 'GPT-9'],
      ['dora', 'sft', 'GPT-2', 'dora'],
      ['lora', 'ppo', 'GPT-2', 'ppo'],
      ['prefix', 'dpo', 'GPT-2', 'prefix'],
    ] as const) {
      const run = await recipe(approach, method, base);
      expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`"${name}"`) });
    }
    expect(existsSync(path.join(folder, 'rec'))).toBe(false);
  });

  it('writes what it names', async () => {
    const run = await recipe('qlora', 'sft', 'Qwen2.5-0.5B');
    const { files, trainableParameters, command } = run.json() as {
      files: string[];
      trainableParameters: number;
      command: string;
    };
    expect(trainableParameters).toBe(540_672);
    expect(files.every((file) => existsSync(path.join(folder, file)))).toBe(true);
    expect(readFileSync(path.join(folder, 'rec/README.md'), 'utf8')).toContain(command);
  });
});
