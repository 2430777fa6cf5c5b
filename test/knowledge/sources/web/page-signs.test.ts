import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extensionFor, nameFor } from '../../../../knowledge/sources/web/media-types.ts';
import { pageText, readSigns } from '../../../../knowledge/sources/web/page-signs.ts';
import { parseSitemap } from '../../../../knowledge/sources/web/sitemap.ts';
import { isWanted, normalUrl, readPrefixes } from '../../../../knowledge/sources/web/urls.ts';

const signs = (html: string, robotsTag = '') =>
  readSigns(html, 'https://a.example/docs/page', robotsTag, 100);

describe('links', () => {
  it('are absolute, each once, without fragments and tracking, and only of the web', () => {
    const html = `<a href="next">1</a><a href="/top#x">2</a><a href="?p=2&utm_source=mail">3</a><A HREF="NEXT">4</A>
      <area href="https://b.example/"><a href="mailto:x@a.example">5</a><a href="javascript:alert(1)">6</a>
      <a href="//user:word@a.example/">7</a><a href="http://[">8</a><a>9</a><a href="#part">10</a><a href="next#again">11</a>`;
    expect(signs(html).links).toEqual([
      'https://a.example/docs/next',
      'https://a.example/top',
      'https://a.example/docs/page?p=2',
      'https://a.example/docs/NEXT',
      'https://b.example/',
      'https://a.example/docs/page',
    ]);
  });

  it('start from the base of the page', () => {
    expect(signs('<base href="/v2/"><a href="x">x</a>').links).toEqual(['https://a.example/v2/x']);
  });

  it('are not followed where the link, the page or the server says so', () => {
    expect(signs('<a rel="external nofollow" href="/a">a</a><a href="/b">b</a>').links).toEqual([
      'https://a.example/b',
    ]);
    expect(signs('<meta name="robots" content="index, nofollow"><a href="/a">a</a>').links).toEqual([]);
    expect(signs('<a href="/a">a</a>', 'nofollow').links).toEqual([]);
  });

  it('are none in a page that nests without end', () => {
    expect(signs(`${'<div>'.repeat(100_000)}<a href="/a">a</a>`).links).toEqual([]);
  });
});

describe('noindex', () => {
  it.each([
    ['<meta name="robots" content="noindex">', '', true],
    ['<META NAME="ROBOTS" CONTENT="NONE">', '', true],
    ['<meta name="docent" content="noindex">', '', true],
    ['<meta name="googlebot" content="noindex">', '', false],
    ['', 'noindex', true],
    ['', 'docent: noindex', true],
    ['', 'googlebot: noindex, nofollow', false],
    ['', 'googlebot: noindex, docent: noindex', true],
    ['', 'unavailable_after: 25 Jun 2030 15:00:00 PST, noindex', true],
    ['', 'max-snippet: 5, all', false],
  ])('%s %s: %s', (html, header, expected) => {
    expect(signs(html, header).noindex).toBe(expected);
  });
});

describe('canonical', () => {
  it('is the first one named, absolute', () => {
    const html = '<link rel="canonical" href="/one"><link rel="canonical" href="/two">';
    expect(signs(html).canonical).toBe('https://a.example/one');
    expect(signs('<link rel="next" href="/one">').canonical).toBeNull();
  });
});

describe('addresses', () => {
  it.each([
    ['HTTPS://A.Example:443/x/../y?#f', 'https://a.example/y'],
    ['https://a.example./x', 'https://a.example/x'],
    ['https://a.example/x?b=1&a=2', 'https://a.example/x?b=1&a=2'],
    ['https://a.example/x?a=%20b+c', 'https://a.example/x?a=%20b+c'],
    ['https://münchen.example/ä', 'https://xn--mnchen-3ya.example/%C3%A4'],
  ])('%s is %s', (written, normal) => expect(normalUrl(written)).toBe(normal));

  it('are wanted below an included prefix and below no excluded one', () => {
    const scope = {
      include: readPrefixes('docs/, https://a.example/help?x'),
      exclude: readPrefixes('/docs/old'),
    };
    expect(isWanted(scope, '/docs/new')).toBe(true);
    expect(isWanted(scope, '/help?x=1')).toBe(true);
    expect(isWanted(scope, '/docs/old/1')).toBe(false);
    expect(isWanted(scope, '/blog')).toBe(false);
    expect(isWanted({ include: [], exclude: [] }, '/anything')).toBe(true);
  });
});

