import { afterAll, describe, expect, it } from 'vitest';
import { type ConsoleRig, startConsole } from '../fakes/console-deps.ts';
import { PATIENCE_MS } from '../patience-ms.ts';
import { launchChromium, seriousFindings } from './chromium.ts';

const browser = await launchChromium();
afterAll(() => browser?.close());

async function signedIn(rig: ConsoleRig) {
  if (browser === null) throw new Error('there is no browser');
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(await rig.link());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${rig.url}/`);
  return page;
}

describe.skipIf(browser === null)('the upload of old text files', () => {
  it('shows how a text begins in the character set that was chosen, before it is sent', async () => {
    const rig = await startConsole();
    const page = await signedIn(rig);
    await page.goto(`${rig.url}/documents`);
    await page.getByLabel('Character set of text files').selectOption('windows-1252');
    const buffer = Buffer.from('caebfef720f320e2e0f5f2b8f0e02e', 'hex');
    await page
      .getByLabel('Files to upload')
      .setInputFiles([{ name: 'key.txt', mimeType: 'text/plain', buffer }]);
    const uploads = page.getByRole('list', { name: 'Uploads' });
    await uploads.getByText('Êëþ÷ ó âàõò¸ðà.').waitFor();
    await page.getByLabel('Character set of text files').selectOption('windows-1251');
    await uploads.getByText('Ключ у вахтёра.').waitFor();
    expect(rig.library.uploads.some(({ name }) => name === 'key.txt')).toBe(false);
    await uploads.getByRole('button', { name: 'Upload' }).click();
    await uploads.getByText('Being read').waitFor();
    expect(rig.library.uploads.at(-1)).toMatchObject({ name: 'key.txt', charset: 'windows-1251' });
    expect(await seriousFindings(page)).toEqual([]);
    await rig.close();
  });
});
