import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { passageText } from '../../../console/documents/text/passage-text.ts';
import type { PassagePart, ShapedPassage } from '../../../core/ports/library.ts';
import { aPassage } from '../../fixtures/passages.ts';
import { signIn } from '../browserless.ts';
import { startRealConsole } from '../real-console.ts';
import { xssCorpus } from '../xss-corpus.ts';

function passage(headings: string[], ...pieces: [PassagePart['kind'], string][]): ShapedPassage {
  let text = '';
  const parts = pieces.map(([kind, words]): PassagePart => {
    text += text === '' ? words : `\n\n${words}`;
    return { kind, start: text.length - words.length, end: text.length };
  });
  return { ...aPassage(), headings, text, parts };
}

const view = (one: ShapedPassage, before?: ShapedPassage) =>
  load(String(passageText(one, before)), null, false);

const HARMLESS = new Set('h3 h4 h5 h6 p ul ol li pre code table thead tbody tr th td div span a'.split(' '));
const ATTRIBUTES = new Set('class tabindex role aria-label scope colspan value href rel'.split(' '));

describe('a passage as people know it', () => {
  it('has the headings that are new after the passage before', () => {
    const before = passage(['Berths', 'East'], ['paragraph', 'One.']);
    const $ = view(
      passage(['Berths', 'West', 'Prices'], ['heading', 'Boats'], ['paragraph', 'Two.']),
      before,
    );
    expect(
      $.root()
        .children()
        .get()
        .map((element) => [element.name, $(element).text()]),
    ).toEqual([
      ['h4', 'West'],
      ['h5', 'Prices'],
      ['h6', 'Boats'],
      ['p', 'Two.'],
    ]);
    expect(view(before, before)('h3, h4').length).toBe(0);
    const joined = passage(
      ['Berths'],
      ['heading', 'East'],
      ['paragraph', 'One.'],
      ['heading', 'West'],
      ['list', '- a'],
    );
    expect(
      view(passage(['Berths', 'West', 'Prices'], ['paragraph', 'Two.']), joined)('h3, h4, h5').text(),
    ).toBe('Prices');
  });

  it('has nested lists, with the numbers of steps and the state of tasks', () => {
    const list =
      '3. Call\n  - by radio\n    channel 12\n  - by light\n4. Wait\n- ☑ (ticked) Fenders\n- ☐ (not ticked) Lines';
    const $ = view(passage([], ['list', list]));
    expect(
      $('ol > li')
        .get()
        .map((element) => $(element).attr('value')),
    ).toEqual(['3', '4']);
    expect(
      $('ol ul li')
        .get()
        .map((element) => $(element).text()),
    ).toEqual(['by radio\nchannel 12', 'by light']);
    expect(
      $('li.task')
        .get()
        .map((element) => [$(element).text(), $('span', element).attr('aria-label')]),
    ).toEqual([
      ['☑ Fenders', 'ticked'],
      ['☐ Lines', 'not ticked'],
    ]);
  });

  it('has one table of pieces with the same columns, and code as it stands', () => {
    const $ = view(
      passage(
        [],
        ['table', 'Name: Ada | Age: 3'],
        ['table', 'Name: Bob | Age: 4'],
        ['code', 'if (a < b)\n  run()'],
      ),
    );
    expect($('table').length).toBe(1);
    expect(
      $('th')
        .get()
        .map((element) => $(element).text()),
    ).toEqual(['Name', 'Age']);
    expect(
      $('td')
        .get()
        .map((element) => $(element).text()),
    ).toEqual(['Ada', '3', 'Bob', '4']);
    expect($('pre code').text()).toBe('if (a < b)\n  run()');
  });

  it('leads only to web addresses, and to no page of the console', () => {
    const text =
      'See https://a.example/x?y=1&z="2". Not javascript:alert(1), /users, //b.example or (https://c.example/).';
    const $ = view(passage([], ['paragraph', text]));
    expect(
      $('a')
        .get()
        .map((element) => [$(element).attr('href'), $(element).attr('rel')]),
    ).toEqual([
      ['https://a.example/x?y=1&z=', 'noopener noreferrer nofollow'],
      ['https://c.example/', 'noopener noreferrer nofollow'],
    ]);
    expect($('p').text()).toBe(text);
  });

  it.each(['heading', 'paragraph', 'list', 'table', 'code'] as const)(
    'shows hostile text in a %s as text',
    (kind) => {
      for (const text of xssCorpus) {
        const hostile =
          { list: `- ${text}`, table: `A ${text}: ${text} | B: ${text}` }[kind as string] ?? text;
        const $ = view(passage([text], [kind, hostile]));
        for (const element of $.root().find('*').get()) {
          expect(HARMLESS, `${element.name} of ${text}`).toContain(element.name);
          for (const name of Object.keys(element.attribs)) expect(ATTRIBUTES, text).toContain(name);
          expect(element.attribs['href'] ?? 'https://', text).toMatch(/^https?:\/\//);
        }
      }
    },
  );
});

describe('a document’s page', () => {
  it('shows an HTML file’s headings, lists, tables and code beside its passages, and none of its markup', async () => {
    await using rig = await startRealConsole();
    const person = await signIn(rig, 'Cora', 'curator');
    await rig.ingest({
      'travel.html': `<title>Travel</title><main><h1>Travel</h1><h2 onclick="x()">Before</h2><ol><li>Ask <b>first</b>.</li><li>Book.</li></ol>
<h2>Costs</h2><p><a href="javascript:alert(1)">Rates</a> of ${'many words '.repeat(30)}</p><table><tr><th>Land</th><th>Day</th><th>Night</th></tr><tr><td>Norway</td><td>75 €</td><td>60 €</td></tr></table><pre>GET /trips
  &lt;script&gt;</pre></main>`,
    });
    const { documentId } = await rig.documentAt('travel.html');
    const $ = load(await person.text(`/documents/${documentId}`));
    const texts = (selector: string) =>
      $(`.known ${selector}`)
        .get()
        .map((element) => $(element).text());
    expect(texts(':is(h3, h4)')).toEqual(['Before', 'Costs']);
    expect(texts('ol li')).toEqual(['Ask first.', 'Book.']);
    expect(texts('th')).toEqual(['Land', 'Day', 'Night']);
    expect(texts('td')).toEqual(['Norway', '75 €', '60 €']);
    expect(texts('pre')).toEqual(['GET /trips\n  <script>']);
    expect($('.known a, .known script, [onclick]').length).toBe(0);
    const passages = await rig.app.library.passages(documentId);
    expect(
      $('.passage')
        .get()
        .map((element) => $(element).attr('id')),
    ).toEqual(passages.map(({ passageId }) => `passage-${passageId}`));
    expect(
      $('.read .passage-text')
        .get()
        .map((element) => $(element).text()),
    ).toEqual(passages.map(({ text }) => text));
  });
});