describe('types', () => {
  it.each([
    ['text/html', '/', 'html'],
    ['application/xhtml+xml', '/a', 'html'],
    ['text/html', '/guide.md', 'html'],
    ['text/plain', '/guide.md', 'md'],
    ['text/plain', '/notes', 'txt'],
    ['text/plain', '/a.pdf', 'txt'],
    ['application/octet-stream', '/a.pdf', 'pdf'],
    ['application/octet-stream', '/a.bin', null],
    ['', '/a.csv', 'csv'],
    ['application/pdf', '/download?id=1', 'pdf'],
    ['image/png', '/a.png', null],
    ['text/css', '/a.css', null],
  ])('%s at %s is %s', (type, path, extension) => {
    expect(extensionFor(type, new URL(path, 'https://a.example'))).toBe(extension);
  });

  it('give a name that titles are made of', () => {
    expect(nameFor(new URL('https://a.example/docs/getting-started/'), 'html')).toBe('getting-started.html');
    expect(nameFor(new URL('https://a.example/v2.3'), 'html')).toBe('v2.3.html');
    expect(nameFor(new URL('https://a.example/guide.htm'), 'html')).toBe('guide.html');
    expect(nameFor(new URL('https://a.example/'), 'html')).toBe('a.example.html');
    expect(nameFor(new URL('https://a.example/%2e%2e%2fetc%2fpasswd'), 'txt')).not.toContain('/');
  });

  it('are decoded by the charset that the server or the page names', () => {
    const bytes = Buffer.from('<p>Привет, страница о правилах отпуска</p>'.split('').map(windows1251));
    expect(pageText(bytes, 'windows-1251')).toContain('Привет');
    const named = Buffer.concat([Buffer.from('<meta charset="windows-1251">'), bytes]);
    expect(pageText(named, null)).toContain('Привет');
    expect(pageText(Buffer.from('<p>é</p>'), 'no-such-charset')).toContain('é');
  });
});

function windows1251(char: string): number {
  const code = char.charCodeAt(0);
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
}

describe('sitemaps', () => {
  const parse = (text: string | Buffer) => parseSitemap(Buffer.from(text), 10_000);

  it('name pages, in any spelling of XML', () => {
    const xml = `<?xml version="1.0"?><s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="x">
      <s:url><s:loc> https://a.example/1?a=1&amp;b=2 </s:loc><image:image><image:loc>https://a.example/i.png</image:loc></image:image></s:url>
      <s:url><s:loc><![CDATA[https://a.example/2]]></s:loc></s:url></s:urlset>`;
    expect(parse(xml)).toEqual({
      kind: 'pages',
      addresses: ['https://a.example/1?a=1&b=2', 'https://a.example/2'],
    });
  });

  it('name further sitemaps', () => {
    const xml = '<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap></sitemapindex>';
    expect(parse(xml)).toEqual({ kind: 'sitemaps', addresses: ['https://a.example/s1.xml'] });
  });

  it('may be lists of addresses, and packed', () => {
    const list = 'https://a.example/1\r\nhttps://a.example/2\n';
    expect(parse(list)?.addresses).toEqual(['https://a.example/1', 'https://a.example/2']);
    expect(parse(gzipSync(list))?.addresses).toHaveLength(2);
    expect(parse(gzipSync(Buffer.alloc(1_000_000)))).toBeNull();
  });

  it('are not what only looks like one', () => {
    for (const text of ['', 'Not found', '<html><body>404</body></html>']) expect(parse(text)).toBeNull();
  });

  it('expand no entities of their own', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>https://a.example/&b;</loc></url></urlset>`;
    expect(parse(bomb)?.addresses.join('')).not.toContain('aaaa');
  });
});
