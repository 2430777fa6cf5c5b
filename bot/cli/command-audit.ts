import os from 'node:os';
import type { Command } from 'commander';
import type { Finish } from '../../console/audit/audit-trail.ts';
import type { App } from '../assembly/app.ts';
import { type AuditedCommand, auditedCommands, type Given } from './audited-commands.ts';

/** Writes commands that change something into the audit log. */
export type CommandAudit = {
  /** Opens the app for the command; what it is about is looked at before the command can change it. */
  app(): Promise<App>;
  begin(command: Command): void;
  /** `done` false = the command said that it could not do it. */
  end(done: boolean): Promise<void>;
};

export function createCommandAudit(open: () => Promise<App>): CommandAudit {
  let pending: { audited: AuditedCommand; given: Given } | null = null;
  let opened: Promise<{ app: App; finish: Finish | null }> | undefined;

  async function look(): Promise<{ app: App; finish: Finish | null }> {
    const app = await open();
    if (pending === null) return { app, finish: null };
    const { audited, given } = pending;
    const by = { id: null, name: accountName(), via: 'cli' as const };
    const change = { by, action: audited.action, subject: audited.subject(given) };
    return { app, finish: await (await trailOf(app)).begin(change) };
  }

  return {
    async app() {
      opened ??= look();
      return (await opened).app;
    },
    begin(command) {
      const audited = auditedCommands[nameOf(command)] ?? null;
      pending = audited === null ? null : { audited, given: { args: command.args, options: command.opts() } };
    },
    async end(done) {
      const finish = (await opened)?.finish ?? null;
      if (pending === null || finish === null) return;
      const noted = done ? (pending.audited.said?.(pending.given) ?? null) : null;
      await finish({ noted, happened: done });
    },
  };
}

/** The words of a command, without the program's own. */
export function nameOf(command: Command): string {
  const words: string[] = [];
  for (let at: Command | null = command; at?.parent != null; at = at.parent) words.unshift(at.name());
  return words.join(' ');
}

/** Loaded by the first command that changes something: searching goes without. */
async function trailOf(app: App) {
  const { createAuditTrail } = await import('../../console/audit/audit-trail.ts');
  const { settingRows } = await import('../settings/setting-rows.ts');
  return createAuditTrail({
    ...app,
    settings: {
      list: async () => settingRows(app.config()),
      set: (key, value) => app.storedSettings.set(key, value),
    },
  });
}

/** Whoever may run commands owns the data directory; an account without a name has its number. */
export function accountName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return `account ${process.getuid?.() ?? 'unknown'}`;
  }
}
