import type { Command } from 'commander';
import type { Context } from '../context.ts';

export function registerMcp(program: Command, context: Context): void {
  program
    .command('mcp')
    .description('speak MCP on standard input and output, so that agents can search, read and ask')
    .action(async () => {
      const { serveMcpOverStdio } = await import('../../mcp/stdio.ts');
      await serveMcpOverStdio(await context.app(), context.io);
    });
}
