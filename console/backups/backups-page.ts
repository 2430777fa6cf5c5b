import { html, type SafeHtml } from '@remix-run/html-template';
import type { BackupInterval, BackupRun, BackupState } from '../../core/ports/backups.ts';
import { backupLimits } from '../../core/store/backup/limits.ts';
import { badge, csrfField, emptyState, nothing, notice, tableFrame, time } from '../frame/parts.ts';
import type { Page } from '../routes/replies.ts';
import type { Session } from '../session/session.ts';

const intervalWords: Record<BackupInterval, string> = {
  off: 'Off',
  daily: `Every day at ${backupLimits.hour}:00 UTC`,
  weekly: `Every Sunday at ${backupLimits.hour}:00 UTC`,
};

export type BackupsView = BackupState & { isWell: boolean };

function runRow(run: BackupRun): SafeHtml {
  const state =
    run.error !== null
      ? badge({ text: 'Failed', tone: 'bad' })
      : run.removed
        ? badge({ text: 'Deleted again', tone: 'quiet' })
        : badge({ text: 'Made', tone: 'good' });
  return html`<tr><th scope="row" class="keep">${time(run.startedAt)}</th>
  <td data-label="State">${state}</td>
  <td class="wide" data-label="Folder">${run.error ?? html`<code>${run.path}</code>`}</td>
  <td class="number" data-label="Size">${run.bytes === null ? html`<span class="muted">–</span>` : `${(run.bytes / 1_000_000).toFixed(1)} MB`}</td></tr>`;
}

function runsTable(runs: readonly BackupRun[]): SafeHtml {
  return runs.length === 0
    ? emptyState('No backup yet', 'Choose how often one is made, or make one now.')
    : tableFrame(
        'Backups',
        html`<table><thead><tr><th scope="col">Begun</th><th scope="col">State</th><th scope="col">Folder</th>
<th scope="col" class="number">Size</th></tr></thead><tbody>${runs.map(runRow)}</tbody></table>`,
      );
}

function scheduleForm({ plan, folders, next }: BackupsView, session: Session): SafeHtml {
  return html`<form class="card stack narrow" method="post" action="/backups">
  ${csrfField(session)}
  <h2>Schedule</h2>
  <label>How often <select name="every">${Object.entries(intervalWords).map(
    ([value, words]) =>
      html`<option value="${value}"${value === plan.every ? html` selected` : nothing}>${words}</option>`,
  )}</select></label>
  <label>Folder <select name="folder">${[...new Set([...folders, plan.folder])].map(
    (folder) =>
      html`<option value="${folder}"${folder === plan.folder ? html` selected` : nothing}>${folder}</option>`,
  )}</select></label>
  <label>How many to keep <input name="keep" type="number" min="1" max="${backupLimits.mostKept}" value="${plan.keep}" required></label>
  <p class="muted">${next === null ? 'None is planned.' : html`Next: ${time(next)}.`} Older ones that were made here are deleted. A backup on the same
  disk is lost with it: name folders on other disks in <code>DOCENT_BACKUP_FOLDERS</code>. The key file is never in them.</p>
  <div class="action-row"><button>Save</button></div>
</form>`;
}

/** `refused` = why what was sent is not in force. */
export function backupsPage(view: BackupsView, session: Session, refused: string | null = null): Page {
  const last = view.runs[0];
  const trouble = !view.isWell
    ? notice(
        'bad',
        last?.error != null
          ? html`<p><b>The last backup failed.</b> ${last.error} It is tried again within an hour where a schedule is set.</p>`
          : html`<p><b>A backup is overdue.</b> Look into the log, or make one now.</p>`,
      )
    : nothing;
  const body = html`<div class="page-head"><div><h1>Backups</h1>
<p class="lead">Copies of everything, made while Docent runs. Restore one with <code>npx docent restore</code>.</p></div>
<form method="post" action="/backups/now">${csrfField(session)}<button class="quiet">Make one now</button></form></div>
${refused === null ? nothing : notice('bad', html`<p><b>The schedule was not changed.</b> ${refused}</p>`)}
${trouble}${view.busy ? notice('good', 'A backup is being made. Load the page again to see what came of it.') : nothing}
${scheduleForm(view, session)}
${runsTable(view.runs)}`;
  return { title: 'Backups', area: 'users', body, status: refused === null ? 200 : 422 };
}
