import type { Command } from 'commander';
import { createApiToken, listApiTokens, revokeApiToken } from '../../../console/tokens/api-tokens.ts';
import { type ApiScope, isApiScope, scopeNames, tokenDays } from '../../../console/tokens/scopes.ts';
import { type Context, exitCode, printJson, usageError } from '../context.ts';

type AddOptions = { scopes: string; days: string; json?: boolean };

export function registerTokens(program: Command, context: Context): void {
  const tokens = program
    .command('tokens')
    .description('API tokens, which programs show instead of signing in');
  tokens
    .command('list')
    .description('list tokens; a token itself is never shown again')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const list = await listApiTokens(await context.app());
      if (options.json) return printJson(context.io, { tokens: list });
      if (list.length === 0) context.io.out('There are no tokens yet.\n');
      for (const { id, name, scopes, state, expiresAt, usedAt } of list)
        context.io.out(
          `${id}  ${name}  ${scopes.join(',')}  ${state}  until ${expiresAt ?? 'revoked'}  last used ${usedAt ?? 'never'}\n`,
        );
    });
  tokens
    .command('add')
    .description('make a token and print it, this once')
    .argument('<name>', 'what it is for')
    .requiredOption('--scopes <names>', `what it is good for, separated by commas: ${scopeNames.join(', ')}`)
    .option('--days <n>', `days that it works, ${tokenDays.least} to ${tokenDays.most}`, `${tokenDays.usual}`)
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: AddOptions) => {
      const scopes = scopesOf(options.scopes);
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < tokenDays.least || days > tokenDays.most)
        throw usageError(`--days must be ${tokenDays.least} to ${tokenDays.most}.`);
      if (name.trim() === '' || name.length > 80) throw usageError('The name must have 1 to 80 characters.');
      const made = await createApiToken(await context.app(), {
        ...{ name: name.trim(), scopes, days },
        userId: null,
      });
      if (options.json) printJson(context.io, { ...made, name: name.trim(), scopes });
      else context.io.out(`${made.token}\nIt works until ${made.expiresAt} and is not shown again.\n`);
    });
  tokens
    .command('revoke')
    .description('let a token in no more, from now on')
    .argument('<id>', 'id of the token, as "docent tokens list" shows it')
    .option('--json', 'print one JSON object')
    .action(async (id: string, options: { json?: boolean }) => {
      if (!(await revokeApiToken(await context.app(), id))) {
        context.io.err(`There is no token ${id} that could be revoked.\n`);
        context.exit(exitCode.failed);
      } else if (options.json) printJson(context.io, { revoked: id });
      else context.io.out(`Revoked ${id}.\n`);
    });
}

function scopesOf(text: string): ApiScope[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isApiScope(name));
  if (unknown !== undefined)
    throw usageError(`There is no scope "${unknown}". There is ${scopeNames.join(', ')}.`);
  return [...new Set(names.filter(isApiScope))];
}
