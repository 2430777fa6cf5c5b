import { describe, expect, it } from 'vitest';
import { readResponses } from '../../../../core/evals/benchmarks/lm-harness/responses.ts';
import { resultsOf } from '../../../../core/evals/benchmarks/lm-harness/results.ts';
import { runConfigs } from '../../../../core/evals/benchmarks/lm-harness/run-folder.ts';
import { taskOf, warningsOf } from '../../../../core/evals/benchmarks/lm-harness/task-config.ts';
import { readConfig } from '../../../../core/evals/benchmarks/lm-harness/task-files.ts';

/** Files by name, as if they lay in one folder. */
const filesOf = (held: Record<string, string>) => ({
  read: async (file: string) => held[file] ?? null,
  beside: (_file: string, name: string) => name,
});

async function run(held: Record<string, string>, responses: object[]) {
  const files = filesOf(held);
  const configs = [];
  for (const name of Object.keys(held).filter((file) => file.endsWith('.yaml')))
    configs.push(await readConfig(files, name));
  const read = async (_task: object, name: string) => {
    const text = await files.read(name);
    return text === null ? null : { file: name, text };
  };
  const text = responses.map((row) => JSON.stringify(row)).join('\n');
  const done = await runConfigs(configs, read, readResponses('r.jsonl', text || '{}'));
  return { ...resultsOf(done, 'responses'), samples: (task: string) => done.runs.get(task)?.samples ?? [] };
}

const CHOICE = `
task: pick
tag: colours
dataset_path: json
dataset_kwargs: {data_files: {test: d.jsonl}}
test_split: test
output_type: multiple_choice
doc_to_text: "{{q}}"
doc_to_choice: "{{[a, b]}}"
doc_to_target: label
`;
const DOCS =
  '{"q":"Sky?","a":"blue","b":"red","label":0}\n{"q":"Blood?","a":"blue","b":"red","label":"red"}\n';
const asks = (task: string, q: string, blue: [number, boolean], red: [number, boolean]) => ({
  task,
  arguments: [
    [q, ' blue'],
    [q, ' red'],
  ],
  resps: [[blue], [red]],
});
const ANSWERS = [
  asks('pick', 'Sky?', [-1, true], [-2, false]),
  asks('pick', 'Blood?', [-3, false], [-3.5, false]),
];

describe('multiple choice', () => {
  it('takes the likeliest continuation, as it is and by its length', async () => {
    const metrics =
      'metric_list: [{metric: acc}, {metric: acc_norm}, {metric: acc_bytes}, {metric: brier_score}]';
    const { results } = await run({ 'p.yaml': CHOICE + metrics, 'd.jsonl': DOCS }, ANSWERS);
    // "Blood?": -3 against -3.5, but -3/4 against -3.5/3 a character: blue both times, where red is right.
    expect(results['pick']).toMatchObject({ 'acc,none': 0.5, 'acc_stderr,none': 0.5, 'acc_norm,none': 0.5 });
    const share = (gap: number) => 1 / (1 + Math.exp(gap));
    const brier = (2 * share(1) ** 2 + 2 * (1 - share(0.5)) ** 2) / 2;
    expect(results['pick']?.['brier_score,none']).toBeCloseTo(brier, 12);
    expect(results['pick']?.['brier_score_stderr,none']).toBe('N/A');
  });

  it('asks for the choices alone where mutual information is wanted', async () => {
    const alone = asks('pick', '', [-0.5, false], [-9, false]);
    const { results } = await run(
      { 'p.yaml': `${CHOICE}metric_list: [{metric: acc_mutual_info}]`, 'd.jsonl': DOCS },
      [...ANSWERS, alone],
    );
    // Sky: -1 + 0.5 against -2 + 9; Blood: -3 + 0.5 against -3.5 + 9: red both times.
    expect(results['pick']).toMatchObject({ 'acc_mutual_info,none': 0.5 });
  });

  it('has groups by tag, weighted by size or not, with a pooled standard error', async () => {
    const other = CHOICE.replace('pick', 'one').replace('d.jsonl', 'e.jsonl');
    const group = (name: string, weighted: boolean) =>
      `group: ${name}\ntask: [colours]\naggregate_metric_list: [{metric: acc, weight_by_size: ${weighted}}]\n`;
    const third = '{"q":"Sea?","a":"blue","b":"red","label":0}\n';
    const {
      results,
      groups,
      group_subtasks: subtasks,
    } = await run(
      {
        'p.yaml': CHOICE,
        'o.yaml': other,
        'd.jsonl': DOCS,
        'e.jsonl': `${DOCS}${third}`,
        'g.yaml': group('micro', true),
        'h.yaml': group('macro', false),
      },
      [
        ...ANSWERS,
        ...ANSWERS.map((row) => ({ ...row, task: 'one' })),
        asks('one', 'Sea?', [-1, true], [-2, false]),
      ],
    );
    // 1 of 2 (error 1/2) and 2 of 3 (error 1/3): pooled (1·1/4·2 + 2·1/9·3) / (5 − 2) / 5.
    expect(results['micro']?.['acc,none']).toBeCloseTo(3 / 5, 12);
    expect(results['micro']?.['acc_stderr,none']).toBeCloseTo(Math.sqrt((1 / 2 + 2 / 3) / 3 / 5), 12);
    expect(groups['macro']?.['acc,none']).toBeCloseTo((1 / 2 + 2 / 3) / 2, 12);
    expect(subtasks).toEqual({ micro: ['pick', 'one'], macro: ['pick', 'one'] });
  });
});

