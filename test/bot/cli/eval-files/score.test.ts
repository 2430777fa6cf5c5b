import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runDocent, temporaryFolder } from '../run-docent.ts';

const place = temporaryFolder();
const { folder } = place;
const dataDir = path.join(folder, 'never-made');
afterAll(() => place[Symbol.dispose]());

function file(name: string, lines: (string | object)[]): string {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(path.join(folder, name), `${text}\n`);
  return name;
}

const score = (metric: string, hypotheses: string, references: string, ...more: string[]) =>
  runDocent(
    ['eval', 'score', '--metric', metric, '--hypotheses', hypotheses, '--references', references, ...more],
    { dataDir, cwd: folder },
  );

describe('docent eval score', () => {
  it('prints BLEU of lines against two references with its signature, and opens no store', async () => {
    const given = file('given.txt', [
      'The dog bit the man.',
      "It wasn't surprising.",
      'The man had just bitten him.',
    ]);
    const one = file('one.txt', ['The dog bit the man.', 'It was not unexpected.', 'The man bit him first.']);
    const two = file('two.txt', [
      'The dog had bit the man.',
      'No one was surprised.',
      'The man had bitten the dog.',
    ]);
    const run = await score('bleu', given, `${one},${two}`, '--json');
    expect(run.code).toBe(0);
    const found = run.json();
    expect(found['score']).toBeCloseTo(48.530827, 5);
    expect(found['signature']).toMatch(/^nrefs:2\|case:mixed\|eff:no\|tok:13a\|smooth:exp\|version:docent-/);
    expect(found['rows']).toHaveLength(3);
    expect(found['bleu']).toMatchObject({ score: found['score'], hypothesisLength: 17, referenceLength: 18 });
    expect((await score('bleu', given, `${one},${two}`)).out).toMatch(/^BLEU 48\.53 {2}nrefs:2/);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('names several metrics, pairs rows by id and keeps lines within a text', async () => {
    const given = file('given.jsonl', [
      { id: 'b', text: 'a dog ran\nhome' },
      { id: 'a', text: 'The cat.' },
    ]);
    const wanted = file('wanted.jsonl', [
      { id: 'a', text: 'cat' },
      { id: 'b', text: ['nothing', 'dogs ran\nhome'] },
    ]);
    const found = (await score('quasi-exact,rougeLsum', given, wanted, '--stem', '--json')).json();
    expect(found).toMatchObject({
      n: 2,
      quasi_exact_match: {
        score: 0.5,
        rows: [
          { id: 'b', score: 0 },
          { id: 'a', score: 1 },
        ],
      },
    });
    expect((found['rougeLsum'] as { rows: unknown[] }).rows[0]).toEqual({ id: 'b', score: 6 / 7 });
    expect(found).not.toHaveProperty('score');
  });

  it('takes patterns and schemas as references', async () => {
    const given = file('json.jsonl', [{ text: '{"n": 3}' }, { text: '{"n": "three"}' }]);
    const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] };
    const schemas = file('schemas.txt', [schema, schema]);
    expect((await score('json_schema', given, schemas, '--json')).json()['score']).toBe(0.5);
    const patterns = file('patterns.txt', ['\\d', '^\\d']);
    expect((await score('regex', given, patterns, '--json')).json()['score']).toBe(0.5);
  });
});

describe('what docent eval score cannot read', () => {
  it.each([
    ['unknown metric', 'blue', 'two.txt', 'two.txt', 'no metric "blue"'],
    ['absent file', 'bleu', 'absent.txt', 'two.txt', 'absent.txt cannot be read'],
    ['empty file', 'bleu', 'two.txt', 'empty.txt', 'empty.txt is empty'],
    ['other length', 'bleu', 'two.txt', 'three.txt', 'two.txt has 2 texts, three.txt has 3'],
    ['no text', 'bleu', 'no-text.jsonl', 'two.txt', 'no-text.jsonl, line 2: "text" must be a text'],
    ['no JSON', 'bleu', 'no-json.jsonl', 'two.txt', 'no-json.jsonl, line 1: it is not JSON'],
    ['same id', 'bleu', 'same-id.jsonl', 'two.txt', 'same-id.jsonl, line 3: "id" "a" is on line 1 already'],
    ['some ids', 'bleu', 'some-ids.jsonl', 'two.txt', 'some-ids.jsonl, line 2: "id" is missing'],
    [
      'other ids',
      'bleu',
      'ids-a.jsonl',
      'ids-b.jsonl',
      'ids-a.jsonl, line 2: "id" "y" is not in ids-b.jsonl',
    ],
    [
      'bad pattern',
      'regex',
      'two.txt',
      'patterns-bad.txt',
      'patterns-bad.txt, line 2: it is not a regular expression',
    ],
  ])('is named with its line, and ends with 2: %s', async (_name, metric, given, wanted, said) => {
    file('two.txt', ['a', 'b']);
    file('three.txt', ['a', 'b', 'c']);
    writeFileSync(path.join(folder, 'empty.txt'), '');
    file('no-text.jsonl', [{ text: 'a' }, { texts: 'b' }]);
    file('no-json.jsonl', ['{', '{}']);
    file('same-id.jsonl', [
      { id: 'a', text: '1' },
      { id: 'b', text: '2' },
      { id: 'a', text: '3' },
    ]);
    file('some-ids.jsonl', [{ id: 'a', text: '1' }, { text: '2' }]);
    file('ids-a.jsonl', [
      { id: 'x', text: '1' },
      { id: 'y', text: '2' },
    ]);
    file('ids-b.jsonl', [
      { id: 'x', text: '1' },
      { id: 'z', text: '2' },
    ]);
    file('patterns-bad.txt', ['a', '(']);
    const run = await score(metric, given, wanted, '--json');
    expect(run.err).toContain(said);
    expect(run).toMatchObject({ code: 2, out: '' });
  });
});
