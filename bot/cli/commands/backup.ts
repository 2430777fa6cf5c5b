import path from 'node:path';
import type { Command } from 'commander';
import { backUp } from '../../../core/store/backup/back-up.ts';
import { BACKUPS } from '../../assembly/backups.ts';
import { packageVersion } from '../../package-version.ts';
import { type Context, printJson } from '../context.ts';
import { plural } from '../words.ts';

export function registerBackup(program: Command, context: Context): void {
  program
    .command('backup')
    .description('copy everything into a new folder named by the time, while Docent runs or not')
    .argument('[dir]', `folder to make it in (default: ${BACKUPS} in the data directory)`)
    .option('--with-key', 'copy the key file, too, which decrypts the saved tokens')
    .option('--json', 'print one JSON object')
    .action(async (dir: string | undefined, options: { withKey?: boolean; json?: boolean }) => {
      const { io, config } = context;
      const { clock } = await context.app();
      const { withKey, ...made } = await backUp({
        dataDir: config.dataDir,
        into: dir === undefined ? path.join(config.dataDir, BACKUPS) : path.resolve(io.cwd, dir),
        withKey: options.withKey === true,
        version: packageVersion(),
        clock,
      });
      if (options.json) printJson(io, made);
      else {
        const held = `${plural(made.documents, 'document')}, ${plural(made.answers, 'answer')}`;
        io.out(`${made.path}\n  ${held}, ${plural(made.bytes, 'byte')}\n  sha256 ${made.sha256}\n`);
      }
      if (options.withKey === true && !withKey)
        io.err('There is no key file: no token was saved, or DOCENT_SECRET_KEY is the key.\n');
    });
}
