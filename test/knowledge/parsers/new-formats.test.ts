import { describe, expect, it } from 'vitest';
import { outline, parseBytes, parseDocument } from '../../fixtures/parse-bytes.ts';

describe('notebooks', () => {
  const notebook = (cells: unknown[]): string => JSON.stringify({ nbformat: 4, cells });

  it('are their texts, their code and what it printed', async () => {
    const document = await parseDocument(
      'a.ipynb',
      notebook([
        { cell_type: 'markdown', source: ['# Tides\n', 'High water is at **6:40**.'] },
        {
          cell_type: 'code',
          source: 'tide(3)',
          outputs: [
            { output_type: 'stream', text: ['4.2\n'] },
            {
              output_type: 'execute_result',
              data: {
                'text/html':
                  '<table><tr><th>h</th><th>m</th><th>n</th></tr><tr><td>6</td><td>4.2</td><td>1</td></tr></table>',
              },
            },
            {
              output_type: 'display_data',
              data: { 'image/png': 'iVBO', 'text/plain': '<Figure size 640x480>' },
            },
            { output_type: 'error', ename: 'ValueError', evalue: 'no moon' },
          ],
        },
      ]),
    );
    expect(document.title).toBe('Tides');
    expect(outline(document.blocks)).toEqual([
      'heading1 Tides',
      'paragraph High water is at 6:40.',
      'code tide(3)',
      'code Output:\n4.2',
      'table h: 6 | m: 4.2 | n: 1',
      'code Output:\nValueError: no moon',
    ]);
    expect(document.leftOut).toEqual([{ kind: 'pictures', count: 1 }]);
  });

  it('are refused where they are damaged, deep or something else', async () => {
    expect(await parseBytes('a.ipynb', '{"cells": [')).toMatchObject({ reason: 'damaged' });
    expect(await parseBytes('a.ipynb', '{"a": 1}')).toMatchObject({ reason: 'damaged' });
    expect(await parseBytes('a.ipynb', '['.repeat(100_000))).toMatchObject({ reason: 'unreadable' });
    expect(await parseBytes('a.ipynb', notebook([]))).toMatchObject({ reason: 'no-text' });
  });
});

describe('subtitles', () => {
  it('are paragraphs with times, speakers and lines', async () => {
    const document = await parseDocument(
      'a.vtt',
      'WEBVTT - Crew meeting\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:04.000\n<v Ida Falk>The crane is closed\n\n2\n00:04.100 --> 00:06.000 align:start\n<v Ida Falk>until <i>Monday</i>.\n\n01:02:07.000 --> 01:02:09.000\n<v Ole>Who tells the crew &amp; guests?\n',
    );
    expect(document.title).toBe('Crew meeting');
    expect(outline(document.blocks)).toEqual([
      'paragraph 7-12 [00:00:01] Ida Falk: The crane is closed until Monday.',
      'paragraph 14-15 [01:02:07] Ole: Who tells the crew & guests?',
    ]);
  });

  it('of SubRip are read as well, without the lines that roll twice', async () => {
    const { blocks } = await parseDocument(
      'a.srt',
      '1\n00:00:01,000 --> 00:00:02,000\nIDA: We sail at 5:50.\n\n2\n00:00:02,100 --> 00:00:03,000\nWe sail at 5:50.\n\n3\n00:00:03,200 --> 00:00:04,000\nBring the card.\n',
    );
    expect(outline(blocks)).toEqual([
      'paragraph 1-10 [00:00:01] IDA: We sail at 5:50. Bring the card.'.replace('1-10', '2-11'),
    ]);
  });

  it('are refused without times, and long ones stay quick', async () => {
    expect(await parseBytes('a.srt', 'only words')).toMatchObject({ reason: 'damaged' });
    const many = Array.from(
      { length: 20_000 },
      (_, n) => `${n}\n00:00:01,000 --> 00:00:02,000\nword ${n}\n`,
    ).join('\n');
    expect((await parseDocument('a.srt', many)).blocks.length).toBeGreaterThan(100);
  });
});

describe('YAML', () => {
  it('is readable key paths, references and several documents included', async () => {
    const document = await parseDocument(
      'a.yaml',
      'title: Berths\nkeeper: &k {name: Ida}\nberths:\n  - name: Alder # the first\n    fee: 52\n    keeper: *k\n',
    );
    expect(document.title).toBe('Berths');
    const text = document.blocks.map((block) => block.text).join('\n');
    expect(text).toContain('keeper.name: Ida');
    expect(text).toContain('berths.1.fee: 52');
    expect(text).toContain('berths.1.keeper.name: Ida');
    const two = await parseDocument('a.yml', 'a: 1\n---\nb: 2\n');
    expect(two.blocks.map((block) => block.text).join('\n')).toContain('b: 2');
  });

  it('is refused by line where it is wrong, and where it is an attack', async () => {
    expect(await parseBytes('a.yaml', 'a: 1\nb: [1, 2\nc: 3\n')).toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('line'),
    });
    const laughs = `a0: &a0 [x, x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]`).join('\n')}`;
    expect(await parseBytes('a.yaml', laughs)).toMatchObject({ kind: 'rejected' });
    expect(await parseBytes('a.yaml', '['.repeat(10_000))).toMatchObject({ reason: 'unreadable' });
    expect(await parseBytes('a.yaml', `${'- '.repeat(10_000)}a`)).toMatchObject({ reason: 'unreadable' });
  });
});
