import type { Command } from 'commander';
import { auditActions, auditKinds, isAuditAction, isAuditKind } from '../../../console/audit/actions.ts';
import { type AuditEntry, auditVias, listEntries } from '../../../console/audit/audit-log.ts';
import { type AuditValue, changesOf } from '../../../console/audit/audit-state.ts';
import { type Context, printJson, usageError } from '../context.ts';

type Options = {
  about?: string;
  by?: string;
  search?: string;
  before?: string;
  limit: string;
  json?: boolean;
};

export function registerAudit(program: Command, context: Context): void {
  program
    .command('audit')
    .description('what admins and curators changed, newest first')
    .option('--about <kind>', Object.keys(auditKinds).join(', '))
    .option('--by <name>', 'only what this person did')
    .option('--search <text>', 'only where what it is about holds this text')
    .option('--before <entry>', 'only entries older than this one')
    .option('--limit <number>', 'at most so many', '50')
    .option('--json', 'print one JSON object')
    .action(async ({ about, by, search, before, limit, json }: Options) => {
      if (about !== undefined && !isAuditKind(about))
        throw usageError(`--about must be one of ${Object.keys(auditKinds).join(', ')}.`);
      const { store } = await context.app();
      const entries = await listEntries(store, {
        limit: numberOf(limit, '--limit'),
        ...(about === undefined ? {} : { about }),
        ...(by === undefined ? {} : { by }),
        ...(search === undefined ? {} : { search }),
        ...(before === undefined ? {} : { before: numberOf(before, '--before') }),
      });
      if (json) printJson(context.io, { entries });
      else context.io.out(entries.length === 0 ? 'Nothing is in the log.\n' : entries.map(line).join(''));
    });
}

function numberOf(text: string, option: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw usageError(`${option} must be a number above 0.`);
  return Number(text);
}

function line({ id, at, by, action, subject, before, after, undoes }: AuditEntry): string {
  const words = isAuditAction(action) ? auditActions[action].words : action;
  const via = auditVias[by.via] === '' ? '' : ` (${auditVias[by.via]})`;
  const changes = changesOf(before, after).map(
    (change) => `    ${change.name}: ${valueText(change.before)} -> ${valueText(change.after)}\n`,
  );
  const undid = undoes === null ? '' : ` (undid ${undoes})`;
  return `${id}  ${at}  ${by.name}${via} ${words}${undid}: ${subject}\n${changes.join('')}`;
}

const valueText = (value: AuditValue): string => (value === null ? '-' : JSON.stringify(value));
