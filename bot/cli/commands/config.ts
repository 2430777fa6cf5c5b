import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { settingRows } from '../../stored-settings.ts';
import { type Context, printJson } from '../context.ts';

export function registerConfig(program: Command, context: Context): void {
  program
    .command('config')
    .description('print every setting, its value in force and where it comes from; secrets are masked')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const saved = existsSync(path.join(context.config.dataDir, 'docent.sqlite'));
      const config = saved ? (await context.app()).config() : context.config;
      const rows = settingRows(config);
      if (options.json) {
        printJson(context.io, {
          settings: rows.map(({ key, shown, source, secret, help }) => ({
            key,
            value: shown,
            source,
            secret,
            help,
          })),
        });
        return;
      }
      for (const row of rows) context.io.out(`${row.key}=${row.shown}  (${row.source})\n    ${row.help}\n`);
    });
}
