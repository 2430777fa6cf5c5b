import path from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../../../core/local/system-clock.ts';
import { restore } from '../../../core/store/backup/restore.ts';
import { accountName } from '../command-audit.ts';
import { type Context, printJson } from '../context.ts';
import { plural } from '../words.ts';

export function registerRestore(program: Command, context: Context): void {
  program
    .command('restore')
    .description('put a backup into the data directory; Docent must not run')
    .argument('<path>', 'folder of the backup')
    .option('--replace', 'move a store that is there aside')
    .option('--json', 'print one JSON object')
    .action(async (place: string, options: { replace?: boolean; json?: boolean }) => {
      const { io, config } = context;
      const lock = context.takeDataDir();
      try {
        const { needsKey, ...restored } = await restore({
          place: path.resolve(io.cwd, place),
          dataDir: config.dataDir,
          replace: options.replace === true,
          clock: systemClock,
          by: accountName(),
        });
        if (options.json) printJson(io, restored);
        else {
          const held = `${plural(restored.documents, 'document')}, ${plural(restored.answers, 'answer')}`;
          io.out(`Restored ${held} of ${restored.createdAt}. The next start builds the search index.\n`);
          if (restored.replaced !== null) io.out(`What was there is in ${restored.replaced}.\n`);
        }
        if (needsKey && config.get('DOCENT_SECRET_KEY') === '')
          io.err(
            'Saved tokens need their key: bring back secret.key or DOCENT_SECRET_KEY before you start.\n',
          );
      } finally {
        lock.release();
      }
    });
}