const WRITE = `
task: sum
dataset_path: json
dataset_kwargs: {data_files: {test: d.json}}
test_split: test
doc_to_text: "{{q}}="
doc_to_target: "{{a}}"
`;

describe('generation', () => {
  const doc = '[{"q":"1+1","a":["2","two"]}]';
  const said = (...resps: string[]) => [{ task: 'sum', arguments: [['1+1=', {}]], resps: [resps] }];

  it('counts a match with any of several answers after what is to be ignored', async () => {
    const metric = 'metric_list: [{metric: exact_match, ignore_case: true, regexes_to_ignore: ["\\\\.$"]}]';
    const { results } = await run({ 's.yaml': WRITE + metric, 'd.json': doc }, said('TWO.'));
    expect(results['sum']).toMatchObject({ 'exact_match,none': 1, 'exact_match_stderr,none': 'N/A' });
  });

  it('votes over repeats, where the first of equals wins', async () => {
    const yaml = `${WRITE}repeats: 4
filter_list:
  - {name: vote, filter: [{function: majority_vote}, {function: take_first}]}
  - {name: last, filter: [{function: regex, regex_pattern: "([0-9])|(t\\\\w+)", group_select: -1}, {function: take_first}]}
`;
    const { results, samples } = await run(
      { 's.yaml': yaml, 'd.json': doc },
      said('3 two', '2', '2', '3 two'),
    );
    expect(results['sum']).toMatchObject({ 'exact_match,vote': 0, 'exact_match,last': 1 });
    expect(samples('sum').map((row) => row['filtered_resps'])).toEqual([['3 two'], ['two']]);
  });

  it('has corpus scores, which the texts of all documents make', async () => {
    const metrics = 'metric_list: [{metric: bleu}, {metric: chrf}]';
    const words = 'the cat sat on the mat';
    const held = { 's.yaml': WRITE + metrics, 'd.json': JSON.stringify([{ q: '1+1', a: words }]) };
    const { results } = await run(held, said(words));
    expect(results['sum']?.['bleu,none']).toBeCloseTo(100, 9);
    expect(results['sum']?.['chrf,none']).toBeCloseTo(100, 9);
  });
});

describe('prompts', () => {
  const shots = '[{"q":"a","a":"A"},{"q":"b","a":"B"},{"q":"c","a":"C"}]';
  const yaml = `${WRITE}fewshot_split: test\nnum_fewshot: 1\ndescription: "Sums.\\n"\n`;

  it('have no question among its own shots', async () => {
    const held = { 's.yaml': `${yaml}fewshot_config: {sampler: first_n}`, 'd.json': shots };
    const prompt = (shot: string, q: string) => ({
      arguments: [[`Sums.\n${shot.toLowerCase()}= ${shot}\n\n${q}=`, {}]],
      resps: [[q.toUpperCase()]],
    });
    const { results } = await run(held, [prompt('B', 'a'), prompt('A', 'b'), prompt('A', 'c')]);
    expect(results['sum']).toMatchObject({ 'exact_match,none': 1 });
  });

  it('that were not answered end the run with task and document', async () => {
    await expect(
      run({ 's.yaml': WRITE, 'd.json': shots }, [{ arguments: [['a=', {}]], resps: [['A']] }]),
    ).rejects.toThrow('s.yaml: task sum, document 1: no response is recorded');
  });
});

