import { afterAll, expect, it } from 'vitest';
import { startConsole } from '../fakes/console-deps.ts';
import { launchChromium } from './chromium.ts';

const browser = await launchChromium();
afterAll(async () => await browser?.close());

it.skipIf(browser === null)(
  'all areas stand on one line at 1280 px for an admin, beside a warning and a long name',
  async () => {
    if (browser === null) throw new Error('there is no browser');
    const rig = await startConsole();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    try {
      const page = await context.newPage();
      await page.goto(await rig.link('Alexandra Papadopoulou-Smith'));
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`${rig.url}/`);
      expect(await page.locator('#health').innerText()).toContain('Slack: needs attention');
      const tops = await page.evaluate<number[]>(
        "[...document.querySelectorAll('.areas li')].map((item) => Math.round(item.getBoundingClientRect().top))",
      );
      expect(tops.length).toBe(10);
      expect(new Set(tops).size).toBe(1);
    } finally {
      await context.close();
      await rig.close();
    }
  },
);
