import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from '../run-docent.ts';

const place = temporaryFolder();
const { folder, dataDir } = place;
const run = (...args: string[]) => runDocent(['eval', 'lm-harness', ...args], { dataDir, cwd: folder });
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

beforeAll(() => {
  for (const name of ['suite/tasks/sums', 'suite/data', 'python'])
    mkdirSync(path.join(folder, name), { recursive: true });
  const yaml = `task: sum
dataset_path: json
dataset_kwargs: {data_files: {test: data/sums.jsonl}}
test_split: test
doc_to_text: "{{q}}="
doc_to_target: "{{a}}"
`;
  write('suite/tasks/sums/sum.yaml', yaml);
  write('suite/tasks/all.yaml', 'group: all\ntask: [sum]\naggregate_metric_list: [{metric: exact_match}]\n');
  // Beside the folder of tasks, as in lm-evaluation-harness's own layout of a suite.
  write('suite/data/sums.jsonl', '{"q":"1+1","a":"2"}\n{"q":"1+2","a":"3"}\n');
  write('python/p.yaml', `${yaml}process_results: !function utils.score\n`);
  const said = (q: string, a: string) => JSON.stringify({ task: 'sum', arguments: [[q, {}]], resps: [[a]] });
  write('all.jsonl', `${said('1+2=', '4')}\n${said('1+1=', '2')}\n`);
  write('half.jsonl', `${said('1+1=', '2')}\n`);
});
afterAll(() => place[Symbol.dispose]());

describe('docent eval lm-harness', () => {
  it('prints the result object and writes the harness’s files, without a store', async () => {
    const { code, json } = await run(
      '--tasks',
      'suite/tasks',
      '--responses',
      'all.jsonl',
      '--out',
      'out',
      '--json',
    );
    expect(code).toBe(0);
    const results = json();
    expect(results).toMatchObject({
      results: { sum: { alias: 'sum', 'exact_match,none': 0.5, 'exact_match_stderr,none': 0.5 } },
      groups: { all: { 'exact_match,none': 0.5 } },
      'n-shot': { sum: 0 },
      'n-samples': { sum: { original: 2, effective: 2 } },
    });
    expect(JSON.parse(readFileSync(path.join(folder, 'out/results.json'), 'utf8'))).toEqual(results);
    const samples = readFileSync(path.join(folder, 'out/samples_sum.jsonl'), 'utf8').trim().split('\n');
    expect(samples.map((line) => JSON.parse(line))).toMatchObject([
      { doc_id: 0, target: '2', filtered_resps: ['2'], exact_match: 1 },
      { doc_id: 1, target: '3', filtered_resps: ['4'], exact_match: 0 },
    ]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([
    [
      ['--tasks', 'suite/tasks', '--responses', 'half.jsonl', '--out', 'none', '--json'],
      'task sum, document 1: no response',
    ],
    [['--tasks', 'python', '--responses', 'all.jsonl', '--out', 'none'], 'utils.score (!function)'],
    [['--tasks', 'gone', '--responses', 'all.jsonl', '--out', 'none'], 'gone cannot be read'],
  ])('ends with 2, says why and leaves nothing behind: %j', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(existsSync(path.join(folder, 'none'))).toBe(false);
  });
});
