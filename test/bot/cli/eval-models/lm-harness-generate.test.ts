import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeAnthropic } from '../../../fakes/models/anthropic.ts';
import { createFakeOpenAI } from '../../../fakes/models/openai.ts';
import { evalFolder } from '../eval-files/run-here.ts';
import { startDocent } from '../run-docent.ts';

const MODEL = 'openai:fake-model';

/** A folder with sums to do, one a document. */
function sums(env: Record<string, string>, docs: readonly number[], extra = '') {
  const place = evalFolder(env);
  mkdirSync(path.join(place.folder, 'tasks'));
  writeFileSync(
    path.join(place.folder, 'tasks/sum.yaml'),
    `task: sum
dataset_path: json
dataset_kwargs: {data_files: {test: sums.jsonl}}
test_split: test
doc_to_text: "{{q}}+{{q}}="
doc_to_target: "{{a}}"
generation_kwargs: {until: ["\\n"], max_gen_toks: 7, do_sample: false}
${extra}`,
  );
  place.file(
    'sums.jsonl',
    docs.map((q) => ({ q, a: String(q + q) })),
  );
  return place;
}

/** Doubles the number it is asked about; what stands behind the line end is none of the answer. */
const double = ({ messages }: { messages: { text: string }[] }) =>
  `${2 * Number.parseInt(messages[0]?.text ?? '', 10)}\nNext question:`;

