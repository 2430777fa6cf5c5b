import { describe, expect, it } from 'vitest';
import { outline, parseDocument } from '../../../fixtures/parse-bytes.ts';

const read = async (html: string): Promise<string[]> =>
  outline((await parseDocument('a.html', html)).blocks).map((line) => line.replace(/ \d+-\d+ /, ' '));

describe('tabs and answers without marks of accessibility', () => {
  it.each([
    [
      'radio buttons with labels',
      '<h1>Copy</h1><div class="tabbed-set"><input type="radio" name="t" id="a" checked><input type="radio" name="t" id="b"><div class="tabbed-labels"><label for="a">Nightly</label><label for="b">Weekly</label></div><div class="tabbed-content"><div class="tabbed-block"><p>At 02:40.</p></div><div class="tabbed-block"><p>At 05:15.</p></div></div></div>',
      ['heading1 Copy', 'heading2 Nightly', 'paragraph At 02:40.', 'heading2 Weekly', 'paragraph At 05:15.'],
    ],
    [
      'links of which one opens what is hidden',
      '<ul><li><a href="#x">Residents</a></li><li><a href="#y">Visitors</a></li></ul><div id="x"><p>4 crowns.</p></div><div id="y" style="display: none"><p>12 crowns.</p></div>',
      ['heading2 Residents', 'paragraph 4 crowns.', 'heading2 Visitors', 'paragraph 12 crowns.'],
    ],
    [
      'buttons with a script',
      '<h1>Run</h1><div class="tab"><button onclick="show(event, \'lin\')">Linux</button><button onclick="show(event, \'win\')">Windows</button></div><div id="lin" class="tabcontent"><p>Type it.</p></div><div id="win" class="tabcontent" style="display:none"><p>Tick it.</p></div>',
      ['heading1 Run', 'heading2 Linux', 'paragraph Type it.', 'heading2 Windows', 'paragraph Tick it.'],
    ],
    [
      'an answer hidden behind its question',
      '<h1>FAQ</h1><div class="faq-question" onclick="t(this)">Is there a room?</div><div style="display:none">On the third floor.</div>',
      ['heading1 FAQ', 'heading2 Is there a room?', 'paragraph On the third floor.'],
    ],
  ])('are read under their labels: %s', async (_, html, lines) => {
    expect(await read(html)).toEqual(lines);
  });
});

describe('boxes and fields of pages', () => {
  it.each([
    [
      '<ul class="inline-task-list" data-inline-tasks-content-id="3"><li class="checked"><span>Order</span></li><li><span>Clean</span></li></ul>',
    ],
    [
      '<ul><li><div class="checkbox checkbox-on"></div> Order</li><li><div class="checkbox checkbox-off"></div> Clean</li></ul>',
    ],
    ['<ul><li data-checked="true">Order</li><li data-checked="false">Clean</li></ul>'],
    [
      '<ul><li><i class="fa fa-check-square"></i> Order</li><li><i class="fa fa-square-o"></i> Clean</li></ul>',
    ],
    [
      '<ul><li><span role="checkbox" aria-checked="true"></span>Order</li><li><span role="checkbox" aria-checked="false"></span>Clean</li></ul>',
    ],
    ['<ul><li>☒ Order</li><li>☐ Clean</li></ul>'],
  ])('keep their state: %s', async (html) => {
    expect(await read(html)).toEqual(['list - ☑ (ticked) Order\n- ☐ (not ticked) Clean']);
  });

  it('keep what was filled in, behind its label', async () => {
    const html =
      '<form><label for="n">Contact</label><input id="n" value="Rune Dahl"><label for="s">Size</label><select id="s"><option>Small</option><option selected>Large</option></select><input type="hidden" value="x"></form>';
    expect(await read(html)).toEqual(['paragraph Contact: Rune Dahl\nSize: Large']);
  });
});

describe('pages that programs made', () => {
  it('read what their style sheets strike, raise and hide', async () => {
    const html =
      '<style>.c1{text-decoration:line-through}.c2{vertical-align:super}.c3{display:none}@media print{.c4{display:none}}</style>' +
      '<p>A canoe costs <span class="c1">14</span> 18 euros.</p><p>We had 3,200<span class="c2">1</span> guests.</p><p class="c3">This is for nobody to read.</p><p class="c4">Bring a towel.</p>';
    const document = await parseDocument('a.html', html);
    expect(document.blocks.map(({ text }) => text)).toEqual([
      'A canoe costs 18 euros.',
      'We had 3,200 (note 1) guests.',
      'Bring a towel.',
    ]);
    expect(document.leftOut).toEqual([
      { kind: 'struck-text', count: 1 },
      { kind: 'hidden-text', count: 1 },
    ]);
  });

  it('keep calls of notes off figures, and formulas formulas', async () => {
    const html =
      '<h1>Kiln <a class="headerlink" href="#k">¶</a></h1><p>9,400<a role="doc-noteref" href="#1">1</a> bricks, 7,100<sup>a</sup> tiles, 3,200<sup><a href="#2">[2]</a></sup> jars, <em>E</em> = <em>mc</em><sup>2</sup>.</p><ol><li id="1">Without seconds. <a href="#r" role="doc-backlink">↩︎</a></li></ol>';
    expect(await read(html)).toEqual([
      'heading1 Kiln',
      'paragraph 9,400 (note 1) bricks, 7,100 (note a) tiles, 3,200 (note 2) jars, E = mc^2.',
      'list 1. Without seconds.',
    ]);
  });

  it('leave out banners of short pages, too', async () => {
    const html =
      '<div class="cookie-banner">We use cookies. <button>Accept</button></div><div class="header"><a href="/">Home</a><a href="/s">Shop</a><a href="/c">Cart</a></div><h1>Refunds</h1><p>You may return candles within 45 days.</p><div class="newsletter-signup"><h3>Join us</h3><p>Get 10 % off.</p></div><div class="footer"><a href="/t">Terms</a><a href="/p">Privacy</a></div>';
    expect(await read(html)).toEqual([
      'heading1 Refunds',
      'paragraph You may return candles within 45 days.',
    ]);
  });

  it('say of each definition which terms it is of', async () => {
    expect(await read('<dl><dt>Helm</dt><dd>It steers.</dd><dd>Also its place.</dd></dl>')).toEqual([
      'list - Helm: It steers.\n- Helm: Also its place.',
    ]);
  });
});
