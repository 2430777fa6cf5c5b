import type { Command } from 'commander';
import { examine } from '../../doctor/doctor.ts';
import { type Context, exitCode, printJson } from '../context.ts';

const MARK = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

export function registerDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description(
      'check store, index, disk, model and tokens; print the Slack manifest and the Discord invite',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const report = await examine(await context.app());
      if (options.json) printJson(context.io, report);
      else {
        for (const { name, state, message, hint } of report.checks) {
          context.io.out(`${MARK[state]}  ${name}: ${message}${hint === '' ? '' : `\n        ${hint}`}\n`);
        }
        const { url, scopes, permissions, intents, hint } = report.discordInvite;
        context.io.out(
          `\nSlack app manifest (api.slack.com/apps > Create New App > From a manifest):\n${JSON.stringify(report.slackManifest, null, 2)}\n`,
        );
        context.io.out(
          `\nDiscord invite: ${url ?? hint}\n  scopes: ${scopes.join(', ')}\n  permissions: ${permissions.join(', ')}\n  intents: ${intents.join(', ')} (none of them is privileged)\n`,
        );
      }
      if (!report.ok) context.exit(exitCode.failed);
    });
}
