import { describe, expect, it } from 'vitest';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

const read = async (html: string): Promise<string[]> =>
  outline((await parseDocument('a.html', html)).blocks).map((line) => line.replace(/ \d+-\d+ /, ' '));

describe('what a click opens', () => {
  it('is read under the label of its tab, and the page goes on under its heading', async () => {
    const html =
      '<h1>Install</h1><div role="tablist"><button role="tab" aria-controls="w">Windows</button><button role="tab" aria-controls="l">Linux</button></div>' +
      '<div role="tabpanel" id="w">Open it.</div><div role="tabpanel" id="l" hidden>Run it.</div><p>Then wait.</p>';
    expect(await read(html)).toEqual([
      'heading1 Install',
      'heading2 Windows',
      'paragraph Open it.',
      'heading2 Linux',
      'paragraph Run it.',
      'heading1 Install',
      'paragraph Then wait.',
    ]);
  });

  it.each([
    [
      'a button in a heading',
      '<h3><button aria-expanded="false">May I?</button></h3><div hidden>Yes.</div>',
      ['heading3 May I?', 'paragraph Yes.'],
    ],
    [
      'a lone button',
      '<h1>A</h1><button aria-expanded="false" aria-controls="x">May I?</button><div id="x" style="display:none">Yes.</div>',
      ['heading1 A', 'heading2 May I?', 'paragraph Yes.'],
    ],
    [
      'details',
      '<h1>A</h1><details><summary>May I?</summary><p>Yes.</p></details>',
      ['heading1 A', 'heading2 May I?', 'paragraph Yes.'],
    ],
    [
      'links to panes',
      '<h1>A</h1><ul><li><a data-bs-toggle="tab" href="#x">One</a></li></ul><div class="tab-pane" id="x" style="display:none">Yes.</div>',
      ['heading1 A', 'heading2 One', 'paragraph Yes.'],
    ],
  ])('is read: %s', async (_, html, lines) => {
    expect(await read(html)).toEqual(lines);
  });

  it('is not what a page only hides', async () => {
    expect(
      await read(
        '<h1>A</h1><p>Shown.</p><div hidden>Secret.</div><button>Go</button><div style="display:none">Secret.</div>',
      ),
    ).toEqual(['heading1 A', 'paragraph Shown.']);
  });
});

describe('labels', () => {
  it.each([
    [
      'terms',
      '<dl><dt>Warp</dt><dd>A rope.</dd><dt>Bilge</dt><dt>Hold</dt><dd>A space.</dd></dl>',
      ['list - Warp: A rope.\n- Bilge, Hold: A space.'],
    ],
    ['a bold line', '<p><b>Phone</b></p><p>4427</p>', ['paragraph Phone: 4427']],
    [
      'classes of a site',
      '<div><span class="label">Fee</span><span class="value">40</span></div>',
      ['paragraph Fee: 40'],
    ],
    [
      'parents of a list',
      '<ul><li>Engine room<ul><li>Pia</li><li>Jon</li></ul></li></ul>',
      ['list - Engine room: Pia, Jon'],
    ],
    [
      'a bold sentence',
      '<p><b>Wear a vest.</b></p><p>Always.</p>',
      ['paragraph Wear a vest.', 'paragraph Always.'],
    ],
  ])('stay with their values: %s', async (_, html, lines) => {
    expect(await read(html)).toEqual(lines);
  });
});

describe('a page that does not say which part is its text', () => {
  it('is read without menus, banners and newsletters', async () => {
    const text = 'The boat must be back at six in the evening, every day of the week but Sunday. '.repeat(3);
    const html = `<div class="cookie-banner">We use cookies.</div><ul><li><a href="/">Home</a></li><li><a href="/a">About</a></li><li><a href="/b">Contact</a></li></ul><div><h1>Rules</h1><p>${text}</p></div><div class="newsletter">Subscribe!</div>`;
    expect(await read(html)).toEqual(['heading1 Rules', `paragraph ${text.trim()}`]);
  });

  it('keeps a part that holds most of its words, whatever it is called', async () => {
    expect(await read('<div class="banner"><p>The ferry runs hourly from May.</p></div>')).toEqual([
      'paragraph The ferry runs hourly from May.',
    ]);
  });
});
