import { describe, expect, it } from 'vitest';
import { outline, parseBytes, parseDocument } from '../../../fixtures/parse-bytes.ts';

describe('HTML', () => {
  it('keeps headings, paragraphs, lists, tables and code with their lines', async () => {
    const source = `<!doctype html><html><head><title>Rules &amp; rates</title><style>p{}</style></head><body>
<h1>The <em>rules</em></h1>
<p>First line
goes on.<br>Second.</p>
<ol start="3"><li><p>three</p><p>more</p></li><li>four<ul><li>inner</ul></ol>
<table><tr><th>City<th>Rate<tr><td>Bonn<td>90</table>
<pre>  a
   b</pre></body></html>`;
    const document = await parseDocument('page.html', source);
    expect(document.title).toBe('Rules & rates');
    expect(outline(document.blocks)).toEqual([
      'heading1 2-2 The rules',
      'paragraph 3-4 First line goes on.\nSecond.',
      'list 5-5 3. three\n  more\n4. four: inner',
      'table 6-6 City: Bonn | Rate: 90',
      'code 7-8   a\n   b',
    ]);
  });

  it('leaves out scripts, navigation, page feet and hidden text', async () => {
    const source = `<body><nav>menu</nav><script>evil()</script><style>x</style><noscript>ns</noscript>
      <div hidden>h1</div><div style="display: none">h2</div><p aria-hidden="true">h3</p><template>h4</template>
      <div role="navigation">h5</div><p>seen</p><footer>foot</footer><svg><text>h6</text></svg></body>`;
    expect(outline((await parseDocument('a.html', source)).blocks)).toEqual(['paragraph 3-3 seen']);
  });

  it('reads layout tables as text and tables of two plain columns as pairs', async () => {
    const layout =
      '<table><tr><td><p>Left side.</p><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>';
    expect(outline((await parseDocument('a.html', layout)).blocks)).toEqual([
      'paragraph 1-1 Left side.',
      'table 1-1 x: y',
    ]);
    const pairs = '<table><tr><td>Phone</td><td>555</td></tr><tr><td>Fax</td><td>556</td></tr></table>';
    expect(outline((await parseDocument('a.html', pairs)).blocks)).toEqual([
      'table 1-1 Phone: 555\nFax: 556',
    ]);
  });

  it('keeps to the main part where it holds most of the text', async () => {
    const text = 'The text that the page is about, in some words.';
    const page = (main: string): string =>
      `<body><div>Skip to content</div><main><h1>Topic</h1>${main}</main><div>Other pages of this site</div></body>`;
    expect(outline((await parseDocument('a.html', page(`<p>${text}</p>`))).blocks)).toEqual([
      'heading1 1-1 Topic',
      `paragraph 1-1 ${text}`,
    ]);
    expect((await parseDocument('a.html', page(''))).blocks.length).toBe(3);
  });

  it('refuses 100,000 nested elements with a reason', async () => {
    const result = await parseBytes('a.html', `${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`);
    expect(result).toMatchObject({ kind: 'rejected', reason: 'unreadable' });
  });

  it('reads 4,000 nested elements, more than a call stack holds', async () => {
    const document = await parseDocument('a.html', `${'<div>'.repeat(4_000)}deep${'</div>'.repeat(4_000)}`);
    expect(outline(document.blocks)).toEqual(['paragraph 1-1 deep']);
  });

  it('does not mistake unclosed tags for nesting', async () => {
    const document = await parseDocument('a.html', '<p>x <b>y</b><li>z'.repeat(6_000));
    expect(document.blocks.length).toBeGreaterThan(0);
  });
});
