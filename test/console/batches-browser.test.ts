import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../fixtures/eventually.ts';
import { PATIENCE_MS } from '../patience-ms.ts';
import { launchChromium, seriousFindings, type Watched, watch } from './chromium.ts';
import { type RealConsole, startRealConsole } from './real-console.ts';

const browser = await launchChromium();

const HOSTILE = '<img src=x onerror=alert(1)> "quoted" & more';
const LINES = [
  'question,expectedSources,mustAbstain',
  'How many leave days carry over?,leave.md,',
  'Who books trains?,leave.md,',
  'Are laptops encrypted?,,',
  'Who reports lost laptops?,,',
  `"${HOSTILE.replaceAll('"', '""')}",,true`,
];

describe.skipIf(browser === null)('batches in a browser', () => {
  let rig: RealConsole;
  let runs: string[];
  let setId: string;
  let gateRun: string;
  beforeAll(async () => {
    rig = await startRealConsole();
    await rig.ingest({
      'leave.md': '# Leave\n\nUp to five days of leave carry over to the next year.\n',
      'travel.md': '# Travel\n\nTrains are booked by the travel desk. A per diem is a daily allowance.\n',
      'security.md': '# Security\n\nLaptops are encrypted. Lost laptops are reported to the security desk.\n',
    });
    const { batches } = rig.app;
    ({ setId } = await batches.importSet({ name: HOSTILE, format: 'csv', text: LINES.join('\n') }));
    runs = [];
    for (const name of ['First', HOSTILE]) {
      const { runId } = await batches.start(setId, { name });
      await eventually(async () => expect((await batches.readRun(runId))?.state).toBe('done'));
      runs.push(runId);
    }
    await batches.setBaseline(runs[0] ?? '');
    await rig.app.gates.save(setId, { allowed: 0, floor: 0.9 });
    const started = await rig.app.gates.start(setId);
    gateRun = started?.runId ?? '';
    // The job of the run notes what the gate found.
    await eventually(async () => {
      const rows = await rig.app.store.selectFrom('eval_gate_runs').select(['run_id', 'finding']).execute();
      expect(rows).toEqual([{ run_id: gateRun, finding: expect.stringContaining('below') }]);
    });
  });
  afterAll(async () => {
    await rig[Symbol.asyncDispose]();
    await browser?.close();
  });

  async function signedIn(
    colorScheme: 'light' | 'dark',
    width: number,
  ): Promise<{ page: Page; watched: Watched }> {
    if (browser === null) throw new Error('there is no browser');
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const watched = await watch(page, rig.url);
    await page.goto(await rig.link());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${rig.url}/`);
    return { page, watched };
  }

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('every page can be read in %s at %i px, whatever names hold', async (scheme, width) => {
    const { page, watched } = await signedIn(scheme, width);
    const [first = '', second = ''] = runs;
    const { cases } = await rig.app.batches.listCases(second, { limit: 1 });
    const [document] = await rig.app.library.list({ search: 'travel', limit: 1 });
    const drafts = `/batches/sets/${setId}/drafts/documents`;
    for (const address of [
      ...['/batches', `/batches/sets/${setId}`, `/batches/sets/${setId}/run`],
      ...[`/batches/runs/${second}`, `/batches/runs/${second}/cases/${cases[0]?.caseId}`],
      ...['/batches/gates', `/batches/gates/${setId}`, `/batches/gates/${setId}/runs/${gateRun}`],
      ...[`/batches/compare?a=${second}&b=${first}`, drafts],
      ...[`${drafts}?document=${document?.documentId}`, `/documents/${document?.documentId}/draft-questions`],
    ]) {
      await page.goto(rig.url + address);
      expect(await page.evaluate('document.querySelectorAll("main script, main img").length'), address).toBe(
        0,
      );
      expect(await seriousFindings(page), address).toEqual([]);
      const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(excess, `${address} is wider than the window`).toBeLessThanOrEqual(0);
    }
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
  });

  it('answers are opened and judged by keyboard', async () => {
    const { page, watched } = await signedIn('light', 1280);
    const run = runs[1] ?? '';
    await page.goto(`${rig.url}/batches/runs/${run}?show=unjudged`);
    await page.getByText('against', { exact: false }).first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('#drawer[open] .case').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('r');
    await page.locator('.case-row .badge.good').first().waitFor();
    await page.locator('#drawer[open] h2', { hasText: 'Who reports lost laptops?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.case-row:focus-within', { hasText: 'Who reports lost laptops?' }).waitFor();
    await page.keyboard.press('w');
    await page.locator('.case-row .badge.bad').first().waitFor();
    expect(await rig.app.batches.readRun(run)).toMatchObject({ unjudged: 0 });
    const { cases } = await rig.app.dataSets.cases(setId, { limit: 10 });
    expect(cases[2]).toMatchObject({ expectedSources: [expect.stringContaining('security.md')] });
    expect(cases[3]).toMatchObject({ expectedSources: [], wrongAnswers: [{ outcome: 'answered' }] });
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
  });

  it('a run that ends under the reader’s eyes shows its cases', async () => {
    const { page } = await signedIn('light', 1280);
    await page.goto(`${rig.url}/batches/sets/${setId}/run`);
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.locator('.case-row').first().waitFor();
    await page.locator('#run .badge', { hasText: 'Done' }).waitFor();
  });
});
