import { describe, expect, it } from 'vitest';
import { toDiscord } from '../../../bot/discord/text/markdown.ts';
import { codeBlock, codeSpan, escapeLine, plainText } from '../../../bot/discord/text/markup.ts';

const zwsp = '\u200B';

describe('the small Markdown of an answer', () => {
  it('keeps paragraphs, line breaks, bold text, lists, code and source marks', () => {
    const text =
      'Book **trains** through the `desk`. [1]\nThen pay.\n\n- one [2]\n- two\n\n1. first\n2. second\n\n```ts\nconst a = 1;\n```';
    expect(toDiscord(text)).toBe(
      'Book **trains** through the `desk`. [1]\nThen pay.\n\n- one [2]\n- two\n\n1. first\n2. second\n\n```ts\nconst a = 1;\n```',
    );
  });

  it('indents what belongs to a list item', () => {
    expect(toDiscord('- one\n  - deeper\n- two')).toBe('- one\n  - deeper\n- two');
  });

  it('turns headings into bold lines', () => {
    expect(toDiscord('# Big\n\ntext')).toBe('**Big**\n\ntext');
  });

  it('shows what is done in a list of tasks', () => {
    expect(toDiscord('- [x] book\n- [ ] pay\n- go')).toBe('- ☑ book\n- ☐ pay\n- go');
  });

  it.each([
    ['これは**「重要」**です', 'これは**「重要」**です'],
    ['**Note:**see below', '**Note:**see below'],
    ['un**believ**able', 'un**believ**able'],
    ['text**(a note)**more', 'text**(a note)**more'],
    ['2 ** 3 ** 4', '2 \\*\\* 3 \\*\\* 4'],
    ['\\*\\*not bold\\*\\*', '\\*\\*not bold\\*\\*'],
  ])('makes bold what is meant as bold: %s', (markdown, shown) => {
    expect(toDiscord(markdown)).toBe(shown);
  });

  it('writes a table as lines', () => {
    expect(toDiscord('| a | b |\n|---|---|\n| 1 | 2 |')).toBe('a · b\n1 · 2');
  });
});

describe('hostile text', () => {
  it('shows the address of a masked link, and makes none itself', () => {
    const shown = toDiscord('[your bank](https://evil.example/x_y)');
    expect(shown).toBe('your bank <https://evil.example/x_y>');
    expect(toDiscord('[1](https://evil.example)')).not.toMatch(/\]\(/);
  });

  it('forms no masked link out of neighbours, escapes or reference definitions', () => {
    const attempts = [
      '\\[a](https://evil.example)',
      '[a]\\(https://evil.example)',
      '[a] (https://evil.example)',
      '[a]&#40;https://evil.example)',
      '[a]**(https://evil.example)**',
      '[a][b]\n\n[b]: https://evil.example',
    ];
    for (const text of attempts) expect(toDiscord(text)).not.toMatch(/(?<!\\)\]\((?!\\)/);
  });

  it('drops script addresses', () => {
    expect(toDiscord('[x](javascript:alert(1)) [y](discord://foo)')).toBe('x y');
  });

  it('breaks mass mentions, mentions, custom emoji, times and command links', () => {
    const shown = toDiscord('@everyone @here <@1> <@!1> <@&2> <#3> <:a:4> <a:b:4> <t:5> </ask:6> <id:guide>');
    expect(shown).not.toMatch(/@everyone|@here|<[@#:t/i]/);
    expect(shown).toContain(`@${zwsp}everyone`);
  });

  it.each([
    'const a: Array<string> = [];\nmap.get<@Inject() T>(x); // @everyone @here <@123>',
    '#include <stdio.h>\n<a:b:1> <t:1> </ask:6>',
    'a ``b`` c',
  ])('is exact in a code block, where nothing takes effect: %j', (code) => {
    expect(toDiscord(`\`\`\`ts\n${code}\n\`\`\``)).toBe(`\`\`\`ts\n${code}\n\`\`\``);
  });

  it('is exact in a code span and in prose', () => {
    expect(toDiscord('Use `Array<string>` or `a < b`, not Array<number>.')).toBe(
      'Use `Array<string>` or `a < b`, not Array<number>.',
    );
  });

  it('keeps spoilers, strikes and subtext from taking effect', () => {
    expect(toDiscord('||secret|| -# not a label')).toBe('\\|\\|secret\\|\\| -# not a label');
    expect(toDiscord('-# AI-generated')).toBe('\\-# AI-generated');
    expect(toDiscord('a\n\n\\# big')).toBe('a\n\n\\# big');
    expect(toDiscord('\\>>> all of it')).toBe('\\>>> all of it');
    expect(toDiscord('1\\. no list')).toBe('1\\. no list');
  });

  it('cannot leave a code block', () => {
    const shown = toDiscord('````\n```\n@everyone\n```\n````');
    expect(shown).toBe('\\`\\`\\`\n```\n@everyone\n```\n\\`\\`\\`');
  });

  it('takes direction overrides and control characters out', () => {
    expect(toDiscord('a\u202Eb\u0007c')).toBe('abc');
  });

  it('shows raw HTML as words', () => {
    expect(toDiscord('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
  });
});

describe('plain strings', () => {
  it('escapes and shortens a title to one line', () => {
    expect(escapeLine('A *very*\n# long title', 12)).toBe('A \\*very\\* #…');
  });

  it('puts backticks into code', () => {
    expect(codeSpan('a`b')).toBe('`` a`b ``');
    expect(codeBlock('x', 'c++')).toBe('```c++\nx\n```');
    expect(codeBlock('x', 'js\n@everyone')).toBe('```\nx\n```');
  });

  it('comes back as plain words', () => {
    expect(plainText(toDiscord('**Pay** snake_case @everyone'))).toBe('Pay snake_case @everyone');
  });
});
