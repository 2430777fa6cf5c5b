import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGoldenCases } from '../../../../core/evals/datasets/golden-cases.ts';
import type { GoldenCase } from '../../../../core/ports/batches.ts';

const csv = (...lines: string[]) => readGoldenCases('csv', lines.join('\n'));
const jsonl = (...lines: string[]) => readGoldenCases('jsonl', lines.join('\n'));

/** A case that expects nothing but an answer. */
function plain(question: string, more: Partial<GoldenCase> = {}): GoldenCase {
  return { question, expectedSources: [], mustAbstain: false, expectedAnswer: null, ...more };
}

describe('CSV', () => {
  test('reads all four columns', () => {
    const read = csv(
      'question,expectedSources,mustAbstain,expectedAnswer',
      'How many leave days carry over?,leave.md;people/leave.md,,Five',
      'What does the CEO earn?,,true,',
    );
    expect(read).toEqual({
      cases: [
        plain('How many leave days carry over?', {
          expectedSources: ['leave.md', 'people/leave.md'],
          expectedAnswer: 'Five',
        }),
        plain('What does the CEO earn?', { mustAbstain: true }),
      ],
      rejected: [],
    });
  });

  test('takes columns in any order, case and common name, and ignores the others', () => {
    const read = csv('Note,GROUND TRUTH,must_abstain,Sources,Query', 'x,Five,no,a.md,How many?');
    expect(read.cases).toEqual([plain('How many?', { expectedSources: ['a.md'], expectedAnswer: 'Five' })]);
  });

  test('prefers our own column name to an alias', () => {
    expect(csv('query,question', 'no,yes').cases).toEqual([plain('yes')]);
  });

  test('understands quotes, commas and line breaks in a quoted cell', () => {
    const read = csv('question,expectedAnswer', '"How, ""exactly"",\nis it done?","First\nthen"', 'Next?,');
    expect(read.cases).toEqual([
      plain('How, "exactly",\nis it done?', { expectedAnswer: 'First\nthen' }),
      plain('Next?'),
    ]);
  });

  test('reads a byte order mark, CRLF and old Mac line ends', () => {
    expect(readGoldenCases('csv', '\uFEFFquestion,answer\r\nOne?,1\r\n\r\nTwo?,2\r\n').cases).toEqual([
      plain('One?', { expectedAnswer: '1' }),
      plain('Two?', { expectedAnswer: '2' }),
    ]);
    expect(readGoldenCases('csv', 'question\rOne?\rTwo?').cases).toHaveLength(2);
  });

  test('finds semicolons and tabs as separators', () => {
    expect(csv('question;mustAbstain', 'One, two?;yes').cases).toEqual([
      plain('One, two?', { mustAbstain: true }),
    ]);
    expect(csv('question\tsources', 'One?\ta.md;b.md').cases).toEqual([
      plain('One?', { expectedSources: ['a.md', 'b.md'] }),
    ]);
  });

  test.each([
    ['a.md; b.md', ['a.md', 'b.md']],
    ['a.md | b.md |', ['a.md', 'b.md']],
    ['"[""a.md"", ""b, c.md""]"', ['a.md', 'b, c.md']],
    ['[7]', ['7']],
    ['[Draft] plan.md', ['[Draft] plan.md']],
  ])('splits the sources %s', (cell, expected) => {
    expect(csv('question,expectedSources', `Q?,${cell}`).cases[0]?.expectedSources).toEqual(expected);
  });

  test.each(['true', 'TRUE', 'yes', 'Y', '1'])('reads mustAbstain %s as true', (word) => {
    expect(csv('question,mustAbstain', `Q?,${word}`).cases[0]?.mustAbstain).toBe(true);
  });

  test.each(['false', 'No', 'n', '0', ''])('reads mustAbstain "%s" as false', (word) => {
    expect(csv('question,mustAbstain', `Q?,${word}`).cases[0]?.mustAbstain).toBe(false);
  });

  test('reports each bad line by its number with a sentence and keeps the good ones', () => {
    const read = csv(
      'question,expectedSources,mustAbstain',
      'Good?,a.md,',
      ',b.md,',
      '"Two',
      'lines?",c.md,',
      '',
      'Bad?,d.md,perhaps',
      'Bad?,[1,2',
      'Too many?,a,no,really',
      'Good too?',
      ',,',
    );
    expect(read.cases.map((one) => one.question)).toEqual(['Good?', 'Two\nlines?', 'Good too?']);
    expect(read.rejected).toEqual([
      { line: 3, message: 'The question is empty.' },
      { line: 7, message: 'mustAbstain is "perhaps"; write true or false.' },
      { line: 8, message: 'mustAbstain is "2"; write true or false.' },
      { line: 9, message: expect.stringMatching(/has 4 cells, the header 3/) },
    ]);
  });

  test('loses one line, not the rest of the file, to a quote that is never closed', () => {
    const read = csv('question,expectedAnswer', 'One?,"open', 'Two?,2', '"Three?",3', 'Four?,4');
    expect(read.cases.map((one) => one.question)).toEqual(['Two?', 'Three?', 'Four?']);
    expect(read.rejected).toEqual([{ line: 2, message: expect.stringMatching(/quote/i) }]);
  });

  test('forgives a stray quote inside a cell', () => {
    const read = csv('question,expectedAnswer', 'How big is a 5" disk?,small', 'Next?,');
    expect(read.cases.map((one) => one.question)).toEqual(['How big is a 5" disk?', 'Next?']);
    expect(read.rejected).toEqual([]);
  });

  test('makes no case of the second half of a broken row', () => {
    const read = csv('question,expectedAnswer', '"One', 'with "bad" quotes?",1', 'Two?,2');
    expect(read.cases.map((one) => one.question)).toEqual(['Two?']);
    expect(read.rejected.map((one) => one.line)).toEqual([2, 3]);
  });

  test('stops at a file that is nothing but broken quotes', () => {
    const read = csv('question', ...Array.from({ length: 2_000 }, () => '"a" b "c'));
    expect(read.cases).toEqual([]);
    expect(read.rejected.at(-1)?.message).toMatch(/rest was not read/);
  });

  test.each([
    ['', /empty/],
    ['  \n\n', /empty/],
    ['question,expectedSources\n', /no questions below/],
    ['How many days?,leave.md', /must name the columns: question.*"How many days\?"/],
  ])('says what is wrong with the file %j', (text, message) => {
    const read = readGoldenCases('csv', text);
    expect(read.cases).toEqual([]);
    expect(read.rejected).toEqual([{ line: 1, message: expect.stringMatching(message) }]);
  });

  test('keeps whatever a cell holds, quoted as spreadsheets do', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\r\n?/g, '\n').trim());
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            cell.filter((text) => text !== ''),
            cell,
          ),
          { minLength: 1 },
        ),
        (rows) => {
          const text = rows.map(([question, answer]) => `${quote(question)},${quote(answer)}`).join('\r\n');
          const read = readGoldenCases('csv', `question,expectedAnswer\r\n${text}`);
          expect(read.rejected).toEqual([]);
          expect(read.cases.map((one) => [one.question, one.expectedAnswer ?? ''])).toEqual(rows);
        },
      ),
    );
  });
});

