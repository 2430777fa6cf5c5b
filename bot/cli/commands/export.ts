import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { messageOf } from '../../../core/errors.ts';
import { isoNow } from '../../../core/ports/clock.ts';
import { type ExportedSetting, exportAll } from '../../../core/store/export/export-all.ts';
import type { App } from '../../assembly/app.ts';
import { packageVersion } from '../../package-version.ts';
import { settingRows } from '../../settings/setting-rows.ts';
import { type Context, printJson, usageError } from '../context.ts';
import { plural } from '../words.ts';

export function registerExportAll(program: Command, context: Context): void {
  program
    .command('export')
    .description('write everything into open files (JSON Lines), with a README that says what each holds')
    .argument('<dir>', 'folder to write to; it must be empty or not there yet')
    .option('--json', 'print one JSON object')
    .action(async (dir: string, options: { json?: boolean }) => {
      const { io } = context;
      const app = await context.app();
      const folder = path.resolve(io.cwd, dir);
      await makeEmpty(folder);
      const files = await exportAll(app.store, folder, {
        settings: await settingsOf(app),
        version: packageVersion(),
        at: isoNow(app.clock),
      });
      if (options.json) printJson(io, { path: folder, files });
      else for (const file of files) io.out(`${path.join(dir, file.path)}  ${plural(file.rows, 'row')}\n`);
    });
}

async function makeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw usageError(`The folder ${folder} cannot be made: ${messageOf(error)}.`);
  }
  if ((await readdir(folder)).length > 0)
    throw usageError(`The folder ${folder} is not empty.`, 'Name one that is empty or not there yet.');
}

async function settingsOf(app: App): Promise<ExportedSetting[]> {
  const settings = settingRows(app.config()).map(({ key, shown, secret, source }) => ({
    ...{ key, value: secret ? null : shown },
    ...{ secret, source },
  }));
  const guards = (await app.guardService.list()).map(({ id, on, action }) => ({
    ...{ key: `guard:${id}`, value: on ? (action ?? 'on') : 'off' },
    ...{ secret: false, source: 'stored' },
  }));
  return [...settings, ...guards];
}
