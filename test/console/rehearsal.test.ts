import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sentToDiscord } from '../../bot/discord/delivery/outgoing.ts';
import { sentToSlack } from '../../bot/slack/delivery/outgoing.ts';
import { discordMarkup } from '../../console/rehearsal/discord-markup.ts';
import { slackMarkup } from '../../console/rehearsal/slack-markup.ts';
import { wording } from '../../core/defensive-ux/wording.ts';
import type { IncomingQuestion } from '../../core/ports/chat-platform.ts';
import { aReply } from '../fixtures/answers.ts';
import { type Person, signIn } from './browserless.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';
import { xssCorpus } from './xss-corpus.ts';

/** Tags that markup may become, with nothing in them but our own classes and addresses on the web. */
const ALLOWED =
  /^<(?:\/?(?:strong|em|s|u|code|blockquote)|\/(?:span|pre|a)|(?:span|pre|strong) class="[a-z -]+"|a href="https?:[^"<>]*" rel="noopener noreferrer")>$/;

describe('the Rehearsal page', () => {
  let rig: RealConsole;
  let admin: Person;
  beforeAll(async () => {
    rig = await startRealConsole();
    await rig.ingest({
      'leave.md': '# Leave policy\n\n## Carry over\n\nEmployees carry **five** days of leave over.\n',
    });
    admin = await signIn(rig);
  });
  afterAll(async () => rig[Symbol.asyncDispose]());

  const view = async () =>
    (await (await admin.get('/rehearsal', { Accept: 'application/json' })).json()) as {
      exchanges: { id: string; thumb: number; isDeleted: boolean; told: { text: string } | null }[];
    };
  const press = async (act: string, platform = 'slack') => {
    const exchange = (await view()).exchanges[0]?.id ?? '';
    await admin.post('/rehearsal/press', { exchange, platform, act });
    return (await view()).exchanges[0];
  };

  test('shows a question with its reply as both chats would', async () => {
    await admin.post('/rehearsal/ask', { text: 'How many days of leave do employees carry over?' });
    const page = await admin.text('/rehearsal');
    expect(page).toContain('Slack <span class="chat-place">');
    expect(page).toContain('Discord <span class="chat-place">');
    expect(page.match(/said-lines?">Employees carry (?:<strong>)?five(?:<\/strong>)? days/g)).toHaveLength(2);
    expect(page).toContain(wording.why.button);
  });

  test('thumbs are no votes, and pressing once more takes one back', async () => {
    expect(await press('good')).toMatchObject({ thumb: 1, told: { text: wording.feedback.thanksGood } });
    expect(await press('good', 'discord')).toMatchObject({ thumb: 0 });
    await press('bad');
    expect(await rig.app.store.selectFrom('signals').selectAll().execute()).toEqual([]);
  });

  test('buttons tell what they tell members', async () => {
    expect((await press('sources'))?.told?.text).toContain('Leave policy');
    expect((await press('why'))?.told?.text).toContain('Leave policy');
  });

  test('a follow-up is understood from the thread', async () => {
    await admin.post('/rehearsal/ask', { text: 'and for employees?' });
    expect((await view()).exchanges).toHaveLength(2);
  });

  test('without words the help is shown', async () => {
    await admin.post('/rehearsal/ask', { text: '' });
    expect(await admin.text('/rehearsal')).toContain('Leave policy');
  });

  test('a reply can be deleted, and all begun anew', async () => {
    expect(await press('delete-reply')).toMatchObject({ isDeleted: true });
    await admin.post('/rehearsal/clear');
    expect((await view()).exchanges).toEqual([]);
  });

  test('is for admins, and each has a rehearsal of their own', async () => {
    const curator = await signIn(rig, 'Cora', 'curator');
    expect((await curator.get('/rehearsal')).status).toBe(403);
    await admin.post('/rehearsal/ask', { text: 'How many days?' });
    const other = await signIn(rig, 'Bob', 'admin');
    expect(await other.text('/rehearsal')).toContain('Nothing was asked yet');
  });

  test('nothing is put into any chat or its records', async () => {
    for (const table of ['asked', 'replies', 'signals'] as const)
      expect(await rig.app.store.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});

describe('markup', () => {
  test('of Slack becomes what Slack shows', () => {
    expect(String(slackMarkup('*Bold* and _not_ `a < b` &lt;x&gt; <https://a.example/?x=1|Page>'))).toContain(
      '<strong>Bold</strong> and <em>not</em> <code>a &lt; b</code> &lt;x&gt; <a href="https://a.example/?x=1" rel="noopener noreferrer">Page</a>',
    );
    expect(String(slackMarkup('Run\n```\na\n\nb\n```\nthen\n```\nc\n```'))).toMatch(
      /Run<\/span><pre class="said-code">a\n\nb<\/pre>.*then<\/span><pre class="said-code">c<\/pre>/s,
    );
    expect(String(slackMarkup('> said\nreply'))).toContain('<blockquote>said</blockquote>');
    expect(String(slackMarkup('<javascript:alert(1)|x>'))).not.toContain('<a ');
  });

  test('of Discord becomes what Discord shows', () => {
    expect(String(discordMarkup('**Bold** \\*plain\\* `x*y` <https://a.example/>'))).toContain(
      '<strong>Bold</strong> *plain* <code>x*y</code> <a href="https://a.example/" rel="noopener noreferrer">https://a.example/</a>',
    );
    expect(String(discordMarkup('```ts\nArray<string>\n```'))).toContain('Array&lt;string&gt;');
    expect(String(discordMarkup('-# small\n- item'))).toMatch(/said-small">small.*said-item">item/s);
    expect(String(discordMarkup('[x](javascript:alert(1))'))).not.toContain('<a ');
  });

  test.each(xssCorpus)('hostile text stays text: %s', (hostile) => {
    const address = { platform: 'x', workspace: 'x', channel: 'x', thread: null };
    const question: IncomingQuestion = {
      ...{ eventId: '', address, messageId: '1', userId: 'u', text: hostile, kind: 'mention' },
    };
    const reply = aReply(question, { text: hostile });
    const [slack] = sentToSlack(reply).messages as { payload: { text: string } }[];
    const [discord] = sentToDiscord(reply).messages as { payload: { content: string } }[];
    for (const shown of [
      slackMarkup(slack?.payload.text ?? ''),
      discordMarkup(discord?.payload.content ?? ''),
      slackMarkup(hostile),
      discordMarkup(hostile),
    ])
      for (const [tag] of String(shown).matchAll(/<[^>]*>/g)) expect(tag).toMatch(ALLOWED);
  });
});
