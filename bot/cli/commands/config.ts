import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { problemWith } from '../../settings/check-value.ts';
import { type Config, type SettingKey, settings } from '../../settings/config.ts';
import { settingRows } from '../../settings/setting-rows.ts';
import { warningsOf } from '../../settings/warnings.ts';
import { type Context, exitCode, printJson } from '../context.ts';

export function registerConfig(program: Command, context: Context): void {
  program
    .command('config')
    .description('print every setting, its value in force and where it comes from; secrets are masked')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const wrong = problemsOf(context.config);
      const saved = wrong.size === 0 && existsSync(path.join(context.config.dataDir, 'docent.sqlite'));
      const config = saved ? (await context.app()).config() : context.config;
      const rows = settingRows(config);
      if (options.json) {
        printJson(context.io, {
          settings: rows.map(({ key, shown, source, secret, help }) => ({
            key,
            value: shown,
            source,
            ...(fromFile(config, key) ? { file: '.env' } : {}),
            secret,
            help,
            ...(wrong.has(key) ? { problem: wrong.get(key) } : {}),
          })),
          unknown: config.unknown,
        });
      } else {
        for (const row of rows) {
          const problem = wrong.has(row.key) ? `    NOT USABLE: ${wrong.get(row.key)}\n` : '';
          context.io.out(
            `${row.key}=${row.shown}  (${fromFile(config, row.key) ? '.env' : row.source})\n${problem}    ${row.help}\n`,
          );
        }
      }
      for (const warning of warningsOf(config)) context.io.err(`${warning}\n`);
      if (wrong.size === 0) return;
      context.io.err(
        `Not usable: ${[...wrong.keys()].join(', ')}. What was saved in the console is shown once that is mended.\n`,
      );
      context.exit(exitCode.usage);
    });
}

const fromFile = (config: Config, key: string) => config.fromFile(key as SettingKey);

/** What is wrong with which setting of the environment. */
function problemsOf(config: Config): Map<string, string> {
  return new Map(
    settings.flatMap((row): [string, string][] => {
      const problem = problemWith(row, config.get(row.key));
      return problem === null ? [] : [[row.key, problem]];
    }),
  );
}
