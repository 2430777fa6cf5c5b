import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCompletionScorer } from '../../../../core/langchain/completion-scorer.ts';
import { createFakeCompletions } from '../../../fakes/models/completions.ts';
import { evalFolder } from '../eval-files/run-here.ts';

const MODEL = 'openai:fake-model';

const CHOICE = `task: choice
dataset_path: json
dataset_kwargs: {data_files: {test: docs.jsonl}}
test_split: test
output_type: multiple_choice
doc_to_text: "{{q}} "
doc_to_choice: ["yes", "no way"]
doc_to_target: "{{a}}"
target_delimiter: ""
`;
const ROLLING = `task: rolling
dataset_path: json
dataset_kwargs: {data_files: {test: docs.jsonl}}
test_split: test
output_type: loglikelihood_rolling
doc_to_text: ""
doc_to_target: "{{q}}"
`;

/** "yes" is likely after a question about the sky, "no" otherwise; the model's own word has -1. */
function chance(token: string, before: string): number {
  const sky = before.includes('sky');
  if (token.trim() === 'yes') return sky ? -0.5 : -4;
  if (token.trim() === 'no') return -2;
  return -1.5;
}

function tasks(baseUrl: string, ...yaml: string[]) {
  const place = evalFolder({ OPENAI_BASE_URL: baseUrl });
  mkdirSync(path.join(place.folder, 'tasks'));
  for (const [at, text] of yaml.entries()) writeFileSync(path.join(place.folder, `tasks/${at}.yaml`), text);
  place.file('docs.jsonl', [
    { q: 'Is the sky blue?', a: 0 },
    { q: 'Is grass red?', a: 1 },
  ]);
  const run = (...args: string[]) =>
    place.run('lm-harness', '--tasks', 'tasks', '--model', MODEL, '--json', ...args);
  return { ...place, ask: run, [Symbol.dispose]: place[Symbol.dispose] };
}

describe('docent eval lm-harness --model, log-likelihoods', () => {
  it('scores choices by a completions server that echoes log-probabilities', async () => {
    await using server = await createFakeCompletions({ chance });
    using place = tasks(server.baseUrl, CHOICE);
    const { code, json, err } = await place.ask('--out', 'out', '--concurrency', '1');
    expect([code, err]).toEqual([0, '4 requests, 0 answered before, 4 to ask.\n']);
    const results = json();
    // "yes" -0.5 against "no way" -2-1.5; then -4 against -3.5.
    expect(results.results.choice).toMatchObject({ 'acc,none': 1, 'acc_norm,none': 1 });
    expect(server.requests[1]).toMatchObject({
      prompt: ['Is the sky blue? yes'],
      ...{ echo: true, logprobs: 1, max_tokens: 1, temperature: 0 },
    });
    // One to see what the server can do.
    expect(server.requests.length).toBe(5);
    const read = await place.run(
      'lm-harness',
      '--tasks',
      'tasks',
      '--responses',
      'out/responses.jsonl',
      '--json',
    );
    expect(read.json()).toEqual({ ...results, config: { ...results.config, model: 'responses' } });
    expect((await place.ask('--out', 'out')).err).toContain('4 answered before, 0 to ask.');
    expect(server.requests.length).toBe(5);
  });

  it('comes again when a busy server says so, and loses nothing', async () => {
    await using server = await createFakeCompletions({ chance });
    using place = tasks(server.baseUrl, CHOICE);
    server.failNext(3, '0');
    const { code, json } = await place.ask();
    expect([code, json().results.choice['acc,none'], server.requests.length]).toEqual([0, 1, 8]);
  });

  it('waits as long as the server asks for', async () => {
    await using server = await createFakeCompletions({ chance });
    server.failNext(1, '7');
    const slept: number[] = [];
    const clock = {
      ...{ now: () => 0, monotonic: () => 0 },
      sleep: (ms: number) => {
        slept.push(ms);
        return ms === 7000 ? Promise.resolve() : new Promise<void>(() => {});
      },
    };
    const limits = { firstTextMs: 60_000, idleMs: 60_000, tries: 2, firstWaitMs: 1, longestWaitMs: 10_000 };
    const openai = { apiKey: '', baseUrl: server.baseUrl };
    const scorer = await createCompletionScorer({ name: 'm', openai, clock, limits });
    const { signal } = new AbortController();
    expect((await scorer.score('One two', { signal })).kind).toBe('tokens');
    expect(slept).toContain(7000);
  });

  it('counts white space at the end of a context to the continuation, and a start token of the server to nothing', async () => {
    const scores = async (start?: string) => {
      await using server = await createFakeCompletions({ chance, ...(start && { start }) });
      using place = tasks(server.baseUrl, CHOICE);
      return (await place.ask('--out', 'out')).json().results;
    };
    expect(await scores('<s>')).toEqual(await scores());
  });

  it('asks for a start token where a text has no context and the server has none', async () => {
    await using server = await createFakeCompletions({ chance });
    using place = tasks(server.baseUrl, ROLLING);
    const refused = await place.ask();
    expect([refused.code, refused.out, server.requests.length]).toEqual([2, '', 1]);
    expect(refused.err).toContain('--start-token');
    const { code, json } = await place.ask('--start-token', '<s> ');
    // -1.5 a token: four and three words.
    expect([code, json().results.rolling['bits_per_byte,none']]).toEqual([
      0,
      expect.closeTo((1.5 * 7) / Math.LN2 / (16 + 13), 9),
    ]);
  });

  it.each(['refuses', 'silent'] as const)('names a server that cannot: %s', async (echo) => {
    await using server = await createFakeCompletions({ chance, echo });
    using place = tasks(server.baseUrl, CHOICE);
    const { code, out, err } = await place.ask('--out', 'out');
    expect([code, out, server.requests.length]).toEqual([3, '', 1]);
    expect(err).toContain(`${MODEL} cannot be asked for choice (multiple_choice): `);
  });

  it('names a provider that cannot, and asks nothing', async () => {
    using place = tasks('http://127.0.0.1:1', CHOICE);
    for (const model of ['anthropic:m', 'openai:gpt-4o']) {
      const { code, err } = await place.run('lm-harness', '--tasks', 'tasks', '--model', model);
      expect([code, err]).toEqual([3, expect.stringContaining(`${model} cannot be asked for choice`)]);
    }
  });
});
