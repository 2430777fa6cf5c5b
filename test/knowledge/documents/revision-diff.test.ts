import { describe, expect, it } from 'vitest';
import { type Comparable, diffRevisions, markChanges } from '../../../knowledge/documents/revision-diff.ts';
import { diffWords } from '../../../knowledge/documents/word-diff.ts';
import { hashOf } from '../../fixtures/passages.ts';

const passage = (text: string, headings: string[] = []): Comparable => ({
  text,
  headings,
  hash: hashOf(`${headings.join('/')}\n${text}`),
  place: {},
});

const A = passage('Trains are booked by the travel desk, flights too.');
const B = passage('Five leave days carry over into the next year.');
const C = passage('The kitchen opens at eight and closes at ten.');
const D = passage('Send a sick note on the third day at the latest.');

/** `=` unchanged, `~` moved, `+`, `-`, `*` changed, with the first word. */
function outline(before: Comparable[], after: Comparable[]): string[] {
  return diffRevisions(before, after).passages.map((diff) => {
    if (diff.kind === 'changed') return `*${diff.after.text.split(' ')[0]}`;
    const sign = diff.kind === 'unchanged' ? (diff.moved ? '~' : '=') : diff.kind === 'added' ? '+' : '-';
    return `${sign}${diff.passage.text.split(' ')[0]}`;
  });
}

describe('two revisions', () => {
  it('that hold the same are unchanged', () => {
    expect(outline([A, B, C], [A, B, C])).toEqual(['=Trains', '=Five', '=The']);
    expect(diffRevisions([], []).passages).toEqual([]);
  });

  it('show what was added and removed where it stands', () => {
    expect(outline([A, C], [A, B, C, D])).toEqual(['=Trains', '+Five', '=The', '+Send']);
    expect(outline([A, B, C, D], [A, D])).toEqual(['=Trains', '-Five', '-The', '=Send']);
    expect(outline([], [A])).toEqual(['+Trains']);
    expect(outline([A], [])).toEqual(['-Trains']);
  });

  it('pair a passage with its changed self, not with its neighbour', () => {
    const changed = passage('Six leave days carry over into the next year.');
    expect(outline([A, B, C], [A, D, changed, C])).toEqual(['=Trains', '+Send', '*Six', '=The']);
    expect(outline([A, B, C], [changed])).toEqual(['-Trains', '*Six', '-The']);
  });

  it('count a passage as changed when only its headings are', () => {
    const renamed = { ...passage(B.text, ['Leave']) };
    expect(diffRevisions([B], [renamed]).counts).toEqual({ unchanged: 0, added: 0, removed: 0, changed: 1 });
    expect(markChanges(B, renamed)).toEqual({
      headings: [{ kind: 'added', text: 'Leave' }],
      text: [{ kind: 'same', text: B.text }],
    });
  });

  it('call a passage moved that stands elsewhere', () => {
    expect(outline([A, B, C, D], [B, C, D, A])).toEqual(['=Five', '=The', '=Send', '~Trains']);
  });

  it('are compared in bounded time when everything is different', () => {
    const many = (word: string) =>
      Array.from({ length: 20_000 }, (_, index) =>
        passage(`${word} ${index} of many words`, [`Part ${index}`]),
      );
    const { counts } = diffRevisions(many('before'), many('after'));
    expect(counts).toEqual({ unchanged: 0, added: 0, removed: 0, changed: 20_000 });
  });
});

describe('words', () => {
  const show = (before: string, after: string) =>
    diffWords(before, after)
      .map(({ kind, text }) =>
        kind === 'same' ? text : `${kind === 'added' ? '{+' : '[-'}${text}${kind === 'added' ? '}' : ']'}`,
      )
      .join('');

  it('that differ are marked, the others stay', () => {
    expect(show('within two hours.', 'within three hours.')).toBe('within [-two ]{+three }hours.');
    expect(show('a b c', 'a b c')).toBe('a b c');
    expect(show('', 'new text')).toBe('{+new text}');
    expect(show('old text', '')).toBe('[-old text]');
    expect(show('Ask Ada.', 'Ask Ada or Bob.')).toBe('Ask [-Ada]{+Ada or Bob}.');
  });

  it('give back both texts, whatever they are', () => {
    const texts = [
      '',
      ' ',
      'x',
      'Größe 3,5 €',
      'a\n\n  b\tc',
      '日本語のテキスト',
      '👩‍👩‍👧 flag',
      'don’t e.g. v2.3 a_b',
    ];
    for (const before of texts)
      for (const after of texts) {
        const parts = diffWords(before, after);
        const side = (other: string) =>
          parts
            .filter((part) => part.kind !== other)
            .map((part) => part.text)
            .join('');
        expect([side('added'), side('removed')]).toEqual([before, after]);
      }
  });

  it('of long texts are compared in bounded memory', () => {
    const long = (word: string) => Array.from({ length: 50_000 }, (_, index) => `${word}${index}`).join(' ');
    expect(diffWords(`same ${long('a')} end`, `same ${long('b')} end`).map((part) => part.kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ]);
  });
});