const linesOf = (folder: string, name: string) =>
  readFileSync(path.join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('docent eval lm-harness --model, generate_until', () => {
  it('asks a chat model as the task says, and its files read back to the same numbers', async () => {
    await using server = await createFakeOpenAI({ reply: double });
    using place = sums({ OPENAI_BASE_URL: server.baseUrl }, [1, 2, 3]);
    const { code, json, err } = await place.run(
      'lm-harness',
      '--tasks',
      'tasks',
      '--model',
      MODEL,
      '--out',
      'out',
      '--json',
    );
    expect([code, err]).toEqual([0, '3 requests, 0 answered before, 3 to ask.\n']);
    const results = json();
    expect(results).toMatchObject({
      results: { sum: { 'exact_match,none': 1 } },
      'n-samples': { sum: { original: 3, effective: 3 } },
      config: { model: MODEL },
    });
    expect(server.requests.map(({ body }) => body)).toMatchObject(
      [1, 2, 3].map((q) => ({
        messages: [{ role: 'user', content: `${q}+${q}=` }],
        ...{ stop: ['\n'], temperature: 0, max_tokens: 7 },
      })),
    );
    expect(linesOf(place.folder, 'out/samples_sum.jsonl')).toMatchObject([
      { doc_id: 0, resps: [['2']] },
      { doc_id: 1, resps: [['4']] },
      { doc_id: 2, resps: [['6']] },
    ]);
    for (const file of ['responses.jsonl', 'samples_sum.jsonl']) {
      const read = await place.run('lm-harness', '--tasks', 'tasks', '--responses', `out/${file}`, '--json');
      expect(read.json()).toEqual({ ...results, config: { ...results.config, model: 'responses' } });
    }
  });

  it('names what was withheld and what was cut off, leaves it out of the numbers, and asks only that again', async () => {
    await using server = await createFakeOpenAI({ reply: double });
    using place = sums({ OPENAI_BASE_URL: server.baseUrl }, [1, 2, 3]);
    const run = () =>
      place.run(
        'lm-harness',
        '--tasks',
        'tasks',
        '--model',
        MODEL,
        '--out',
        'out',
        '--concurrency',
        '1',
        '--json',
      );
    server.failNext(1, 'filter');
    server.failNext(1, { mode: 'length', text: '4 and' });
    const first = await run();
    expect(first.code).toBe(3);
    expect(first.err).toContain('task sum, document 0: no answer (filtered)');
    expect(first.err).toContain('1 reply ended at the longest length that its task allows.');
    expect(first.err).toContain('task sum: 2 of 3 documents scored.');
    expect(first.json()).toMatchObject({
      results: { sum: { 'exact_match,none': 0.5 } },
      'n-samples': { sum: { original: 3, effective: 2 } },
    });
    const second = await run();
    expect(second.code).toBe(0);
    expect(second.err).toContain('3 requests, 2 answered before, 1 to ask.');
    expect(server.requests.length).toBe(4);
    expect(second.json()).toMatchObject({ 'n-samples': { sum: { original: 3, effective: 3 } } });
  });

  it('takes an empty reply for a reply', async () => {
    await using server = await createFakeOpenAI({ reply: '\n7' });
    using place = sums({ OPENAI_BASE_URL: server.baseUrl }, [1, 2]);
    server.failNext(1, 'empty');
    const { code, json } = await place.run('lm-harness', '--tasks', 'tasks', '--model', MODEL, '--json');
    expect([code, json().results.sum['exact_match,none']]).toEqual([0, 0]);
  });

  it('asks each repeat, in order, and keeps no more requests open than it may', async () => {
    let asked = 0;
    await using server = await createFakeOpenAI({ reply: () => String(++asked), latencyMs: 20 });
    const filter = 'filter_list: [{name: maj, filter: [{function: majority_vote}, {function: take_first}]}]';
    using place = sums({ OPENAI_BASE_URL: server.baseUrl }, [1, 2], `repeats: 3\n${filter}\n`);
    const args = ['lm-harness', '--tasks', 'tasks', '--model', MODEL, '--out', 'out', '--json'];
    expect((await place.run(...args, '--concurrency', '2')).code).toBe(0);
    expect([server.requests.length, server.peakInFlight]).toEqual([6, 2]);
    const samples = linesOf(place.folder, 'out/samples_sum.jsonl');
    expect(samples.map(({ resps }) => resps[0].length)).toEqual([3, 3]);
    expect((await place.run(...args)).err).toContain('6 requests, 6 answered before, 0 to ask.');
  });

  it('goes on after kill -9 and asks nothing twice that was answered', async () => {
    let asked = 0;
    let kill = () => {};
    await using server = await createFakeOpenAI({
      reply(request) {
        asked += 1;
        if (asked === 3) kill();
        return double(request);
      },
    });
    using place = sums({ OPENAI_BASE_URL: server.baseUrl }, [1, 2, 3, 4, 5, 6]);
    const args = [
      'lm-harness',
      '--tasks',
      'tasks',
      '--model',
      MODEL,
      '--out',
      'out',
      '--concurrency',
      '1',
      '--json',
    ];
    const child = startDocent(['eval', ...args], {
      dataDir: path.join(place.folder, 'data'),
      ...{ cwd: place.folder, env: { OPENAI_BASE_URL: server.baseUrl } },
    });
    kill = () => child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    expect(linesOf(place.folder, 'out/responses.jsonl').length).toBe(2);
    // What a killed writer may leave behind.
    appendFileSync(path.join(place.folder, 'out/responses.jsonl'), '{"model":"openai:fake-mo');
    const { code, err, json } = await place.run(...args);
    expect(code).toBe(0);
    expect(err).toContain('6 requests, 2 answered before, 4 to ask.');
    expect(asked).toBe(7);
    using other = sums({ OPENAI_BASE_URL: server.baseUrl }, [1, 2, 3, 4, 5, 6]);
    const whole = (await other.run(...args)).json();
    expect(json().results).toEqual(whole.results);
  });

  it('does not mix the answers of two models', async () => {
    await using server = await createFakeOpenAI({ reply: double });
    using place = sums({ OPENAI_BASE_URL: server.baseUrl }, [1]);
    const ask = (model: string) =>
      place.run('lm-harness', '--tasks', 'tasks', '--model', model, '--out', 'out', '--json');
    await ask(MODEL);
    const { code, err, out } = await ask('openai:other');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('responses.jsonl holds answers of openai:fake-model, not of openai:other.');
    expect(server.requests.length).toBe(1);
  });

  it('stops at a key that is refused', async () => {
    await using server = await createFakeOpenAI({ apiKey: 'right' });
    using place = sums({ OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'wrong' }, [1, 2, 3]);
    const { code, err, out } = await place.run(
      'lm-harness',
      '--tasks',
      'tasks',
      '--model',
      MODEL,
      '--concurrency',
      '1',
    );
    expect([code, out, server.requests.length]).toEqual([3, '', 1]);
    expect(err).toContain('The model cannot be asked: ');
  });

  it('sends Anthropic no blank stop text and cuts the reply all the same', async () => {
    await using server = await createFakeAnthropic({ reply: double });
    using place = sums({ ANTHROPIC_BASE_URL: server.baseUrl }, [4]);
    const { code, json } = await place.run(
      'lm-harness',
      '--tasks',
      'tasks',
      '--model',
      'anthropic:fake-model',
      '--json',
    );
    expect([code, json().results.sum['exact_match,none']]).toEqual([0, 1]);
    const { body } = server.requests[0] ?? {};
    expect(body).toMatchObject({ max_tokens: 7 });
    expect(body).not.toHaveProperty('stop_sequences');
    expect(body).not.toHaveProperty('temperature');
  });
});
