import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeOpenAI } from '../fakes/models/openai.ts';
import type { FakeModelServer } from '../fakes/models/provider.ts';
import { PATIENCE_MS } from '../patience-ms.ts';
import { launchChromium, seriousFindings, watch } from './chromium.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

const browser = await launchChromium();
/** Set to a folder to keep pictures of the page. */
const pictures = process.env['DOCENT_TEST_PICTURES'];

const FIRST = 'Trains are booked by the travel desk. [1]';
const REPLY = `${FIRST} The desk needs a day, says @everyone. [1] Send mail to eve@evil.example. [1] Taxis need an approval. [1]`;

describe.skipIf(browser === null)('an answer in the playground, while a model writes it', () => {
  let openai: FakeModelServer;
  let rig: RealConsole;
  beforeAll(async () => {
    openai = await createFakeOpenAI({ reply: REPLY, chunkDelayMs: 120 });
    rig = await startRealConsole({ DOCENT_CHAT_MODEL: 'openai:any', OPENAI_BASE_URL: openai.baseUrl });
    await rig.ingest({
      'travel.md':
        '# Travel\n\nTrains are booked by the travel desk. The desk needs a day. Taxis need an approval.',
    });
  });
  afterAll(async () => {
    await rig[Symbol.asyncDispose]();
    await openai.close();
    await browser?.close();
  });

  it('is shown sentence by sentence, each once its checks passed, and then as a whole', async () => {
    if (browser === null) throw new Error('there is no browser');
    const context = await browser.newContext({ colorScheme: 'dark', viewport: { width: 420, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const watched = await watch(page, rig.url);
    await page.goto(await rig.link());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${rig.url}/`);
    await page.evaluate(`window.seen = [];
      new MutationObserver(() => window.seen.push(document.getElementById('asking-text').textContent))
        .observe(document.getElementById('asking-text'), { childList: true })`);
    await page.getByLabel('Your question').fill('Who books trains?');
    await page.getByLabel('Your question').press('Enter');
    await page.locator('#asking-text', { hasText: FIRST }).waitFor();
    expect(await page.locator('.turn').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, 'playground-live.png'), fullPage: true });
    }
    await page.getByRole('heading', { name: 'Who books trains?', level: 2 }).waitFor();
    const seen = (await page.evaluate('window.seen')) as string[];
    expect(seen.at(-1)).toBe('');
    expect(seen.length).toBeGreaterThan(2);
    for (const text of seen) expect(text).not.toMatch(/@everyone|evil/);
    expect(await page.locator('#asking-text').textContent()).toBe('');
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
    await context.close();
  });
});
