import { describe, expect, it } from 'vitest';
import { toDiscord } from '../../../bot/discord/markdown.ts';
import { codeBlock, codeSpan, escapeLine, plainText } from '../../../bot/discord/markup.ts';

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
    const shown = toDiscord(
      '@everyone @here <@1> <@!1> <@&2> <#3> <:a:4> <t:5> </ask:6> <id:guide> `@everyone <@1>`',
    );
    expect(shown).not.toMatch(/@everyone|@here|<[@#:t/i]/);
    expect(shown).toContain(`@${zwsp}everyone`);
  });

  it('breaks mentions inside code blocks', () => {
    expect(toDiscord('```\n@everyone <@123>\n```')).toBe(`\`\`\`\n@${zwsp}everyone <${zwsp}@123>\n\`\`\``);
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
    expect(shown.match(/^```/gm)).toHaveLength(2);
  });

  it('takes direction overrides and control characters out', () => {
    expect(toDiscord('a\u202Eb\u0007c')).toBe('abc');
  });

  it('shows raw HTML as words', () => {
    expect(toDiscord('<script>alert(1)</script>')).toBe(`<${zwsp}script>alert(1)<${zwsp}/script>`);
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
