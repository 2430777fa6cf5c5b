import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPrompter } from '../../../../core/evals/benchmarks/lm-harness/prompt.ts';
import { taskOf } from '../../../../core/evals/benchmarks/lm-harness/task-config.ts';
import { readConfig } from '../../../../core/evals/benchmarks/lm-harness/task-files.ts';
import { sharedData } from '../../../bench/shared-data.ts';

const root = sharedData('lm_eval_harness/upstream_tasks');
const absent = !existsSync(root);
const title = absent ? ' (skipped: shared/data/lm_eval_harness is absent)' : '';

const disk = {
  read: async (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
  beside: (file: string, name: string) => path.join(path.dirname(file), name),
};

const subject = { question: ' Two? ', choices: ['1', '2', '3', '4'], answer: 1 };
const sum = { question: 'What is 2 + 2?', answer: 'Add.\n#### 4' };
const options = { text: ['ice', 'fire'], label: ['A', 'B'] };

describe(`upstream task files${title}`, () => {
  it.skipIf(absent).each([
    [
      'piqa/piqa',
      { goal: 'Sit', sol1: 'down', sol2: 'up', label: 0 },
      'Question: Sit\nAnswer:',
      ['down', 'up'],
      0,
    ],
    [
      'openbookqa/openbookqa',
      { question_stem: 'Hot?', choices: options, answerKey: ' B' },
      'Hot?',
      ['ice', 'fire'],
      1,
    ],
    [
      'super_glue/boolq/default',
      { passage: 'P', question: 'is it', label: 1 },
      'P\nQuestion: is it?\nAnswer:',
      ['no', 'yes'],
      1,
    ],
    [
      'mmlu/default/mmlu_computer_security',
      subject,
      'The following are multiple choice questions (with answers) about computer security.\n\nTwo?\nA. 1\nB. 2\nC. 3\nD. 4\nAnswer:',
      ['A', 'B', 'C', 'D'],
      1,
    ],
    [
      'mmlu/generative/mmlu_abstract_algebra',
      subject,
      'The following are multiple choice questions (with answers) about abstract algebra.\n\nTwo?\nA. 1\nB. 2\nC. 3\nD. 4\nAnswer:',
      null,
      'B',
    ],
    [
      'arc/arc_challenge',
      { question: 'Cold?', choices: options, answerKey: 'A' },
      'Question: Cold?\nAnswer:',
      ['ice', 'fire'],
      0,
    ],
    [
      'sciq/sciq',
      {
        support: ' S.',
        question: 'Q?',
        distractor1: 'a',
        distractor2: 'b',
        distractor3: 'c',
        correct_answer: "d's",
      },
      'S.\nQuestion: Q?\nAnswer:',
      ['a', 'b', 'c', "d's"],
      3,
    ],
    [
      'nq_open/nq_open',
      { question: 'who', answer: ['Ada', 'A.'] },
      'Answer these questions:\n\nQ: who?\nA:',
      null,
      ['Ada', 'A.'],
    ],
    [
      'triviaqa/default',
      { question: 'who', answer: { aliases: ['Ada'] } },
      'Question: who?\nAnswer:',
      null,
      ['Ada'],
    ],
  ])('%s is asked as upstream asks it', async (file, doc, prompt, choices, target) => {
    const task = taskOf(await readConfig(disk, path.join(root, `${file}.yaml`)));
    const asked = createPrompter({ ...task, numFewshot: 0 }, [])(doc);
    expect(asked).toMatchObject({ contexts: [prompt], choices, target });
  });

  it.skipIf(absent)('gsm8k-cot has its own shots, whose answer stands in another field', async () => {
    const task = taskOf(await readConfig(disk, path.join(root, 'gsm8k/gsm8k-cot.yaml')));
    const { contexts, target } = createPrompter(task, task.fewshotSamples ?? [])(sum);
    expect(contexts[0]?.match(/Q: /g)).toHaveLength(9);
    expect(contexts[0]).toMatch(/The answer is 6\.\n\nQ: /);
    expect(contexts[0]).toMatch(/Q: What is 2 \+ 2\?\nA:$/);
    expect(target).toBe('4');
  });

  it.skipIf(absent)('lambada asks for the last word, and truthfulqa has its preamble', async () => {
    const lambada = taskOf(await readConfig(disk, path.join(root, 'lambada/lambada_openai.yaml')));
    const { contexts, target } = createPrompter(lambada, [])({ text: 'to be or not' });
    expect([contexts[0], target]).toEqual(['to be or', ' not']);
    const truthful = taskOf(await readConfig(disk, path.join(root, 'truthfulqa/truthfulqa_mc1.yaml')));
    const asked = createPrompter(truthful, [])({ question: 'Why?', mc1_targets: { choices: ['x', 'y'] } });
    expect(asked.contexts[0]).toMatch(/^Q: What is human life[\s\S]*Barcelona, Spain\.\n\nQ: Why\?\nA:$/);
    expect(asked).toMatchObject({ choices: ['x', 'y'], target: 0 });
  });
});
