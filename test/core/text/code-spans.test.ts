import { describe, expect, it } from 'vitest';
import {
  blankBlocks,
  blocksIn,
  changeProse,
  firstBlock,
  isFenceLine,
  linesAndBlocks,
  withoutCode,
  withoutUnfinishedCode,
} from '../../../core/text/code-spans.ts';

const BLOCK = '```sh\nnpm ci\n```';

describe('code in Markdown', () => {
  it.each([
    [`a ${BLOCK} b \`x a\` c`, `A ${BLOCK} B \`x a\` C`],
    ['`a`', '`a`'],
    ['``a`` b', '``a`` B'],
    ['only prose', 'ONLY PROSE'],
    ['open `a', 'OPEN `A'],
    ['', ''],
  ])('stays as it is while prose changes: %j', (text, changed) => {
    expect(changeProse(text, (prose) => prose.toUpperCase())).toBe(changed);
  });

  it('is left out, a block without an end up to the end of the text', () => {
    expect(withoutCode(`a \`b\` c\n${BLOCK}\nd`)).toBe('a  c\n\nd');
    expect(withoutCode('a\n```\nb')).toBe('a\n');
    expect(withoutCode('a`b`c', ' ')).toBe('a c');
  });

  it.each([
    ['Run `npm', 'Run '],
    ['Run `npm` and', 'Run `npm` and'],
    ['Run\n```\nnpm `x`', 'Run\n'],
    [`${BLOCK} so`, `${BLOCK} so`],
  ])('is held back while nothing closes it: %j', (text, shown) => {
    expect(withoutUnfinishedCode(text)).toBe(shown);
  });

  it('becomes blank in its place', () => {
    const text = `a\n${BLOCK}\n~~~\nx\n~~~ b`;
    expect(blankBlocks(text)).toHaveLength(text.length);
    expect(blankBlocks(text).trim().split(/\s+/)).toEqual(['a', 'b']);
  });

  it('is one piece among lines', () => {
    expect(linesAndBlocks(`a\n\n${BLOCK}\nb`)).toEqual([
      { start: 0, text: 'a', code: false },
      { start: 3, text: BLOCK, code: true },
      { start: 20, text: 'b', code: false },
    ]);
  });

  it('begins and ends at a fence', () => {
    expect(['```sh', '  ~~~', '``', 'a ```'].map(isFenceLine)).toEqual([true, true, false, false]);
  });

  it('is read by language, and where it stands', () => {
    expect(firstBlock('So: ```json {"a":1}```')).toBe('{"a":1}');
    expect(firstBlock('So: ```json {"a":1}')).toBeUndefined();
    expect(blocksIn('x\n```JSON\n1\n```\n```sh\n2\n```\n```json\n3', 'json')).toEqual([
      { start: 10, code: '1\n' },
      { start: 36, code: '3' },
    ]);
  });
});
