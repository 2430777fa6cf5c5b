import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { PATIENCE_MS } from '../patience-ms.ts';
import { launchChromium, seriousFindings, type Watched, watch } from './chromium.ts';
import { xssCorpus } from './xss-corpus.ts';

const browser = await launchChromium();

const REPORTS = ['/documents/review', '/documents/stale', '/documents/duplicates'];
const TEAM = ['/connect', '/users', '/sessions', '/tokens', '/audit', '/backups'];
const PAGES = ['/', '/documents', ...REPORTS, '/sources', '/answers', '/batches', ...TEAM];

describe.skipIf(browser === null)('the console in a browser', () => {
  let rig: ConsoleRig;
  let context: BrowserContext;
  let page: Page;
  let watched: Watched;

  type Look = { javaScriptEnabled?: boolean; colorScheme?: 'light' | 'dark'; width?: number };
  async function open(options: Look = {}) {
    if (browser === null) throw new Error('there is no browser');
    const { width = 1280, ...rest } = options;
    context = await browser.newContext({ ...rest, viewport: { width, height: 800 } });
    page = await context.newPage();
    watched = await watch(page, rig.url);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(await rig.link());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${rig.url}/`);
  }

  beforeEach(async () => {
    rig = await startConsole();
  });
  afterEach(async () => {
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
    await context.close();
    await rig.close();
  });
  afterAll(async () => await browser?.close());

  async function ask(question: string) {
    await page.getByLabel('Your question').fill(question);
    await page.getByLabel('Your question').press('Enter');
    await page.getByRole('heading', { name: question, level: 2 }).waitFor();
  }

  it('narrows the search by keyboard, and says in words what cannot be', async () => {
    rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'Five days of leave carry over.');
    await open();
    expect(await page.getByLabel('Folder, file or pattern').isVisible()).toBe(false);
    await page.getByText('Narrow the search').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Folder, file or pattern').fill('hr/');
    await page.getByLabel('Language').selectOption('German');
    await page.getByLabel('Published from').fill('2026-01-01');
    expect(await seriousFindings(page)).toEqual([]);
    await ask('How many days carry over?');
    expect(rig.questions.at(-1)?.filter).toEqual({ paths: ['hr/'], languages: ['de'], after: '2026-01-01' });
    expect(await page.getByLabel('Folder, file or pattern').inputValue()).toBe('hr/');
    await page.getByLabel('Published until').fill('2025-01-01');
    await page.getByLabel('Your question').fill('And then?');
    await page.getByLabel('Your question').press('Enter');
    await page.getByText('No day is both 2026-01-01 or later and 2025-01-01 or earlier.').waitFor();
    expect(await page.getByLabel('Your question').inputValue()).toBe('And then?');
  });

  it('answers on the page, keeps the conversation, and comes back to it from a source', async () => {
    rig.library.put({ path: 'leave.md', title: 'Leave policy' }, 'Five days of leave carry over.\n\nMore.');
    await open();
    await ask('How many days carry over?');
    expect(await page.getByLabel('Your question').inputValue()).toBe('');
    await ask('And for contractors?');
    expect(rig.questions.at(-1)?.thread).toHaveLength(2);
    await page.locator('a.cite').first().click();
    await page.locator('.passage.cited', { hasText: 'Five days of leave carry over.' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'And for contractors?' }).waitFor();
    expect(await page.locator('.turn').count()).toBe(2);
  });

  it('takes a vote by keyboard, changes it and takes it back, with the focus where it was', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    await open();
    await ask('How many?');
    const up = page.getByRole('button', { name: 'Good answer' });
    const down = page.getByRole('button', { name: 'Bad answer' });
    await up.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Good answer', pressed: true }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Good answer');
    rig.time.now += 1_000;
    await down.click();
    await page.getByRole('button', { name: 'Bad answer', pressed: true }).waitFor();
    expect(await up.getAttribute('aria-pressed')).toBe('false');
    rig.time.now += 1_000;
    await down.click();
    await page.getByText('Your vote was taken back.').waitFor();
    expect((await rig.deps.feedback.answers())[0]?.votes).toEqual({ up: 0, down: 0 });
  });

  it('says in the conversation when an answer fails, and lets ask again', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    await open();
    await page.getByLabel('Your question').fill('explode');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Your question').inputValue()).toBe('explode');
    await ask('How many?');
  });

  it('works without JavaScript: asks, votes and uploads', async () => {
    rig.library.put({ path: 'leave.md' }, 'Five days.');
    await open({ javaScriptEnabled: false });
    await page.getByLabel('Your question').fill('How many?');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('heading', { name: 'How many?' }).waitFor();
    await page.getByRole('button', { name: 'Good answer' }).click();
    await page.getByRole('button', { name: 'Good answer', pressed: true }).waitFor();
    await page.goto(`${rig.url}/documents`);
    await page
      .getByLabel('Files to upload')
      .setInputFiles({ name: 'plain.md', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByRole('link', { name: 'plain.md', exact: true }).waitFor();
  });

  it('uploads files from the picker and shows each until it is ready or has failed', async () => {
    await open();
    await page.goto(`${rig.url}/documents`);
    await page.getByLabel('Files to upload').setInputFiles([
      { name: 'leave.md', mimeType: 'text/markdown', buffer: Buffer.from('one\n\ntwo') },
      { name: 'broken.bad', mimeType: 'text/plain', buffer: Buffer.from('x') },
      { name: 'tool.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
    ]);
    const uploads = page.getByRole('list', { name: 'Uploads' });
    await uploads.getByText('This type is not read.').waitFor();
    await uploads.getByText('Being read').first().waitFor();
    rig.library.finishUploads();
    await uploads.getByText('Ready, 2 passages').waitFor();
    await uploads.getByText('The file is damaged.').waitFor();
    await page.locator('#document-table').getByText('Ready').waitFor();
    await uploads.getByRole('button', { name: 'Retry' }).last().click();
    await uploads.getByText('Being read').waitFor();
  });

  it('takes dropped files and folders, which keep their place in the name', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'docent-drop-'));
    mkdirSync(path.join(folder, 'handbook', 'travel'), { recursive: true });
    writeFileSync(path.join(folder, 'handbook', 'leave.md'), 'one');
    writeFileSync(path.join(folder, 'handbook', 'travel', 'rail.md'), 'two');
    writeFileSync(path.join(folder, 'single.md'), 'three');
    writeFileSync(path.join(folder, 'handbook', '.DS_Store'), 'nothing');
    await open();
    await page.goto(`${rig.url}/documents`);
    const session = await context.newCDPSession(page);
    const data = {
      items: [],
      files: [path.join(folder, 'single.md'), path.join(folder, 'handbook')],
      dragOperationsMask: 1,
    };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    }
    await expect
      .poll(() => rig.library.uploads.map((file) => file.name).sort())
      .toEqual(['handbook/leave.md', 'handbook/travel/rail.md', 'single.md']);
    rig.library.finishUploads();
    await page.getByRole('link', { name: 'handbook/leave.md' }).waitFor();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes a folder from the picker, which keeps its place in the names', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'docent-pick-'));
    mkdirSync(path.join(folder, 'wiki', 'node_modules'), { recursive: true });
    writeFileSync(path.join(folder, 'wiki', 'bikes.md'), 'one');
    writeFileSync(path.join(folder, 'wiki', 'node_modules', 'readme.md'), 'two');
    await open();
    await page.goto(`${rig.url}/documents`);
    await page.getByLabel('Or a folder').setInputFiles(path.join(folder, 'wiki'));
    await page.getByRole('list', { name: 'Uploads' }).getByText('Being read').first().waitFor();
    expect(rig.library.uploads.map((file) => file.name)).toEqual(['wiki/bikes.md']);
    rmSync(folder, { recursive: true, force: true });
  });

  it('follows a batch run to its end', async () => {
    await open();
    await page.goto(`${rig.url}/batches`);
    await page.getByLabel('Or paste them').fill('question\nHow many?\nHow long?');
    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('link', { name: 'Run Pasted questions' }).click();
    await page.getByRole('button', { name: 'Start the run' }).click();
    await page.getByRole('progressbar').waitFor();
    await rig.batches.finishRuns();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    expect(await page.content()).toMatch(/not judged/i);
  });

  it('checks tokens on the spot and copies the manifest', async () => {
    await open();
    await page.goto(`${rig.url}/connect`);
    await page.locator('#slack').getByRole('button', { name: 'Check the tokens' }).click();
    await page.getByText('The bot token was revoked.').waitFor();
    await page.getByText('How to connect Slack').click();
    await page.locator('#slack').getByRole('button', { name: 'Copy' }).click();
    await page
      .locator('#slack')
      .getByRole('button', { name: /Copied|Selected/ })
      .waitFor();
  });

  it('shows hostile texts as text on every page', async () => {
    const documents = xssCorpus.map((text) =>
      rig.library.put({ path: text, title: text, reason: text }, text),
    );
    documents.unshift(rig.library.put({ path: 'all', title: xssCorpus.join(' ') }, xssCorpus.join('\n\n')));
    await open();
    for (const text of xssCorpus) await rig.deps.ask({ text, thread: [], origin: text, asker: null });
    const questions = xssCorpus.map((question) => JSON.stringify({ question })).join('\n');
    await rig.batches.importSet({ name: xssCorpus.join(' '), format: 'jsonl', text: questions });
    const { runId } = await rig.batches.start('set_1', {});
    const [newest] = await rig.deps.feedback.answers();
    const addresses = [
      ...PAGES,
      `/?q=${encodeURIComponent(xssCorpus.join('\n'))}`,
      `/?turns=${newest?.answer.traceId}`,
      `/documents?q=${encodeURIComponent(xssCorpus[1] ?? '')}`,
      `/answers?q=${encodeURIComponent(xssCorpus[1] ?? '')}`,
      `/answers/${newest?.answer.traceId}`,
      `/batches/runs/${runId}`,
      `/batches/sets/set_1/delete`,
      ...documents
        .filter((_, index) => index % 8 === 0)
        .flatMap(({ documentId }) => [`/documents/${documentId}`, `/documents/${documentId}/delete`]),
    ];
    for (const address of addresses) {
      await page.goto(rig.url + address);
      const foreign = await page.evaluate(`({
        scripts: [...document.scripts].filter((script) => !script.src.includes('/assets/')).length,
        loaded: document.querySelectorAll('iframe, object, embed, base, style, svg:not(.thumb), video, img:not([src^="/assets/"])').length,
      })`);
      expect(foreign, address).toEqual({ scripts: 0, loaded: 0 });
    }
    expect(
      await page.goto(`${rig.url}/documents/${documents[0]?.documentId}`).then((reply) => reply?.status()),
    ).toBe(200);
    expect(await page.locator('h1').textContent()).toBe(xssCorpus.join(' ').replaceAll('\u0000', ''));
  });

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'has no serious accessibility finding in %s at %i px, and nothing sticks out',
    async (colorScheme, width) => {
      const document = rig.library.put(
        { path: 'leave.md', title: 'Leave policy' },
        'Five days of leave.\n\nMore.',
      );
      rig.library.put({ path: 'broken.pdf', status: 'failed', reason: 'The file is damaged.' }, '');
      rig.library.put({ path: 'x'.repeat(120), status: 'processing' }, '');
      await open({ colorScheme, width });
      await ask('How many days carry over?');
      await ask('What does the CEO earn?');
      expect(await seriousFindings(page)).toEqual([]);
      await rig.batches.importSet({
        name: 'Gold',
        format: 'jsonl',
        text: '{"question":"a"}\n{"question":"b"}',
      });
      const { runId } = await rig.batches.start('set_1', {});
      await rig.batches.finishRuns();
      const [newest] = await rig.deps.feedback.answers();
      const addresses = [
        ...PAGES,
        '/channels',
        '/rehearsal',
        `/documents/${document.documentId}?passage=${document.documentId}p1`,
        `/documents/${document.documentId}/delete`,
        `/answers/${newest?.answer.traceId}`,
        `/batches/runs/${runId}`,
        '/nowhere',
      ];
      for (const address of addresses) {
        await page.goto(rig.url + address);
        expect(await seriousFindings(page), address).toEqual([]);
        const excess = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect(excess, `${address} is wider than the window`).toBeLessThanOrEqual(0);
        const wide = await page.evaluate(
          "[...document.querySelectorAll('.table-frame')].filter((it) => it.scrollWidth > it.clientWidth + 1).length",
        );
        if (width < 700) expect(wide, `${address}: tables that scroll sideways`).toBe(0);
      }
    },
  );
});
