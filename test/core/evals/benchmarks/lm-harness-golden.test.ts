import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readResponses } from '../../../../core/evals/benchmarks/lm-harness/responses.ts';
import { resultsOf } from '../../../../core/evals/benchmarks/lm-harness/results.ts';
import { runConfigs } from '../../../../core/evals/benchmarks/lm-harness/run-folder.ts';
import { taskOf } from '../../../../core/evals/benchmarks/lm-harness/task-config.ts';
import { readConfig } from '../../../../core/evals/benchmarks/lm-harness/task-files.ts';
import { sharedData } from '../../../bench/shared-data.ts';

const data = sharedData('lm_eval_harness');
const absent = !existsSync(data);
const title = absent ? ' (skipped: shared/data/lm_eval_harness is absent)' : '';

describe(`the published files${title}`, () => {
  const golden = path.join(data, 'golden_run');
  const read = (file: string) => readFileSync(path.join(golden, file), 'utf8');
  const disk = {
    read: async (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
    beside: (file: string, name: string) => path.join(path.dirname(file), name),
  };

  it.skipIf(absent)('the golden run gives every sample and every number', async () => {
    const lines = new Map(
      ['kb_mc', 'kb_math', 'kb_short'].map((task) => [
        task,
        read(`samples_${task}.jsonl`)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      ]),
    );
    const responses = [...lines].flatMap(([task, rows]) =>
      rows.map((row) => JSON.stringify({ ...row, task })),
    );
    const configs = [];
    for (const task of lines.keys())
      configs.push(await readConfig(disk, path.join(golden, `tasks/${task}.yaml`)));
    const done = await runConfigs(
      configs,
      async (_task, name) => ({ file: name, text: read(name) }),
      readResponses('r.jsonl', responses.join('\n')),
    );
    for (const [task, rows] of lines) expect(done.runs.get(task)?.samples).toEqual(rows);
    const wanted = JSON.parse(read('results.json')) as Record<
      string,
      Record<string, Record<string, unknown>>
    >;
    const results = resultsOf(done, 'responses') as unknown as typeof wanted;
    for (const part of ['groups', 'group_subtasks', 'higher_is_better', 'n-samples', 'n-shot', 'versions'])
      expect(results[part]).toEqual(wanted[part]);
    for (const [task, numbers] of Object.entries(wanted['results'] ?? {}))
      for (const [key, value] of Object.entries(numbers))
        expect(results['results']?.[task]?.[key]).toEqual(
          typeof value === 'number' ? expect.closeTo(value, 12) : value,
        );
  });

  it.skipIf(absent)('of 29 task files those with Python are refused by name, all others load', async () => {
    const root = path.join(data, 'upstream_tasks');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    const refused: string[] = [];
    for (const file of files.filter((name) => name.endsWith('.yaml'))) {
      const raw = await readConfig(disk, path.join(root, file));
      if (raw.fields['group'] !== undefined) continue;
      try {
        taskOf(raw);
      } catch (error) {
        expect(String(error)).toContain('(!function)');
        refused.push(String(raw.fields['task']));
      }
    }
    expect(refused.sort()).toEqual([
      'coqa',
      'hellaswag',
      'truthfulqa_gen',
      'truthfulqa_mc2',
      'wikitext',
      'winogrande',
    ]);
  });
});
