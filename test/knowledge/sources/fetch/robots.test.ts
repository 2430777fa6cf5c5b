import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../../../knowledge/sources/fetch/robots.ts';

const allows = (text: string, path: string) => parseRobots(text, 'Docent').allows(path);

describe('groups', () => {
  it('count for the product they name, in any case, and `*` only where none does', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-Agent: DOCENT/1.0\nDisallow: /private\n';
    expect(allows(text, '/open')).toBe(true);
    expect(allows(text, '/private/x')).toBe(false);
    expect(parseRobots(text, 'Other').allows('/open')).toBe(false);
  });

  it('share rules when several names stand before them, and add up when named twice', () => {
    const text =
      'user-agent: a\nuser-agent: docent\ndisallow: /one\n\nuser-agent: b\ndisallow: /two\nuser-agent: docent\ndisallow: /three';
    expect(allows(text, '/one')).toBe(false);
    expect(allows(text, '/two')).toBe(true);
    expect(allows(text, '/three')).toBe(false);
  });

  it('do not count for a longer or shorter name', () => {
    expect(allows('User-agent: docentbot\nDisallow: /', '/')).toBe(true);
    expect(allows('User-agent: doc\nDisallow: /', '/')).toBe(true);
  });

  it('need a name: rules before any are nobody’s', () => {
    expect(allows('Disallow: /\nUser-agent: *\nAllow: /', '/x')).toBe(true);
  });

  it('go on past lines that mean nothing, comments, marks and odd line ends', () => {
    const text =
      '\ufeffUser-agent: * # all\r\nSitemap: https://a.example/s.xml\rNonsense\r\nDisallow: /a # not this\n';
    expect(allows(text, '/a')).toBe(false);
    expect(parseRobots(text, 'Docent').sitemaps).toEqual(['https://a.example/s.xml']);
  });

  it('that are empty forbid nothing', () => {
    for (const text of ['', 'User-agent: *\nDisallow:', 'User-agent: *', '<html>404</html>'])
      expect(allows(text, '/x')).toBe(true);
  });
});

describe('rules', () => {
  const rules = (...lines: string[]) => ['User-agent: *', ...lines].join('\n');

  it('are decided by the longest match, Allow first when equal, whatever their order', () => {
    const text = rules(
      'Disallow: /',
      'Allow: /docs/',
      'Disallow: /docs/old',
      'Allow: /page',
      'Disallow: /page',
    );
    expect(allows(text, '/other')).toBe(false);
    expect(allows(text, '/docs/new')).toBe(true);
    expect(allows(text, '/docs/old/1')).toBe(false);
    expect(allows(text, '/page')).toBe(true);
  });

  it.each([
    ['/fish', '/fish.html', true],
    ['/fish', '/Fish', false],
    ['/fish*', '/fishheads/x', true],
    ['/fish/', '/fish', false],
    ['/*.php', '/a/b.php?x=1', true],
    ['/*.php$', '/a/b.php', true],
    ['/*.php$', '/a/b.php?x', false],
    ['/a*b*c$', '/axxbxxc', true],
    ['/a*b*c$', '/abcb', false],
    ['/*a$', '/ba', true],
    ['/aa*aa$', '/aaa', false],
    ['/x$', '/x', true],
    ['/x$', '/xy', false],
    ['*/private', '/a/private', true],
    ['/?', '/?q', true],
    ['/caf%C3%A9', '/caf%c3%a9/x', true],
    ['/café', '/caf%C3%A9', true],
    ['/%61b', '/ab', true],
    ['/a%2Fb', '/a/b', false],
  ])('%s and %s: %s', (pattern, path, matched) => {
    expect(allows(rules(`Disallow: ${pattern}`), path)).toBe(!matched);
  });

  it('never close robots.txt itself', () => {
    expect(allows(rules('Disallow: /'), '/robots.txt')).toBe(true);
  });

  it('with many stars take no time to speak of', () => {
    const text = rules(`Disallow: /${'*a'.repeat(200)}$`);
    expect(allows(text, `/${'a'.repeat(5_000)}b`)).toBe(true);
  });
});

describe('the pause', () => {
  it('is the longest that our groups ask for, in milliseconds', () => {
    const text = 'User-agent: *\nCrawl-delay: 9\nUser-agent: docent\nCrawl-delay: 1.5\nDisallow:\n';
    expect(parseRobots(text, 'Docent').delayMs).toBe(1_500);
    expect(parseRobots('User-agent: *\nCrawl-delay: soon', 'Docent').delayMs).toBe(0);
  });
});
