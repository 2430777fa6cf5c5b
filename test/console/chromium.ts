import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/**
 * One process would end with the first context that is closed; without a zygote each page starts a program anew; the
 * next two switch off what is tested here; the others draw as a graphics card would, for three times the work.
 */
const UNWANTED = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]);
const WANTED = ['--disable-background-networking', '--disable-gpu', '--disable-software-rasterizer'];

/** The browser that the npm package carries, else the system's, else null with the reason on the terminal. */
export async function launchChromium(): Promise<Browser | null> {
  const args = [...chromium.args.filter((arg) => !UNWANTED.has(arg)), ...WANTED];
  const candidates = [async () => await chromium.executablePath(), async () => SYSTEM_CHROMIUM];
  const reasons: string[] = [];
  for (const candidate of candidates) {
    try {
      const executablePath = await candidate();
      if (!existsSync(executablePath)) throw new Error(`${executablePath} is absent`);
      return await playwright.launch({ executablePath, args, headless: true });
    } catch (error) {
      reasons.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  process.stderr.write(`skipped: no Chromium can be started (${reasons.join('; ')})\n`);
  return null;
}

export type Watched = { violations: string[]; errors: string[]; dialogs: string[]; foreign: string[] };

/** Notes everything that a page must never do: break its policy, throw, open a dialog, ask another host. */
export async function watch(page: Page, origin: string): Promise<Watched> {
  const watched: Watched = { violations: [], errors: [], dialogs: [], foreign: [] };
  await page.exposeFunction('noteViolation', (words: string) => watched.violations.push(words));
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    noteViolation([event.violatedDirective, event.blockedURI, event.sample].join(' ')))`);
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) watched.violations.push(message.text());
  });
  page.on('pageerror', (error) => watched.errors.push(error.message));
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (sent) => {
    if (!sent.url().startsWith(origin) && !sent.url().startsWith('data:')) watched.foreign.push(sent.url());
  });
  return watched;
}

/** Serious and critical findings of axe-core on the page as it stands, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  return await page.evaluate<string[]>(`axe.run().then(({ violations }) => violations
    .filter((finding) => finding.impact === 'serious' || finding.impact === 'critical')
    .map((finding) => [finding.id, finding.nodes[0]?.html, finding.nodes[0]?.failureSummary].join(': ')))`);
}
