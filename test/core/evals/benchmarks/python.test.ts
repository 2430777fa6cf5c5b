import { describe, expect, it } from 'vitest';
import { callMethod } from '../../../../core/evals/benchmarks/lm-harness/python/methods.ts';
import { pythonSampler } from '../../../../core/evals/benchmarks/lm-harness/python/random.ts';
import { findAll, pythonRegex } from '../../../../core/evals/benchmarks/lm-harness/python/regex.ts';
import { pythonText, readLiteral } from '../../../../core/evals/benchmarks/lm-harness/python/values.ts';
import { renderTemplate } from '../../../../core/evals/benchmarks/lm-harness/template.ts';

/** Expected values come from CPython 3. */
describe('Python', () => {
  it('draws the same samples from the same seed', () => {
    const range = (count: number) => Array.from({ length: count }, (_, at) => at);
    const sample = pythonSampler(1234);
    expect(sample(range(10), 3)).toEqual([7, 1, 0]);
    expect(sample(range(10), 3)).toEqual([1, 0, 9]);
    expect(sample(range(5000), 6)).toEqual([806, 2905, 1939, 142, 252, 129]);
    expect(sample(range(21), 5)).toEqual([11, 19, 15, 14, 4]);
    const other = pythonSampler(7);
    other(range(100), 10);
    let last: number[] = [];
    // So many that the generator turns its state over.
    for (let times = 0; times < 300; times += 1) last = other(range(3000), 2);
    expect(last).toEqual([2452, 992]);
  });

  it.each([
    ['#### (\\-?[0-9\\.\\,]+)', 'x #### -1,2.', ['-1,2.']],
    [
      '(-?[$0-9.,]{2,})|(-?[0-9]+)',
      'it is 5 and 42.',
      [
        ['', '5'],
        ['42.', ''],
      ],
    ],
    ['(?s).*#### ', 'a\nb#### c', ['a\nb#### ']],
    ['\\.$', '4.\n', ['.']],
    ['(?P<x>a)(?P=x)', 'aa', ['a']],
    ['\\boxed{(\\d+)}', 'oxed{3}', ['3']],
    ['[]a]+', 'a]b', ['a]']],
    ['[\\w-]+', 'é-x', ['é-x']],
    ['\\d{,2}', '123', ['12', '3', '']],
    ['b\\Z', 'b\nb', ['b']],
  ])('finds what %j finds', (pattern, text, found) => {
    expect(findAll(pythonRegex(pattern), text)).toEqual(found);
  });

  it('prints and reads its literals', () => {
    expect(pythonText(["it's", 'b', 1, true, null, { a: [] }])).toBe(
      `["it's", 'b', 1, True, None, {'a': []}]`,
    );
    expect(readLiteral(`["it's", 'b\\n', -1.5, True, None, {'a': ()}]`)).toEqual([
      "it's",
      'b\n',
      -1.5,
      true,
      null,
      { a: [] },
    ]);
    expect([readLiteral('[1, 2'), readLiteral('print(1)'), readLiteral('1 2')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['  a b ', 'strip', [], 'a b'],
    ['xxaxx', 'lstrip', ['x'], 'axx'],
    ['a,b,c', 'split', [',', 1], ['a', 'b,c']],
    [' a  b ', 'split', [], ['a', 'b']],
    ['aaa', 'replace', ['a', 'b', 2], 'bba'],
    ['hELLO wORLD', 'capitalize', [], 'Hello world'],
    [['A', 'B'], 'index', ['B'], 1],
    ['{} and {}', 'format', [1, 'x'], '1 and x'],
  ])('calls %j.%s(%j)', (own, name, args, result) => {
    expect(callMethod(own, name, args)).toEqual(result);
  });
});

describe('templates', () => {
  it.each([
    ['{{q.strip()}}\n', { q: ' a ' }, 'a\n'],
    ['{{c}} {{none}} {{true}}', { c: ["it's"] }, `["it's"] None True`],
    ['{{c.label.index(k.lstrip())}}', { c: { label: ['A', 'B'] }, k: ' B' }, '1'],
    ["{{a.split('#')[-1] if a is defined else b}}", { b: 'B' }, 'B'],
    ['{% for x in c %}{{loop.index}}{{x}}{% endfor %}', { c: ['a', 'b'] }, '1a2b'],
    [
      "{{x|regex_replace('(a+)', '<\\\\1>')}} {{y|default('no')}} {{c|join(', ')}}",
      { x: 'caat', c: [1, 2] },
      'c<aa>t no 1, 2',
    ],
    ["{% if 'b' in c %}{{c[1:]}}{% endif %}", { c: ['a', 'b'] }, `['b']`],
  ])('%j renders as Jinja2 renders it', (template, doc, text) => {
    expect(renderTemplate(template, doc)).toBe(text);
  });

  it('refuse what is undefined, and reach nothing of the program', () => {
    expect(() => renderTemplate('{{gone}}', {})).toThrow('"gone" is undefined');
    expect(() => renderTemplate('{{a.gone}}', { a: {} })).toThrow('undefined');
    expect(() => renderTemplate('{{a.constructor("return process")()}}', { a: 'x' })).toThrow();
  });
});
