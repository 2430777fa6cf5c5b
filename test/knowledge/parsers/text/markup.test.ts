import { describe, expect, it } from 'vitest';
import { flowchartLines } from '../../../../knowledge/parsers/text/mermaid.ts';
import { usefulTitle } from '../../../../knowledge/parsers/text/titles.ts';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

const read = async (name: string, source: string): Promise<string[]> =>
  outline((await parseDocument(name, source)).blocks).map((line) => line.replace(/ \d+-\d+ /, ' '));

describe('markup beside Markdown', () => {
  it('of AsciiDoc is read', async () => {
    const source =
      '= Rules\n:fee: 52 crowns\n\n// remark\n[WARNING]\n====\nThe deck is {fee} wet.\n====\n\nWinch:: Turn it.\n\n* [x] done\n* [ ] open\n\n----\ncode {fee}\n----\n\nSee link:http://x[the list] and <<a,this>>.';
    expect(await read('a.adoc', source)).toEqual([
      'heading1 Rules',
      'paragraph Warning: The deck is 52 crowns wet.',
      'list - Winch: Turn it.\n- ☑ (ticked) done\n- ☐ (not ticked) open',
      'code code {fee}',
      'paragraph See the list and this.',
    ]);
  });

  it('of reStructuredText is read', async () => {
    const source =
      'Rules\n=====\n\n.. _anchor:\n\n.. warning::\n   The deck is wet.\n\nFees\n----\n\nWinch\n   Turn it.\n\n.. list-table::\n   :header-rows: 1\n\n   * - Berth\n     - Depth\n     - Fee\n   * - 7\n     - 3.1 m\n     - 40\n\nRun this::\n\n   pump --on\n\nEnd of |x|.\n\n.. |x| replace:: text\n';
    expect(await read('a.rst', source)).toEqual([
      'heading1 Rules',
      'paragraph Warning: The deck is wet.',
      'heading2 Fees',
      'list - Winch: Turn it.',
      'table Berth: 7 | Depth: 3.1 m | Fee: 40',
      'paragraph Run this:',
      'code pump --on',
      'paragraph End of text.',
    ]);
  });

  it('of Org is read', async () => {
    const source =
      '#+TITLE: Rules\n\n* Fees :tag:\n:PROPERTIES:\n:ID: 1\n:END:\nThe +old+ new [[http://x][list]].\n\n| Berth | Depth | Fee |\n|-------+-------+-----|\n| 7 | 3.1 m | 40 |\n\n- Winch :: Turn it.\n- [ ] open\n\n#+BEGIN_SRC sh\npump\n#+END_SRC';
    expect(await read('a.org', source)).toEqual([
      'heading1 Rules',
      'heading2 Fees',
      'paragraph The new list.',
      'table Berth: 7 | Depth: 3.1 m | Fee: 40',
      'list - Winch: Turn it.\n- ☐ (not ticked) open',
      'code pump',
    ]);
  });

  it('of sites and note books is read in Markdown', async () => {
    const source =
      'import A from "a"\n\n> [!TIP]\n> Ring twice.\n\n!!! note "Hot"\n    Do not touch.\n\nSee [[harbour/fees|the list]], press <Key k="z"/>.\n\nWinch\n: Turn it.\n\n<details>\n<summary>May I?</summary>\n\nYes.\n\n</details>\n\n```\n[[x]]\n```';
    expect(await read('a.mdx', `# Top\n\n${source}`)).toEqual([
      'heading1 Top',
      'paragraph Tip: Ring twice.',
      'paragraph Note – Hot: Do not touch.',
      'paragraph See the list, press z.',
      'list - Winch: Turn it.',
      'heading2 May I?',
      'paragraph Yes.',
      'heading1 Top',
      'code [[x]]',
    ]);
  });
});

describe('tables in plain text', () => {
  it.each([
    ['a grid', '+-------+-----+\n| Berth | Fee |\n+=======+=====+\n| 7     | 40  |\n+-------+-----+'],
    ['pipes', 'Berth | Fee\n------|----\n7     | 40'],
    ['tabs', 'Berth\tFee\n7\t40'],
    ['a rule', 'Berth  Fee\n-----  ---\n7      40'],
    ['columns', 'Berth  Fee\n7      40\n7      40'],
  ])('are read: %s', async (_, source) => {
    expect((await read('a.txt', source))[0]).toContain('Berth: 7 | Fee: 40');
  });

  it('are not seen in prose, lists and logs', async () => {
    const prose =
      'The ferry runs hourly.  It stops\nat the pier.  There it waits\nfor ten minutes.  Then it goes on';
    expect((await read('a.txt', prose))[0]).toMatch(/^paragraph/);
    const log =
      '2025-01-01 10:00  INFO   started\n2025-01-01 10:01  ERROR  failed\n2025-01-01 10:02  INFO   ended';
    expect((await read('a.txt', log))[0]).toContain('2025-01-01 10:00 | INFO | started');
  });
});

describe('flowcharts', () => {
  it('are lines of what leads where', () => {
    expect(
      flowchartLines('graph TD\n A[Report] --> B{Above 500?} -->|yes| C(Call)\n B -- no --> D["Wait a day"]'),
    ).toEqual(['Report → Above 500?', 'Above 500 – yes → Call', 'Above 500 – no → Wait a day']);
    expect(flowchartLines('sequenceDiagram\n A->>B: x')).toBeNull();
  });
});

describe('markup that other programs write', () => {
  it('of AsciiDoc: cells over rows, meanings below their terms, struck words, formulas', async () => {
    const source =
      'It was [line-through]*3* 4, latexmath:[$x^2$].\n\nLinux::\n+\nUse apt.\n\n[cols="1,1"]\n|===\n|Pump |Flow\n\n.2+|Brim\n|7 l/s\n|8 l/s\n\n2+|closed\n|===\n\nEnd.';
    expect(await read('a.adoc', source)).toEqual([
      'paragraph It was 4, x^2.',
      'list - Linux: Use apt.',
      'table Pump: Brim | Flow: 7 l/s\nPump: Brim | Flow: 8 l/s\nPump: closed | Flow: closed',
      'paragraph End.',
    ]);
  });

  it('of reStructuredText: grids whose cells cover rows, roles that touch words', async () => {
    const grid =
      '+------+--------+\n| Pump | Place  |\n+======+========+\n| Brim | cellar |\n+      +--------+\n|      | yard   |\n+------+--------+\n';
    expect(await read('a.rst', `H\\ :sub:\`2\`\\ O and 10\\ :sup:\`6\`.\n\n${grid}`)).toEqual([
      'paragraph H2O and 10^6.',
      'table Pump: Brim | Place: cellar\nPump: Brim | Place: yard',
    ]);
  });

  it('of Org: lowered letters', async () => {
    expect(await read('a.org', 'H_{2}O stays.')).toEqual(['paragraph H2O stays.']);
  });
});

describe('a title', () => {
  it.each([
    'Untitled',
    'Microsoft Word - fees.doc',
    'Document1',
    'PowerPoint Presentation',
    'fees.docx',
    'Mappe1',
    '---',
  ])('that says nothing gives way: %s', (title) => {
    expect(usefulTitle(title)).toBeNull();
  });

  it.each(['Rules of the slipway', 'Document retention', 'Title IX', 'Page layout'])(
    'that says something stays: %s',
    (title) => {
      expect(usefulTitle(title)).toBe(title);
    },
  );
});
