import { expect, test } from 'vitest';
import { fromSlack } from '../../../bot/slack/text/decode.ts';

test.each([
  ['<@U0DOCENT> how do I book?', 'how do I book?'],
  ['<@U0DOCENT|docent>: how?', 'how?'],
  ['hey <@U0DOCENT>  how?', 'hey how?'],
  ['how? <@U0DOCENT>', 'how?'],
  ['<@U0DOCENT>', ''],
  ['<@U0DOCENT> ask <@U0ADA|ada> or <@U0BEN>', 'ask @ada or'],
  ['see <#C1|general> and <#C2>', 'see #general and #C2'],
  [
    'see <https://x.example/a?b=1&amp;c=2|the page> or <https://y.example>',
    'see the page or https://y.example',
  ],
  ['write <mailto:a@x.example|a@x.example>', 'write a@x.example'],
  ['<!here> and <!subteam^S1|@team> and <!subteam^S1>', '@here and @team and @subteam'],
  ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
  ['&amp;lt; stays', '&lt; stays'],
])('reads %j', (text, expected) => {
  expect(fromSlack(text, 'U0DOCENT')).toBe(expected);
});

test('reads a mentioned member as the name that others see', () => {
  const names = new Map([['U0BEN', 'Ben Ode']]);
  const read = (text: string) => fromSlack(text, 'U0DOCENT', (id) => names.get(id));
  expect(read('<@U0DOCENT> what did <@U0BEN> say?')).toBe('what did @Ben Ode say?');
  expect(read('what did <@U0CAT> say?')).toBe('what did say?');
});