describe('JSON Lines', () => {
  test('reads one object a line, with values of their own kind', () => {
    const read = jsonl(
      '{"question":"One?","expectedSources":["a.md",7],"mustAbstain":false,"expectedAnswer":5}',
      '',
      '{"Query":"Two?","sources":"a.md;b.md","must_abstain":1,"answer":null}\r',
    );
    expect(read).toEqual({
      cases: [
        plain('One?', { expectedSources: ['a.md', '7'], expectedAnswer: '5' }),
        plain('Two?', { expectedSources: ['a.md', 'b.md'], mustAbstain: true }),
      ],
      rejected: [],
    });
  });

  test('reports each bad line by its number with a sentence and keeps the good ones', () => {
    const read = jsonl(
      '{"question":"Good?"}',
      '{"question":',
      '"just text"',
      '{"answer":"no question"}',
      '{"question":{"text":"?"}}',
      '{"question":"Q?","expectedSources":{"a":1},"mustAbstain":"never","expectedAnswer":["a","b"]}',
      '{"question":"Good too?"}',
    );
    expect(read.cases.map((one) => one.question)).toEqual(['Good?', 'Good too?']);
    expect(read.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    const messages = read.rejected.map(({ message }) => message);
    expect(messages[0]).toMatch(/not JSON/);
    expect(messages[1]).toMatch(/not an object/);
    expect(messages[2]).toBe('The question is empty.');
    expect(messages[3]).toBe('The question must be text.');
    expect(messages[4]).toMatch(/expectedSources must be .* mustAbstain is "never".* expectedAnswer must be/);
  });

  test('says that a JSON array is not JSON Lines', () => {
    const read = jsonl('[', '{"question":"One?"},', '{"question":"Two?"}', ']');
    expect(read).toEqual({ cases: [], rejected: [{ line: 1, message: expect.stringMatching(/array/) }] });
  });
});
