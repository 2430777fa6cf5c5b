import { describe, expect, it } from 'vitest';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

const texts = async (name: string, content: string): Promise<string[]> =>
  (await parseDocument(name, content)).blocks.map(({ text }) => text);

describe('lines that break inside Chinese and Japanese', () => {
  it.each([
    ['a.md', '終電は午後十一時四十分に出\n発します。'],
    ['a.html', '<p>終電は午後十一時四十分に出\n   発します。</p>'],
    [
      'a.txt',
      '船は毎朝港の入口にある白い灯台の前を通って島へ\n向かいます。切符は船の中で買うことができますので\nお急ぎください。',
    ],
  ])('are joined without a space: %s', async (name, content) => {
    const [text] = await texts(name, content);
    expect(text).not.toMatch(/\s/);
  });

  it('keep the space between words of other scripts', async () => {
    expect(await texts('a.md', '表は Excel\nで作る。수영장은\n월요일에 쉽니다.')).toEqual([
      '表は Excel で作る。수영장은 월요일에 쉽니다.',
    ]);
  });

  it('stay lines where they are short ones below each other', async () => {
    expect(await texts('a.txt', '月曜日 休み\n火曜日\n')).toEqual(['月曜日 休み\n火曜日']);
  });
});

describe('text as people type it', () => {
  it('bars between cells make a table without a rule', async () => {
    const text = 'Fees\n\nCourse | Hours | Fee\nDutch | 40 | 220\nWelsh | 24 | 150\n';
    expect(outline((await parseDocument('a.txt', text)).blocks)).toEqual([
      'paragraph 1-1 Fees',
      'table 4-5 Course: Dutch | Hours: 40 | Fee: 220\nCourse: Welsh | Hours: 24 | Fee: 150',
    ]);
  });

  it('a bar in one line of several makes none', async () => {
    expect(outline((await parseDocument('a.txt', 'Choose A | B here.\nThen go on.\n')).blocks)).toEqual([
      'paragraph 1-2 Choose A | B here.\nThen go on.',
    ]);
  });

  it('tags of Hugo, attributes of kramdown and highlights go, their words stay', async () => {
    const page =
      '{{< note >}}The van holds 9.{{< /note >}} ==Bring plugs.==\n\n{: .callout }\nCheck at 16:40.\n\nIf `a == b` then `{{< x >}}`.\n';
    expect(await texts('a.md', page)).toEqual([
      'The van holds 9. Bring plugs.',
      'Check at 16:40.',
      'If a == b then {{< x >}}.',
    ]);
  });

  it('spans that fill their line are words of their own', async () => {
    const page =
      '<div><span>Kiln temperature</span><span>1,260 °C</span></div>' +
      '<p><b>un</b>believable and <code><span>let</span><span>x</span></code></p>' +
      '<p><span>O</span><span>nce</span></p>';
    expect(await texts('a.html', page)).toEqual([
      'Kiln temperature 1,260 °C',
      'unbelievable and letx',
      'Once',
    ]);
  });
});
