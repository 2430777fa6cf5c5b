import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../patience-ms.ts';
import { launchChromium, seriousFindings, watch } from './chromium.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

const browser = await launchChromium();
/** Set to a folder to keep pictures of the page. */
const pictures = process.env['DOCENT_TEST_PICTURES'];

describe.skipIf(browser === null)('the Guards page in a browser', () => {
  let rig: RealConsole;
  beforeAll(async () => {
    rig = await startRealConsole();
  });
  afterAll(async () => {
    await rig[Symbol.asyncDispose]();
    await browser?.close();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('switches a guard and tests a text, readable in %s at %i px', async (colorScheme, width) => {
    if (browser === null) throw new Error('there is no browser');
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const watched = await watch(page, rig.url);
    await page.goto(await rig.link());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${rig.url}/`);
    await page.goto(`${rig.url}/guards`);
    await page.getByRole('button', { name: 'Switch off: Harmful language' }).click();
    await page.getByRole('button', { name: 'Switch on: Harmful language' }).waitFor();
    expect((await rig.ask('Shut up or I will kill you')).outcome).not.toBe('refused');
    await page.getByRole('button', { name: 'Switch on: Harmful language' }).click();
    await page.getByRole('button', { name: 'Switch off: Harmful language' }).waitFor();
    expect((await rig.ask('Shut up or I will kill you')).outcome).toBe('refused');
    await page.reload();
    expect(await page.locator('#guard-toxicity').innerText()).toMatch(/\d hits? \(question\)/);
    await page.getByLabel('Text', { exact: true }).fill('Card 4111 1111 1111 1111: when is severance paid?');
    await page.getByRole('button', { name: 'Test it' }).click();
    const outcome = page.getByRole('status', { name: 'Outcome' });
    expect(await outcome.innerText()).toContain('Passes repaired');
    expect(await outcome.locator('mark').allInnerTexts()).toEqual(['4111 1111 1111 1111', 'severance']);
    expect(await seriousFindings(page)).toEqual([]);
    const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(excess).toBeLessThanOrEqual(0);
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `guards-${colorScheme}.png`), fullPage: true });
    }
  });
});
