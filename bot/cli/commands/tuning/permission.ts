import type { Command } from 'commander';
import {
  readPermissions,
  statePermission,
  withdrawPermission,
} from '../../../../core/fine-tuning/export/permissions.ts';
import { platformIds } from '../../../../core/ports/platforms.ts';
import { type Context, printJson, usageError } from '../../context.ts';

type Options = { statement?: string; by: string; withdraw?: boolean; json?: boolean };

export function registerPermission(tune: Command, context: Context): void {
  tune
    .command('permission')
    .description('state that text of a chat platform’s members may train models, or show what was stated')
    .argument('[platform]', platformIds.join(' or '))
    .option('--statement <text>', 'why it is allowed: it is recorded on every row')
    .option('--by <name>', 'who states it', 'the command line')
    .option('--withdraw', 'take the statement back')
    .option('--json', 'print one JSON object')
    .action(async (platform: string | undefined, options: Options) => {
      if (platform !== undefined && !platformIds.some((id) => id === platform))
        throw usageError(`There is no platform "${platform}".`, `Choose from: ${platformIds.join(', ')}.`);
      const { statement, by } = options;
      if (statement !== undefined && statement.trim() === '') throw usageError('--statement is empty.');
      if (platform === undefined && (statement !== undefined || options.withdraw === true))
        throw usageError('Name the platform.');
      const app = await context.app();
      if (platform !== undefined && options.withdraw === true) await withdrawPermission(app.store, platform);
      else if (platform !== undefined && statement !== undefined)
        await statePermission(app, { platform, statement: statement.trim(), by });
      const permissions = [...(await readPermissions(app.store)).values()].filter(
        (one) => platform === undefined || one.platform === platform,
      );
      if (options.json) printJson(context.io, { permissions });
      else if (permissions.length === 0)
        context.io.out(
          'No statement: text of members stays out of exports, but for rows that say "permitted".\n',
        );
      else for (const one of permissions) context.io.out(`${one.platform}: ${one.statement}\n`);
    });
}
