import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeSlack, toMrkdwn } from '../../../bot/slack/text/mrkdwn.ts';

describe('escapeSlack', () => {
  test('takes the meaning from every kind of mention', () => {
    expect(escapeSlack('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });
});

describe('toMrkdwn', () => {
  test.each([
    ['**bold** and *soft* and ~~gone~~', '*bold* and _soft_ and ~gone~'],
    ['# Title\n\ntext', '*Title*\n\ntext'],
    ['- one\n- two\n  - inner', '• one\n• two\n    • inner'],
    ['3. three\n4. four', '3. three\n4. four'],
    ['Use `npm ci` [1].', 'Use `npm ci` [1].'],
    ['```sh\na < b\n```', '```\na &lt; b\n```'],
    ['> quoted\n> twice', '> quoted\n> twice'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'a | b\n1 | 2'],
    ['see [the page](https://x.example/a?b&c)', 'see the page (https://x.example/a?b&amp;c)'],
    ['see https://x.example/a', 'see https://x.example/a'],
    ['![cat](https://x.example/c.png)', 'cat'],
    ['Half [1].\n\n[1]: https://x.example', 'Half [1].\n\n[1]: https://x.example'],
  ])('renders %j', (markdown, expected) => {
    expect(toMrkdwn(markdown)).toBe(expected);
  });

  test.each([
    '<!channel>',
    '<!here|here>',
    '<@U0ADA>',
    '<!subteam^S1|@team>',
    '<https://evil.example|safe>',
    '**<!channel>**',
    '`<!channel>`',
    '```\n<!channel>\n```',
    '[<!channel>](https://x.example)',
    '[x](<!channel>)',
    '<div><!channel></div>',
    '| <!channel> |\n|---|\n| <@U1> |',
    '[^1]\n\n[^1]: <!channel>',
  ])('leaves no live markup in %j', (markdown) => {
    expect(toMrkdwn(markdown)).not.toContain('<');
  });

  test.each(['>'.repeat(4_000), '- '.repeat(4_000), '1. '.repeat(4_000)])(
    'shows what is nested beyond reason as it is written',
    (nested) => {
      expect(toMrkdwn(`${nested}<!channel>`)).toBe(escapeSlack(`${nested}<!channel>`));
    },
  );

  test('leaves no live markup in any text', () => {
    const bits = fc.constantFrom(
      '<!channel>',
      '<@U1>',
      '<',
      '>',
      '&',
      '`',
      '```\n',
      '[',
      '](',
      '*',
      '\n',
      'a',
      '|',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (some) => {
        expect(toMrkdwn(some.join(''))).not.toContain('<');
      }),
    );
  });
});
