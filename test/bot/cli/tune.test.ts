import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from './run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const docent = (...args: string[]) => runDocent(args, { dataDir, cwd: folder });
afterAll(() => place[Symbol.dispose]());

const TOPICS = ['parking', 'canteen', 'laptop', 'badge', 'holiday', 'travel'];

beforeAll(async () => {
  writeFileSync(
    path.join(folder, 'pages.jsonl'),
    TOPICS.map((topic) => JSON.stringify({ id: topic, title: topic, text: `All about ${topic}.` })).join(
      '\n',
    ),
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
  writeFileSync(
    path.join(folder, 'votes.jsonl'),
    `${rows.map((row) => JSON.stringify(row)).join('\n')}\n{oops\n`,
  );
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

describe('docent tune train', () => {
  const train = async (what: string) => (await docent('tune', 'train', what, '--json')).json();
  const ASKED = [
    'How do I',
    'Where can I',
    'Who may',
    'When should we',
    'Why must people',
    'May guests',
    'What if they',
  ];
  const WORDS: Record<string, string> = {
    ...{
      parking: 'leave the car in a bay',
      canteen: 'get a warm meal at noon',
      laptop: 'repair a broken screen',
    },
    ...{
      badge: 'pass the turnstile gate',
      holiday: 'take days off in August',
      travel: 'book trains to Hamburg',
    },
  };
  const votes = (documentOf: (topic: string, at: number) => string) =>
    TOPICS.flatMap((topic) =>
      ASKED.map((start, at) => ({
        ...{
          id: `t-${topic}-${at}`,
          question: `${start} ${WORDS[topic]}?`,
          answer: `See ${topic}.`,
          vote: 1,
        },
        ...{ source: documentOf(topic, at), person: 'ann', at: '2026-04-01', origin: 'import' },
      })),
    );
  const take = async (rows: object[]) => {
    writeFileSync(path.join(folder, 'pairs.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
    expect((await docent('feedback', 'import', 'pairs.jsonl', '--json')).json()).toMatchObject({
      rejected: [],
    });
  };
  const first = async (query: string) => {
    const { hits } = (await docent('search', query, '--by', 'document', '--json')).json() as {
      hits: { externalId: string }[];
    };
    return hits[0]?.externalId;
  };

  it('waits for enough confirmed pairs', async () => {
    const result = await train('question-memory');
    expect(result).toMatchObject({ what: 'question-memory', activated: false, before: null, after: null });
    expect(result['reason']).toContain('6 of 30');
  });

  it('refuses pairs that contradict each other, and search stays as it was', async () => {
    await take(votes((topic, at) => TOPICS[(TOPICS.indexOf(topic) + at) % TOPICS.length] ?? topic));
    const before = await first('Please, how would I leave the car in a bay');
    for (const what of ['question-memory', 'document-ranker'])
      expect(await train(what)).toMatchObject({ activated: false, reason: expect.stringContaining('agree') });
    expect(await first('Please, how would I leave the car in a bay')).toBe(before);
  });

  it('lets right pairs serve, rolls them back and promotes them again', async () => {
    await take(votes((topic) => topic));
    const result = await train('question-memory');
    expect(result).toMatchObject({ activated: true, before: expect.any(Number), after: expect.any(Number) });
    expect(Number(result['after'])).toBeGreaterThan(Number(result['before']));
    expect(await first('Can I get a warm meal at noon')).toBe('canteen');
    const status = (await docent('tune', 'status', '--json')).json() as {
      steps: { step: string }[];
      trainable: { what: string; active: boolean }[];
    };
    expect(status.steps.map(({ step }) => step)).toHaveLength(6);
    expect(status.trainable).toMatchObject([
      { what: 'question-memory', active: true, lastEvaluation: { after: result['after'] } },
      { what: 'document-ranker', active: false },
    ]);
    expect((await docent('tune', 'rollback', 'question-memory', '--json')).json()).toMatchObject({
      activated: false,
    });
    expect(await first('Can I get a warm meal at noon')).not.toBe('canteen');
    expect((await docent('tune', 'promote', 'question-memory', '--json')).json()).toMatchObject({
      activated: true,
    });
    expect(await first('Can I get a warm meal at noon')).toBe('canteen');
  });

  it('names what cannot be trained', async () => {
    const run = await docent('tune', 'train', 'everything', '--json');
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining('question-memory, document-ranker') });
  });
});
