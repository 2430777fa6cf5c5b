import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropSentences, piecesOf, takeSentences } from '../../../core/text/sentences-in-stream.ts';

describe('piecesOf', () => {
  it.each<[string, string[]]>([
    ['One. Two! Three? Four', ['One. ', 'Two! ', 'Three? ', 'Four']],
    ['With marks. [1] And more [2].', ['With marks. [1] ', 'And more [2].']],
    ['With several. [1][2] Next.', ['With several. [1][2] ', 'Next.']],
    ['"Quoted." Next.', ['"Quoted." ', 'Next.']],
    ['See e.g. The list, cf. Annex 12. Done.', ['See e.g. The list, cf. Annex 12. ', 'Done.']],
    ['Dr. Smith and J. Doe came. They left.', ['Dr. Smith and J. Doe came. ', 'They left.']],
    ['Version 1.2 is out. it is said. Good.', ['Version 1.2 is out. it is said. ', 'Good.']],
    ['a line\nanother\n\nlast', ['a line\n', 'another\n', '\n', 'last']],
    ['一。二！三', ['一。', '二！', '三']],
    ['x\n```\nA. B\n```\ny', ['x\n', '```\nA. B\n```\n', 'y']],
    ['Open.\n```\nA. B', ['Open.\n', '```\nA. B']],
    ['', []],
  ])('cuts %j', (text, pieces) => {
    expect(piecesOf(text)).toEqual(pieces);
  });

  it('cuts at the same places however the text comes', () => {
    const texts = fc.array(
      fc.constantFrom('A', 'b', '. ', '.', ' ', '\n', '[1]', '[', '`', '```', '。', '"', '! '),
      {
        maxLength: 25,
      },
    );
    const check = fc.property(texts, (units) => {
      const pieces: string[] = [];
      let held = '';
      for (const unit of [...units.join('')]) {
        const { complete, rest } = takeSentences(held + unit);
        pieces.push(...complete);
        held = rest;
      }
      if (held !== '') pieces.push(held);
      expect(pieces).toEqual(piecesOf(units.join('')));
    });
    fc.assert(check, { numRuns: 2000, seed: 7 });
  });
});

describe('dropSentences', () => {
  it.each<[[number, number][], string]>([
    [[], ''],
    [[[0, 1]], 'Two. Three.'],
    [[[6, 8]], 'One. Three.'],
    [[[3, 6]], 'Three.'],
    [[[11, 11]], 'One. Two.'],
    [[[0, 99]], ''],
  ])('leaves out every sentence that a span touches: %j', (spans, left) => {
    expect(dropSentences('One. Two. Three.', spans)).toBe(left);
  });
});
