import { describe, expect, it } from 'vitest';
import { pathMatcher, wrongPattern } from '../../../knowledge/filter/path-match.ts';

describe('a path pattern', () => {
  it.each<[string, string[], string[]]>([
    ['hr/', ['hr/a.md', 'hr/x/b.md', '../hr/a.md', './hr/a.md'], ['hr.md', 'hr', 'x/hr/a.md', 'HR/a.md']],
    ['hr', ['hr', 'hr/a.md'], ['hr.md', 'hrx/a.md']],
    ['Pay (old)/', ['Pay (old)/a.md'], ['Pay old/a.md']],
    ['**/*.md', ['a.md', 'x/y/a.md', '/x/a.md', '../x/a.md'], ['a.txt', '.a.md']],
    ['*.md', ['a.md'], ['x/a.md']],
    ['hr/*/', ['hr/x/a.md', 'hr/x/y/a.md'], ['hr/a.md']],
    ['**/*.{md,txt}', ['a.md', 'x/b.txt'], ['c.pdf']],
    ['page-[0-9].md', ['page-7.md'], ['page-x.md']],
    ['https://e.org/docs/', ['https://e.org/docs/a'], ['https://e.org/blog/a']],
  ])('%s', (pattern, inside, outside) => {
    expect(wrongPattern(pattern)).toBeNull();
    const matches = pathMatcher([pattern]);
    expect(inside.filter((path) => !matches(path))).toEqual([]);
    expect(outside.filter((path) => matches(path))).toEqual([]);
  });

  it.each([
    '',
    '  ',
    'a'.repeat(201),
    '*a*a*a*a*a*a*c',
    '**/a/**/a/**/a/**/a',
    '*/*/*/*/*/*/*/*/*/*',
    '+(a|b)/*',
    '!(a)*',
    '{1..1000000}.md',
    '{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}',
  ])('that could hold up searches, or says nothing, is refused in words: %j', (pattern) => {
    expect(wrongPattern(pattern)).toMatch(/path|wildcards|parentheses|alternatives/);
  });
});
