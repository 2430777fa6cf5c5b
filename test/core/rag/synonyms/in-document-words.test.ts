import { describe, expect, it } from 'vitest';
import { inDocumentWords } from '../../../../core/rag/synonyms/in-document-words.ts';

const list = [
  { said: 'pto', meant: 'paid leave' },
  { said: 'my box', meant: 'the server' },
  { said: 'box', meant: 'parcel' },
  { said: '年休', meant: '年次有給休暇' },
];

describe('a question in the words of the documents', () => {
  it('says what is meant for what is said, whatever its case or ending', () => {
    expect(inDocumentWords('How much PTO do I get?', list)).toBe('How much paid leave do I get?');
    expect(inDocumentWords('who opens boxes', list)).toBe('who opens parcel');
  });

  it('takes the longest at a place, and reads nothing that it put in again', () => {
    expect(inDocumentWords('my box is down', list)).toBe('the server is down');
    expect(inDocumentWords('a server in a box', [...list, { said: 'parcel', meant: 'letter' }])).toBe(
      'a server in a parcel',
    );
  });

  it('leaves a word that only holds it alone', () => {
    expect(inDocumentWords('the laptop and the inbox', list)).toBeNull();
    expect(inDocumentWords('anything', [])).toBeNull();
  });

  it('finds words of a writing without spaces', () => {
    expect(inDocumentWords('年休は何日ですか', list)).toBe('年次有給休暇は何日ですか');
  });
});
