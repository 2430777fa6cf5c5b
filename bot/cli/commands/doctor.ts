import type { Command } from 'commander';
import type { PlatformSetup } from '../../../core/ports/connectors.ts';
import { platforms } from '../../../core/ports/platforms.ts';
import { examine, type Report } from '../../doctor/doctor.ts';
import { type Context, exitCode, printJson } from '../context.ts';

const MARK = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

/** How to bring the bot into a workspace, for a terminal. */
function setupText(name: string, setup: PlatformSetup): string {
  switch (setup.kind) {
    case 'manifest':
      return `\n${name} app manifest (api.slack.com/apps > Create New App > From a manifest):\n${JSON.stringify(JSON.parse(setup.json), null, 2)}\n`;
    case 'invite': {
      const { url, hint, scopes, permissions, intents } = setup;
      return `\n${name} invite: ${url ?? hint}\n  scopes: ${scopes.join(', ')}\n  permissions: ${permissions.join(', ')}\n  intents: ${intents.join(', ')} (${intents.includes('MessageContent') ? 'MessageContent is privileged' : 'none of them is privileged'})\n`;
    }
  }
}

/** The report with each setup under the name that scripts know: `slackManifest`, `discordInvite`. */
function reportJson({ setups, ...rest }: Report) {
  const named = setups.map(({ id, setup }): [string, unknown] => {
    if (setup.kind === 'manifest') return [`${id}Manifest`, JSON.parse(setup.json)];
    const { kind: _kind, ...invite } = setup;
    return [`${id}Invite`, invite];
  });
  return { ...rest, ...Object.fromEntries(named) };
}

export function registerDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description(
      'check store, index, disk, model and tokens; print the Slack manifest and the Discord invite',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const report = await examine(await context.app());
      if (options.json) printJson(context.io, reportJson(report));
      else {
        for (const { name, state, message, hint } of report.checks) {
          context.io.out(`${MARK[state]}  ${name}: ${message}${hint === '' ? '' : `\n        ${hint}`}\n`);
        }
        for (const { id, setup } of report.setups) context.io.out(setupText(platforms[id].name, setup));
      }
      if (!report.ok) context.exit(exitCode.failed);
    });
}
