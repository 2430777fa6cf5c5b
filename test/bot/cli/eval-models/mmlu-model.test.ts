import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeCompletions } from '../../../fakes/models/completions.ts';
import { createFakeOpenAI } from '../../../fakes/models/openai.ts';
import { evalFolder } from '../eval-files/run-here.ts';

const MODEL = 'openai:fake-model';

function mmlu(baseUrl: string) {
  const place = evalFolder({ OPENAI_BASE_URL: baseUrl });
  for (const split of ['dev', 'test']) mkdirSync(path.join(place.folder, 'mmlu', split), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(place.folder, 'mmlu', name), text);
  write('dev/virology_dev.csv', 'One?,a,b,c,d,B\nTwo?,a,b,c,d,C\n');
  write('test/virology_test.csv', 'First?,a,b,c,d,A\nSecond?,a,b,c,d,D\nThird?,a,b,c,d,C\n');
  const ask = (...args: string[]) => place.run('mmlu', '--data', 'mmlu', '--model', MODEL, '--json', ...args);
  return { ...place, ask, [Symbol.dispose]: place[Symbol.dispose] };
}

const REPLIES: Record<string, string> = { First: ' (A) since', Second: 'Maybe A,\n"perhaps"', Third: 'B' };
const reply = ({ messages }: { messages: { text: string }[] }) =>
  REPLIES[/(\w+)\?[^?]*$/.exec(messages[0]?.text ?? '')?.[1] ?? ''] ?? '';

describe('docent eval mmlu --model', () => {
  it('asks the printed prompts, counts what is no letter, and its file reads back to the same numbers', async () => {
    await using server = await createFakeOpenAI({ reply });
    using place = mmlu(server.baseUrl);
    const { code, json, err } = await place.ask('--out', 'p.csv');
    expect([code, err]).toEqual([0, '3 questions, 0 answered before, 3 to ask.\n']);
    expect(json()).toMatchObject({ micro: 1 / 3, invalid: 1, n: 3 });
    const printed = (
      await place.run('mmlu', '--data', 'mmlu', '--print-prompts', 'virology', '--json')
    ).json();
    const asked = server.requests.map(({ body }) => body.messages?.[0]?.content);
    expect(asked.toSorted()).toEqual(printed.prompts.toSorted());
    const read = await place.run('mmlu', '--data', 'mmlu', '--predictions', 'p.csv', '--json');
    expect(read.json()).toEqual(json());
  });

  it('keeps each answer at once and asks only what is left', async () => {
    await using server = await createFakeOpenAI({ reply });
    using place = mmlu(server.baseUrl);
    server.failNext(1, 'refusal');
    const first = await place.ask('--out', 'p.csv', '--concurrency', '1');
    expect([first.code, first.json().n]).toEqual([3, 2]);
    expect(first.err).toContain('virology, row 0: no answer (refused)');
    expect(first.err).toContain('2 of 3 questions scored.');
    const second = await place.ask('--out', 'p.csv');
    expect([second.code, second.json().n, server.requests.length]).toEqual([0, 3, 4]);
    expect(second.err).toContain('3 questions, 2 answered before, 1 to ask.');
    const other = await place.ask('--out', 'p.csv', '--flavour', 'helm');
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('in the words of original')]);
  });

  it('asks with fewer solved questions where a prompt is too long', async () => {
    await using server = await createFakeOpenAI({ reply });
    using place = mmlu(server.baseUrl);
    server.failNext(1, 'context');
    const { code, json } = await place.ask('--concurrency', '1');
    expect([code, json().n]).toEqual([0, 3]);
    const [all, fewer] = server.requests.map(({ body }) => String(body.messages?.[0]?.content));
    expect([all?.includes('Two?'), fewer?.includes('Two?'), fewer?.includes('One?')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('takes the likeliest letter of a completions server and writes all four', async () => {
    const chance = (token: string, before: string) =>
      token === (before.includes('Second?') ? ' D' : ' A') ? -0.25 : -3;
    await using server = await createFakeCompletions({ chance });
    using place = mmlu(server.baseUrl);
    const { code, json } = await place.ask('--scoring', 'logprobs', '--out', 'p.csv');
    expect(code).toBe(0);
    expect(json()).toMatchObject({ micro: 2 / 3, invalid: 0, n: 3 });
    const lines = readFileSync(path.join(place.folder, 'p.csv'), 'utf8').split('\n');
    expect(lines[0]).toBe('subject,row,A,B,C,D,model,flavour');
    expect(lines).toContain(`virology,0,-0.25,-3,-3,-3,${MODEL},original`);
    const read = await place.run('mmlu', '--data', 'mmlu', '--predictions', 'p.csv', '--json');
    expect(read.json()).toEqual(json());
    const other = await place.ask('--out', 'p.csv');
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('answers of another kind')]);
  });

  it('names a server without log-probabilities', async () => {
    await using server = await createFakeCompletions({ chance: () => -1, echo: 'silent' });
    using place = mmlu(server.baseUrl);
    const { code, err, out } = await place.ask('--scoring', 'logprobs');
    expect([code, out, server.requests.length]).toEqual([3, '', 1]);
    expect(err).toContain('cannot be asked with --scoring logprobs');
  });
});
