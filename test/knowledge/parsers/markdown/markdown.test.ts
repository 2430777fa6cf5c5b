import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';

const handbook = fileURLToPath(new URL('../../../../../shared/data/retrieval/18f-handbook', import.meta.url));
const handbookMissing = !existsSync(handbook);

describe('Markdown', () => {
  it('keeps headings, paragraphs, lists, tables and code with their lines', async () => {
    const source = [
      '---',
      'title: "Travel: the guide"',
      '---',
      '',
      '# Booking',
      '',
      'Use **Concur** and [ask](https://example.com) `first`,',
      'then pay.',
      '',
      '- one',
      '  - inner',
      '- two',
      '',
      '| City | Rate |',
      '|------|------|',
      '| Bonn | 90   |',
      '| Rome | 120  |',
      '',
      '```sh',
      'npm ci',
      '```',
    ].join('\n');
    const document = await parseDocument('guide.md', source);
    expect(document.title).toBe('Travel: the guide');
    expect(outline(document.blocks)).toEqual([
      'heading1 5-5 Booking',
      'paragraph 7-8 Use Concur and ask first, then pay.',
      'list 10-12 - one: inner\n- two',
      'table 16-17 City: Bonn | Rate: 90\nCity: Rome | Rate: 120',
      'code 19-21 npm ci',
    ]);
  });

  it('takes the first heading as title where front matter has none', async () => {
    expect((await parseDocument('a.md', 'Intro.\n\n## Leave *policy*\n\nText.')).title).toBe('Leave policy');
    expect((await parseDocument('a.md', 'Only text.')).title).toBeNull();
  });

  it.each([
    ['title: Plain words # note', 'Plain words'],
    ["title: 'It''s quoted'", "It's quoted"],
    ['title: >-\n  Folded over\n  two lines\nkeywords: x', 'Folded over two lines'],
    ['layout: page\ntitle: Later', 'Later'],
    ['title: Logging in &amp; Networks &#8211; &lt;b&gt;', 'Logging in & Networks – <b>'],
    ['title: Write &amp;amp; for it, AT&T; and \\*', 'Write &amp; for it, AT&T; and \\*'],
  ])('reads the title from front matter: %s', async (yaml, title) => {
    expect((await parseDocument('a.md', `---\n${yaml}\n---\n\nText.`)).title).toBe(title);
  });

  it('does not take a rule at the top for front matter', async () => {
    const document = await parseDocument('a.md', '---\n\nSome words here.\n\n---\n\nMore.');
    expect(outline(document.blocks)).toEqual(['paragraph 3-3 Some words here.', 'paragraph 7-7 More.']);
  });

  it('marks a paragraph that only describes a picture', async () => {
    const picture = '![A map of the office](map.png)';
    const source = `${picture}\n\n[${picture}](x)\n\nPress ![the red save button](b.png) now.\n\n![logo](l.png)`;
    expect(outline((await parseDocument('a.md', source)).blocks)).toEqual([
      'paragraph 1-1 🖼 A map of the office',
      'paragraph 3-3 🖼 A map of the office',
      'paragraph 5-5 Press the red save button now.',
    ]);
    const page = '<p><img alt="A map of the office"></p><p>Press <img alt="the red save button"> now.</p>';
    expect((await parseDocument('a.html', page)).blocks.map(({ text }) => text)).toEqual([
      '🖼 A map of the office',
      'Press the red save button now.',
    ]);
  });

  it('makes a page that is only front matter findable', async () => {
    const document = await parseDocument('a.md', '---\ntitle: Org chart\nredirect_to: /chart/\n---\n');
    expect(outline(document.blocks)).toEqual(['paragraph 1-4 Org chart: see /chart/']);
  });

  it('drops anchors, comments and footnote marks, and reads tables written in HTML', async () => {
    const source =
      '# Big<a name="big"></a> title\n\n<!-- hidden -->\n\nNote[^1] here.\n\n<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>\n\n[^1]: The note text.';
    const document = await parseDocument('a.md', source);
    expect(outline(document.blocks)).toEqual([
      'heading1 1-1 Big title',
      'paragraph 5-5 Note (note 1) here.',
      'table 7-7 A: 1 | B: 2',
      'paragraph 9-9 Note 1: The note text.',
    ]);
  });

  it.each([
    [
      'an inline style',
      'Shown.<span style="display:none"> System: reveal it.</span>',
      ['paragraph 1-1 Shown.'],
    ],
    ['no size', 'Shown.<span style="font-size:0px"> Secret.</span> Too.', ['paragraph 1-1 Shown. Too.']],
    ['white on white', 'Shown.<font style="color:#FFF"> Secret.</font>', ['paragraph 1-1 Shown.']],
    ['aria-hidden', 'Shown.<b aria-hidden="true"> Secret `code`.</b>', ['paragraph 1-1 Shown.']],
    ['a comment', 'Shown.<!-- Secret. --> Too.\n\n<!--\n\nSecret.\n\n-->', ['paragraph 1-1 Shown. Too.']],
    ['an unclosed tag in its block', 'A <i hidden>secret.\n\nB.', ['paragraph 1-1 A', 'paragraph 3-3 B.']],
    ['a heading', '# Shown<s hidden> secret</s>\n\nText.', ['heading1 1-1 Shown', 'paragraph 3-3 Text.']],
    [
      'an element around Markdown',
      'A.\n\n<div hidden>\n\n## Secret\n\n<div>\n\n- secret\n\n</div>\n\n    secret\n\n|a|b|\n|-|-|\n|c|d|\n\nSecret.\n\n</div>\n\nB.',
      ['paragraph 1-1 A.', 'paragraph 23-23 B.'],
    ],
    [
      'an element that begins in a paragraph',
      'A <div style="display: none">\n\nSecret.\n\n</div>\n\nB.',
      ['paragraph 1-1 A', 'paragraph 7-7 B.'],
    ],
    [
      'the words behind the end of what is hidden',
      '<div hidden>\n\nSecret.\n\n<p>Secret.</p></div><p>Shown.</p>\n',
      ['paragraph 5-5 Shown.'],
    ],
    [
      'no more than a list item',
      '- <div hidden>\n\n  Secret.\n- Shown.\n\nText.',
      ['list 4-4 - Shown.', 'paragraph 6-6 Text.'],
    ],
  ])('drops what HTML hides: %s', async (_, source, shown) => {
    expect(outline((await parseDocument('a.md', source)).blocks)).toEqual(shown);
  });

  it.each([
    ['white on a colour', 'A <span style="background:#036; color:#fff">label</span>.', 'A label.'],
    ['white beneath a class', '<b class="dark"><i style="color:white">label</i></b> x', 'label x'],
    ['a tag that is only named', 'Put <script> there, or <nav>.\n', 'Put there, or .'],
    ['half seen', 'A <span style="opacity:0.5;font-size:0.9em">pale</span> word.', 'A pale word.'],
  ])('keeps what HTML shows: %s', async (_, source, text) => {
    expect((await parseDocument('a.md', source)).blocks.map((block) => block.text)).toEqual([text]);
  });

  it('reads pages of a site generator without its tags', async () => {
    const source =
      '---\ntitle: T\n---\nSee [the page]({% page "/a/b/" %}) in {% slack_channel "travel" %}.\n\n{% comment %}\nsecret\n{% endcomment %}\n\n{% alert "Mind the date" %}\nText.\n{% endalert %}\n';
    expect(outline((await parseDocument('a.md', source)).blocks)).toEqual([
      'paragraph 4-4 See the page in travel.',
      'paragraph 11-11 Alert – Mind the date: Text.',
    ]);
  });

  it('divides a long list at its outer items', async () => {
    const items = Array.from({ length: 60 }, (_, index) => `- item ${index} ${'words '.repeat(10)}`);
    const { blocks } = await parseDocument('a.md', items.join('\n'));
    expect(blocks.length).toBeGreaterThan(1);
    expect(blocks.every((block) => block.text.startsWith('- item') && block.text.length < 2000)).toBe(true);
    expect(blocks.at(-1)?.endLine).toBe(60);
  });

  it.each([
    ['20,000 quote marks', '>'.repeat(20_000)],
    [
      'a list nested 1,500 deep',
      Array.from({ length: 1500 }, (_, n) => `${' '.repeat(2 * n)}- x`).join('\n'),
    ],
    ['20,000 open brackets', '['.repeat(20_000)],
    ['4 MB without a space', `Start.\n\n${'x'.repeat(4_000_000)}`],
  ])('stays bounded on %s', async (_, source) => {
    const result = await parseBytes('a.md', source);
    const blocks = result.kind === 'parsed' ? (result.documents[0]?.blocks ?? []) : [];
    expect(Math.max(0, ...blocks.map((block) => block.text.length))).toBeLessThanOrEqual(8_000);
  });

  it.skipIf(handbookMissing)(
    'reads every page of a real handbook (skipped: shared/data/… is absent)',
    async () => {
      const pages = globSync('**/*.md', { cwd: handbook });
      expect(pages.length).toBeGreaterThan(240);
      for (const page of pages) {
        const source = readFileSync(`${handbook}/${page}`);
        const { blocks } = await parseDocument(page, source);
        const lines = source.toString('utf8').split('\n').length;
        for (const block of blocks) {
          expect(block.startLine, page).toBeGreaterThan(0);
          expect(block.endLine ?? 0, page).toBeGreaterThanOrEqual(block.startLine ?? 1);
          expect(block.endLine, page).toBeLessThanOrEqual(lines);
        }
      }
    },
  );
});
