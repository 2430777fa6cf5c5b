import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launchChromium, watch } from '../console/chromium.ts';
import { PATIENCE_MS } from '../patience-ms.ts';
import { trains, travel } from './documents.ts';
import { startProgram, tempFolder } from './program.ts';

const browser = await launchChromium();

test.skipIf(browser === null)(
  'a new admin signs in, asks, votes by keyboard and drops a file in a browser',
  async () => {
    if (browser === null) return;
    onTestFinished(() => browser.close());
    const program = await startProgram();
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const watched = await watch(page, program.url);

    await page.goto(program.signInLink ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${program.url}/`);

    await page.getByLabel('Your question').fill('How do I add a document?');
    await page.keyboard.press('Enter');
    const turn = page.getByRole('article', { name: 'Answer to: How do I add a document?' });
    await turn.getByText('Quoted from your documents, no language model configured.').waitFor();
    await turn.getByRole('button', { name: 'Good answer' }).focus();
    await page.keyboard.press('Enter');
    await turn.getByRole('button', { name: 'Good answer', pressed: true }).waitFor();
    await turn.locator('.sources a').first().click();
    await page.locator('.passage.cited').waitFor();

    // A file from outside is dropped on the page, is read, and answers from then on.
    const folder = await tempFolder();
    await writeFile(path.join(folder, travel.name), travel.text);
    await page.goto(`${program.url}/documents`);
    const devtools = await context.newCDPSession(page);
    const data = { items: [], files: [path.join(folder, travel.name)], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    await page.getByRole('list', { name: 'Uploads' }).getByText('Ready, 1 passage').waitFor();
    await page.locator('#document-table').getByText(travel.name).waitFor();
    await page.goto(`${program.url}/`);
    await page.getByLabel('Your question').fill(trains.question);
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText(trains.answer).first().waitFor();

    await page.goto(`${program.url}/answers`);
    expect(
      await page
        .locator('tbody tr', { hasText: 'How do I add' })
        .locator('[aria-label="1 up, 0 down"]')
        .count(),
    ).toBe(1);
    expect(watched).toEqual({ violations: [], errors: [], dialogs: [], foreign: [] });
  },
);
