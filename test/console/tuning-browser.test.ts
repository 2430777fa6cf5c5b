import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readyToTune } from '../fixtures/tuning-journey.ts';
import { PATIENCE_MS } from '../patience-ms.ts';
import { launchChromium, seriousFindings, watch } from './chromium.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

const browser = await launchChromium();
/** Set to a folder to keep pictures of the page. */
const pictures = process.env['DOCENT_TEST_PICTURES'];

describe.skipIf(browser === null)('the Tuning page in a browser', () => {
  let rig: RealConsole;
  beforeAll(async () => {
    rig = await startRealConsole();
    await readyToTune(rig);
  });
  afterAll(async () => {
    await rig[Symbol.asyncDispose]();
    await browser?.close();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
    ['light', 390],
    ['dark', 1280],
  ] as const)('leads through the six steps, readable in %s at %i px', async (colorScheme, width) => {
    if (browser === null) throw new Error('there is no browser');
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const watched = await watch(page, rig.url);
    await page.goto(await rig.link());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${rig.url}/`);
    await page.goto(`${rig.url}/tuning`);
    await look(page, `tuning-${colorScheme}-${width}`);
    await page.getByLabel('Name', { exact: true }).fill(`Run ${colorScheme} ${width}`);
    await page.getByRole('button', { name: 'Begin' }).click();
    await look(page, `run-begun-${colorScheme}-${width}`);
    const steps = [
      'Data and labels',
      'Metric',
      'Pre-trained model',
      'Architecture',
      'Approach',
      'Hyperparameters',
    ];
    for (const [at, step] of steps.entries()) {
      await page.getByRole('button', { name: `Save: ${step}` }).click();
      await expect.poll(() => page.getByText('Done', { exact: true }).count()).toBe(at + 1);
    }
    await page.getByRole('heading', { name: 'The run’s card' }).waitFor();
    await look(page, `run-done-${colorScheme}-${width}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the recipe folder' }).click();
    expect((await download).suggestedFilename()).toMatch(/^run_\w+\.tar\.gz$/);
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
    await context.close();
  });
});

async function look(page: Page, name: string): Promise<void> {
  expect(await seriousFindings(page)).toEqual([]);
  const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(excess).toBeLessThanOrEqual(0);
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}
