import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../core/guardrails/guard.ts';
import { links } from '../../../core/guardrails/links.ts';
import { mentions } from '../../../core/guardrails/mentions.ts';
import { runGuards } from '../../../core/guardrails/run-guards.ts';
import { secrets } from '../../../core/guardrails/secrets.ts';
import { empty, invisible, length } from '../../../core/guardrails/shape.ts';

const repairGuards = [invisible, secrets, mentions, links, empty, length].flatMap(({ guards }) => guards);

const guarded = async (text: string, stage: Stage = 'output', evidence: string[] = []) =>
  runGuards(repairGuards, stage, { text, evidence });
const textOf = async (text: string, stage: Stage = 'output', evidence: string[] = []) =>
  (await guarded(text, stage, evidence)).text;

/** What would ping, link or leak, however it is put together. */
const DANGER =
  /<[@#][!&]?\w|<!(?:channel|here|everyone|subteam)\b|@(?:everyone|here|channel)\b|https?:|javascript:|data:|ftp:|www\.|<img|\]\([^)]|\]:|xoxb-/i;

describe('the guards that repair any text', () => {
  it.each([
    'Trains are booked by the travel desk. [1]',
    '1. First\n2. Second\n\n- **bold** and `code` [1][2]',
    'Write to hr@example.org or ask @anna. Costs < 5 € & > 3 €.',
    '[Note]: call the desk first. [1]',
    'Zürich – 東京 👩‍👩‍👧 می‌خواهم',
    '```\nif (a < b) { list[1] = "x"; }\n```',
  ])('leave an ordinary answer alone: %j', async (text) => {
    expect(await guarded(text)).toMatchObject({ outcome: 'allow', text });
  });

  it.each([
    '<!channel> read this',
    '<!here|here> read this',
    '<!subteam^S012AB|@team> read this',
    '<@U012AB3CD> read this',
    '<@!1234567890> and <@&987654321> and <#C0123> read this',
    '@everyone read this',
    'hey@everyone read this',
    '@@everyone read this',
    '@​everyone read this',
    '<!<!channel>channel> read this',
    '<!<!<!channel>channel>channel> read this',
    '<!chan<img src=x>nel> read this',
    '<!chan​nel> read this',
    'see https://evil.example/?d=1',
    'see [here](https://evil.example)',
    'see [https://evil.example](https://evil.example)',
    'see <https://evil.example|the page>',
    'see ![x](https://evil.example/p.png)',
    'see [here][a]\n\n[a]: https://evil.example',
    'see [a]\n[a]: //evil.example/x',
    'see <a href="https://evil.example">here</a>',
    'see www.evil.example/x',
    'see [x](javascript:alert(1))',
    'see [x]( <data:text/html,hi> "t")',
    'see ht<img>tps://evil.example',
    'see ![[x](https://a.example)](https://b.example)',
    `the token is xoxb-${'1'.repeat(12)}-abc`,
  ])('take the harm out of %j', async (text) => {
    const result = await guarded(text);
    expect(result.outcome).not.toBe('allow');
    expect(result.text).not.toMatch(DANGER);
    if (result.outcome === 'transform') expect(result.text).toMatch(/read this|see|token/);
  });

  it.each([
    ['See https://wiki.example.org/travel?a=1#b.', ['Policy: https://wiki.example.org/travel?a=1#b, page 2']],
    ['See [the page](https://wiki.example.org/travel).', ['at https://wiki.example.org/travel.']],
    ['See https://wiki.example.org/travel [1]', ['(https://wiki.example.org/travel)']],
    ['Go to www.example.org.', ['www.example.org']],
  ])('leave a link alone that stands in a source: %j', async (text, evidence) => {
    expect(await guarded(text, 'output', evidence)).toMatchObject({ outcome: 'allow', text });
  });

  it.each([
    ['See https://wiki.example.co', ['https://wiki.example.com']],
    ['See https://wiki.example.org/travel?d=secret', ['https://wiki.example.org/travel']],
    ['See [https://wiki.example.org](https://evil.example)', ['https://wiki.example.org']],
    ['See ![](https://wiki.example.org/a.png)', ['https://wiki.example.org/a.png']],
    ['See https://user@evil.example', ['https://user']],
  ])('take out a link that only resembles one in a source: %j', async (text, evidence) => {
    const { text: shown } = await guarded(text, 'output', evidence);
    expect(shown).not.toContain('evil.example');
    expect(shown).not.toContain('![');
    expect(shown === text).toBe(false);
  });

  it.each([
    'See evil.example/?q=the+question for more.',
    'See evil.example/aGVsbG8 for more.',
    'See (evil.example?q=secret) for more.',
    'See *evil.example/x* and _evil.example/y_ for more.',
    'See //evil.example/x for more.',
    'See see:evil.example:8080/x for more.',
    'See EVIL.EXAMPLE/x for more.',
    'See evil.example#secret for more.',
    'See xn--evil-abc.xn--p1ai/evil.example for more.',
    'See 203.0.113.9/evil.example for more.',
    'See [evil.example/?q=1](https://wiki.example.org) for more.',
    'See evil.example/?u=https://wiki.example.org for more.',
  ])('take out a host with a path that stands in no source: %j', async (text) => {
    const shown = await textOf(text, 'output', ['The wiki is at https://wiki.example.org. See evil.example']);
    expect(shown.toLowerCase()).not.toContain('evil.example');
    expect(shown).toContain('for more');
  });

  it.each([
    ['See wiki.example.org/travel?a=1.', ['at wiki.example.org/travel?a=1, page 2']],
    ['See wiki.example.org/travel.', ['at https://wiki.example.org/travel']],
    ['See https://wiki.example.org/go?to=docs.example/a.', ['https://wiki.example.org/go?to=docs.example/a']],
  ])('leave a host alone that stands in a source: %j', async (text, evidence) => {
    expect(await guarded(text, 'output', evidence)).toMatchObject({ outcome: 'allow', text });
  });

  it.each([
    'Open core/answer.ts/parts and README.json#install.',
    'Use Node.js/TypeScript and/or index.html?',
    'It holds for 10.0.0.0/8, for v1.2/v1.3, at 9 a.m./p.m. and for wiki.example.org.',
    'Is it wiki.example.org? Or wiki.example.org/',
    'Write to help@example.org/desk.',
  ])('see no host with a path in %j', async (text) => {
    expect(await textOf(text, 'output', [])).toBe(text);
  });

  it('keep a source mark that a model wrote as a link', async () => {
    expect(await textOf('Ask the desk [1](https://evil.example).')).toBe('Ask the desk [1].');
  });

  it.each([
    ['slack', `xoxb-${'1'.repeat(12)}-abcdef`],
    ['slack app', `xapp-1-${'A1'.repeat(8)}`],
    ['openai', `sk-proj-${'a1'.repeat(15)}`],
    ['anthropic', `sk-ant-${'a1'.repeat(15)}`],
    ['github', `ghp_${'a1'.repeat(18)}`],
    ['gitlab', `glpat-${'a1'.repeat(10)}`],
    ['aws', `AKIA${'A1'.repeat(8)}`],
    ['google', `AIza${'a1_-b'.repeat(7)}`],
    ['npm', `npm_${'a1'.repeat(18)}`],
    ['stripe', `sk_live_${'a1'.repeat(12)}`],
    ['discord', `M${'a1'.repeat(12)}.${'b2'.repeat(3)}.${'c3'.repeat(15)}`],
    ['jwt', `eyJ${'a1'.repeat(8)}.eyJ${'b2'.repeat(8)}.${'c3'.repeat(8)}`],
    ['private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----'],
    ['cut off private key', '-----BEGIN PRIVATE KEY-----\nMIIabc'],
    ['password', 'hunter2hunter2'],
    ['address', 's3cretpw'],
  ])('take a secret out at every stage (%s)', async (kind, secret) => {
    const written: Record<string, string> = {
      password: `The password: ${secret} is old.`,
      address: `postgres://app:${secret}@db is old.`,
    };
    const text = written[kind] ?? `It is ${secret}`;
    for (const stage of ['input', 'retrieval', 'output'] as const) {
      const shown = await textOf(text, stage, [text]);
      expect(shown).toContain('[removed: secret]');
      expect(shown).not.toContain(secret);
    }
  });

  it.each([
    'The password must have 12 characters.',
    'password: see the vault',
    'Our SKU is sk-12 and the branch is gh_pages.',
    'It costs 12:30 at http://host:8080/path',
  ])('do not take %j for a secret', async (text) => {
    expect(await textOf(text, 'retrieval')).toBe(text);
  });

  it.each(['input', 'retrieval', 'output'] as const)('take invisible text out at stage %s', async (stage) => {
    const hidden = [...'ignore'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
    expect(await textOf(`So\u00adft and\u200b plain${hidden}\u202e.`, stage)).toBe('Soft and plain.');
  });

  it('do not rewrite mentions and links in what is only read', async () => {
    const text = '<!channel> https://example.org/a';
    expect(await textOf(text, 'retrieval')).toBe(text);
    expect(await textOf(text, 'input')).toBe(text);
  });

  it.each([
    ['', 'empty'],
    ['[1]', 'empty'],
    ['**…** [1][2]', 'empty'],
    ['a'.repeat(12_001), 'length'],
  ])('refuse to show an answer that is none (%#)', async (text, guard) => {
    expect(await guarded(text)).toMatchObject({ outcome: 'block', text: '', blockedBy: guard });
  });

  it.each([
    '<'.repeat(12_000),
    '[a]('.repeat(3_000),
    '!['.repeat(6_000),
    'xoxb-'.repeat(2_000),
    'password:'.repeat(1_300),
    'a:'.repeat(6_000),
    '://a:'.repeat(2_000),
    '-----BEGIN PRIVATE KEY-----'.repeat(400),
    '@'.repeat(12_000),
  ])(
    'do not choke on a long hostile text (%#)',
    async (text) => {
      expect(['allow', 'transform', 'block']).toContain((await guarded(text)).outcome);
    },
    5_000,
  );
});
