import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { renderAnswerText } from '../../console/frame/markdown.ts';
import type { Citation } from '../../core/types.ts';
import { xssCorpus } from './xss-corpus.ts';

const citation: Citation = {
  n: 1,
  documentId: 'doc_1',
  externalId: null,
  title: 'Leave "policy" <b>',
  path: 'leave.md',
  passageId: 'p1',
  quote: 'Five days.',
  headings: [],
  place: {},
  hash: 'h',
};

const HARMLESS = new Set(
  'div p br ul ol li strong em s code pre blockquote a hr h4 h5 h6 table thead tbody tr th td'.split(' '),
);

describe('renderAnswerText', () => {
  it('shows paragraphs, lists, bold and code', () => {
    const out = String(renderAnswerText('**Five** days:\n\n- `a`\n- b', []));
    expect(out).toContain('<strong>Five</strong>');
    expect(out).toContain('<li><code>a</code></li>');
  });

  it('makes [n] lead to the passage it cites', () => {
    const $ = load(String(renderAnswerText('Five days [1].', [citation])));
    expect($('a.cite').attr('href')).toBe('/documents/doc_1?passage=p1#passage-p1');
    expect($('a.cite').text()).toBe('[1]');
    expect($('a.cite').attr('title')).toBe('Leave "policy" <b>');
  });

  it('leaves a mark without a source as text', () => {
    expect(String(renderAnswerText('Five days [7].', [citation]))).toContain('[7]');
    expect(load(String(renderAnswerText('Five days [7].', [citation])))('a').length).toBe(0);
  });

  it('lets no text say where a mark leads', () => {
    const $ = load(String(renderAnswerText('Five days [1].\n\n[1]: https://evil.example', [citation])));
    const hrefs = $('a')
      .toArray()
      .map((a) => $(a).attr('href'));
    expect(new Set(hrefs)).toEqual(new Set(['/documents/doc_1?passage=p1#passage-p1']));
  });

  it('links to http and https only, and marks such links as foreign', () => {
    const $ = load(
      String(renderAnswerText('[a](https://example.com) [b](/users) [c](mailto:x@y.z) [d](//e.f)', [])),
    );
    expect(
      $('a')
        .toArray()
        .map((a) => [$(a).attr('href'), $(a).attr('rel')]),
    ).toEqual([['https://example.com', 'noopener noreferrer nofollow']]);
  });

  it.each(xssCorpus)('makes nothing but harmless elements of %j', (text) => {
    for (const given of [text, `**${text}**`, `- ${text}`, `[${text}](${text})`, `${text} [1]`]) {
      const $ = load(String(renderAnswerText(given, [citation])), null, false);
      $('*').each((_, element) => {
        if (element.type !== 'tag') throw new Error(`${element.type} in ${given}`);
        expect(HARMLESS.has(element.name), `<${element.name}> of ${given}`).toBe(true);
        for (const [name, value] of Object.entries(element.attribs)) {
          expect(['href', 'title', 'rel', 'class', 'start', 'hx-ignore']).toContain(name);
          if (name === 'href') expect(value).toMatch(/^(https?:\/\/|\/documents\/doc_1\?)/);
        }
      });
    }
  });
});
