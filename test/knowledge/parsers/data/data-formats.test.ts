import { describe, expect, it } from 'vitest';
import { joinParts, toParts } from '../../../../knowledge/parsers/pool/child-protocol.ts';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';

describe('plain text', () => {
  it('has a paragraph per empty line, with its lines, and no title of its own', async () => {
    const document = await parseDocument('a.txt', 'First\nstill first\n\n\nSecond');
    expect(document.title).toBeNull();
    expect(outline(document.blocks)).toEqual(['paragraph 1-2 First\nstill first', 'paragraph 5-5 Second']);
  });

  it('joins lines that were broken at a fixed width, but not those of a list', async () => {
    const wide = 'The quick brown fox jumps over the lazy dog and on';
    const { blocks } = await parseDocument('a.txt', `${wide}\nand on.\n\n- ${wide}\n- ${wide}`);
    expect(outline(blocks)).toEqual([`paragraph 1-2 ${wide} and on.`, `paragraph 4-5 - ${wide}\n- ${wide}`]);
  });

  it('divides a line of 4 MB without spaces', async () => {
    const { blocks } = await parseDocument('a.txt', 'x'.repeat(4_000_000));
    expect(blocks.length).toBe(500);
  });

  it('refuses a line of 10 MB as too much text', async () => {
    expect(await parseBytes('a.txt', 'x'.repeat(10_000_000))).toMatchObject({ reason: 'too-large' });
  });

  it('drops a stray null byte', async () => {
    expect((await parseDocument('a.txt', 'be\0fore')).blocks[0]?.text).toBe('before');
  });
});

describe('CSV', () => {
  it('gives each row its column names and lines', async () => {
    const { blocks } = await parseDocument('a.csv', 'name,city\n"Lovelace, Ada",London\nBob,"New\nYork"\n');
    expect(outline(blocks)).toEqual([
      'table 2-4 name: Lovelace, Ada | city: London\nname: Bob | city: New; York',
    ]);
  });

  it.each([
    ['a.csv', 'a;b\n1,5;2\n', 'a: 1,5 | b: 2'],
    ['a.tsv', 'a\tb\n1\t2\n', 'a: 1 | b: 2'],
    ['a.csv', 'sep=;\na;b\n1;2\n', 'a: 1 | b: 2'],
    ['a.csv', '1,2\n3,4\n', '1 | 2\n3 | 4'],
    ['a.csv', 'a,b\n1,say "hi"\n"open,2\n', 'a: 1 | b: say "hi"\na: "open | b: 2'],
  ])('reads %s %j', async (name, source, text) => {
    expect((await parseDocument(name, source)).blocks.map((block) => block.text).join('\n')).toBe(text);
  });

  it('puts long rows on a line a cell, and many rows into several blocks', async () => {
    const answer = 'A long answer. '.repeat(20).trim();
    const { blocks } = await parseDocument('a.csv', `question,answer\n${`Why?,${answer}\n`.repeat(10)}`);
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks[0]?.text.startsWith(`question: Why?\nanswer: ${answer}\n\nquestion: Why?`)).toBe(true);
  });
});

describe('JSON', () => {
  it('becomes readable key paths', async () => {
    const value = {
      title: 'Office',
      address: { city: 'Bonn', tags: ['a', 'b'] },
      staff: [{ name: 'Ada' }, { name: 'Bob' }],
    };
    const document = await parseDocument('a.json', JSON.stringify(value));
    expect(document.title).toBe('Office');
    expect(document.blocks[0]?.text.split(/\n+/)).toEqual([
      'title: Office',
      'address.city: Bonn | address.tags: a, b',
      'staff.1.name: Ada',
      'staff.2.name: Bob',
    ]);
  });

  it('refuses what is not JSON, and nesting past the limit', async () => {
    expect(await parseBytes('a.json', '{"a": }')).toMatchObject({ reason: 'damaged' });
    expect(await parseBytes('a.json', '['.repeat(100_000))).toMatchObject({ reason: 'unreadable' });
  });
});

describe('JSON Lines', () => {
  it('makes a corpus one document a line, with its id and title', async () => {
    const source =
      '{"_id":"d1","title":"One","text":"First text."}\n\n{"id":7,"text":"Second."}\n{"_id":"d3","title":"Only a title","text":""}';
    const result = await parseBytes('corpus.jsonl', source);
    expect(result.kind === 'parsed' && result.documents).toEqual([
      {
        title: 'One',
        externalId: 'd1',
        blocks: [{ kind: 'paragraph', text: 'First text.', startLine: 1, endLine: 1 }],
      },
      {
        title: null,
        externalId: '7',
        blocks: [{ kind: 'paragraph', text: 'Second.', startLine: 3, endLine: 3 }],
      },
      {
        title: 'Only a title',
        externalId: 'd3',
        blocks: [{ kind: 'paragraph', text: 'Only a title', startLine: 4, endLine: 4 }],
      },
    ]);
  });

  it('reads lines of any other shape as records of one document', async () => {
    const document = await parseDocument('a.jsonl', '{"q":"Why?","a":"So."}\n{"q":"When?","a":"Now."}\n');
    expect(outline(document.blocks)).toEqual(['table 1-2 q: Why?\na: So.\n\nq: When?\na: Now.']);
  });

  it('names the line that is not JSON', async () => {
    const result = await parseBytes('a.jsonl', '{"text":"x"}\n{oops\n');
    expect(result).toMatchObject({ reason: 'damaged', message: expect.stringContaining('Line 2') });
  });

  it('refuses bytes that are not UTF-8', async () => {
    const bytes = Buffer.from('{"text":"caf\xe9 cr\xe8me"}\n', 'latin1');
    expect(await parseBytes('a.jsonl', bytes)).toMatchObject({ reason: 'wrong-charset' });
  });
});

describe('very many small pieces', () => {
  it.each([
    ['a.txt', 'a\n\n'.repeat(150_000)],
    ['a.html', `<table>${'<tr><td>a<td>b'.repeat(150_000)}</table>`],
    ['a.html', '<p>a'.repeat(150_000)],
    ['a.html', `<pre>${'<b>a</b>'.repeat(200_000)}</pre>`],
    ['a.csv', 'a,b\n'.repeat(150_000)],
    ['a.json', `[${'{"a":1},'.repeat(150_000)}{}]`],
    ['a.md', '- a\n'.repeat(150_000)],
  ])('are read and carried without loss: %s', async (name, source) => {
    const result = await parseBytes(name, source);
    if (result.kind === 'rejected') throw new Error(result.message);
    const documents: typeof result.documents = [];
    for (const parts of toParts(result.documents)) joinParts(documents, JSON.parse(JSON.stringify(parts)));
    expect(documents[0]?.blocks.length).toBe(result.documents[0]?.blocks.length);
    expect(documents[0]?.blocks.length).toBeGreaterThan(20);
  });
});