describe('log-likelihoods', () => {
  it('give perplexity and greedy hits, and a text’s own by words and bytes', async () => {
    const base = WRITE.replace('{{a}}', 'w1 w2');
    const held = {
      's.yaml': `${base}output_type: loglikelihood\n`,
      'r.yaml': `${base.replace('sum', 'roll')}output_type: loglikelihood_rolling\n`,
      'd.json': '[{"q":"1+1","a":"x"}]',
    };
    const { results } = await run(held, [
      { task: 'sum', arguments: [['1+1=', 'w1 w2']], resps: [[[-2, true]]] },
      { task: 'roll', arguments: [['w1 w2']], resps: [[-10]] },
    ]);
    expect(results['sum']).toMatchObject({ 'perplexity,none': Math.exp(2), 'acc,none': 1 });
    expect(results['roll']?.['word_perplexity,none']).toBeCloseTo(Math.exp(5), 9);
    expect(results['roll']?.['byte_perplexity,none']).toBeCloseTo(Math.exp(2), 9);
    expect(results['roll']?.['bits_per_byte,none']).toBeCloseTo(2 / Math.LN2, 9);
  });
});

describe('files', () => {
  it('include others, whose fields give way', async () => {
    const files = filesOf({ base: 'a: 1\nb: 1\n', 'x.yaml': 'include: base\nb: 2\n' });
    expect((await readConfig(files, 'x.yaml')).fields).toEqual({ a: 1, b: 2 });
  });

  it.each([
    ['a: [1', 'x.yaml, line'],
    ['include: gone\n', '"include" names gone'],
    ['include: x.yaml\n', 'it includes itself'],
    ['- a\n', 'a YAML mapping is expected'],
  ])('that are broken are named: %j', async (yaml, message) => {
    await expect(readConfig(filesOf({ 'x.yaml': yaml }), 'x.yaml')).rejects.toThrow(message);
  });

  it.each([
    [
      'process_docs: !function utils.prepare',
      '"process_docs" is the Python function utils.prepare (!function)',
    ],
    ['output_type: essay', '"output_type" must be one of'],
    ['metric_list: [{metric: ter}]', 'the metric "ter", which is not supported'],
    ['metric_list: [{metric: acc}]', '"acc", which generate_until does not give'],
    ['filter_list: [{name: x, filter: [{function: magic}]}]', 'the filter "magic", which is not supported'],
    ['test_split: null', '"test_split" is missing'],
    ['dataset_path: org/set', '"dataset_path" is "org/set": only files'],
    ['dataset_kwargs: {data_files: {test: gone.json}}', 'the data file "gone.json", which is not there'],
  ])('of tasks that cannot run are refused by task and field: %s', async (line, message) => {
    const key = `${line.split(':')[0]}:`;
    const yaml = `${WRITE.split('\n')
      .filter((own) => !own.startsWith(key))
      .join('\n')}${line}\n`;
    const failed = run({ 's.yaml': yaml, 'd.json': '[{"q":"a","a":"b"}]' }, [
      { arguments: [['a=', {}]], resps: [['b']] },
    ]);
    await expect(failed).rejects.toThrow('s.yaml: task sum: the field "');
    await expect(failed).rejects.toThrow(message);
  });

  it('of tasks that cannot run are named all at once', async () => {
    const other = `${WRITE.replace('sum', 'more')}use_prompt: x\n`;
    const held = { 's.yaml': `${WRITE}process_docs: !function u.p\n`, 'm.yaml': other };
    const failed = run(held, [{ arguments: [['a=', {}]], resps: [['b']] }]);
    await expect(failed).rejects.toThrow(/task sum[\s\S]*task more/);
  });

  it('of answers that are broken are refused by line and field', () => {
    const line = (row: object) => () => readResponses('r.jsonl', `\n${JSON.stringify(row)}`);
    expect(line({ resps: [] })).toThrow('r.jsonl, line 2: "arguments" must be a list');
    expect(line({ arguments: [['a']], resps: [] })).toThrow('line 2: "resps" must be a list with an entry');
    expect(line({ arguments: [['a']], resps: [[]] })).toThrow('"resps" 0 must be a list of at least one');
    expect(() => readResponses('r.jsonl', '')).toThrow('the file holds no answer');
  });

  it('with a backslash and an n for a line end are warned about', async () => {
    const files = filesOf({ 'x.yaml': `${WRITE}`.replace('"{{q}}="', "'{{q}}\\n'") });
    expect(warningsOf(taskOf(await readConfig(files, 'x.yaml')))).toHaveLength(1);
    expect(warningsOf(taskOf(await readConfig(filesOf({ 'x.yaml': WRITE }), 'x.yaml')))).toEqual([]);
  });
});
