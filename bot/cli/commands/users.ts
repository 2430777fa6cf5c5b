import type { Command } from 'commander';
import { createSignInLink } from '../../../console/session/sign-in-links.ts';
import { type Context, printJson, usageError } from '../context.ts';

type Options = { json?: boolean; name: string; role?: string };

/** The name of the user that the first start makes. */
const FIRST_ADMIN = 'admin';

export function registerUsers(program: Command, context: Context): void {
  const users = program.command('users').description('people who may use the console');
  users
    .command('list')
    .description('list users')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const app = await context.app();
      const rows = await app.store
        .selectFrom('users')
        .select(['id', 'name', 'role', 'created_at', 'disabled'])
        .orderBy('name')
        .execute();
      const list = rows.map((row) => ({
        id: row.id,
        name: row.name,
        role: row.role,
        createdAt: row.created_at,
        disabled: row.disabled === 1,
      }));
      if (options.json) printJson(context.io, { users: list });
      else
        context.io.out(
          list.map((row) => `${row.name}  ${row.role}${row.disabled ? '  disabled' : ''}\n`).join(''),
        );
    });
  users
    .command('link')
    .description('print a new one-time sign-in link')
    .option('--name <name>', 'who it is for; a new name makes a new user', FIRST_ADMIN)
    .option('--role <role>', 'admin or curator; someone new becomes a curator')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const role = options.role ?? (options.name === FIRST_ADMIN ? 'admin' : undefined);
      if (role !== undefined && role !== 'admin' && role !== 'curator')
        throw usageError('--role must be admin or curator.');
      const app = await context.app();
      const { url, user } = await createSignInLink(app, options.name, role);
      if (options.json) printJson(context.io, { url, name: options.name, role: user.role });
      else context.io.out(`${url}\nThe link works once, for one hour.\n`);
    });
}
