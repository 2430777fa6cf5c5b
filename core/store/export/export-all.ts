import { open, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../schema.ts';
import { answerFiles } from './answer-files.ts';
import { documentFiles } from './document-files.ts';
import { type OpenFile, openFile } from './open-file.ts';
import { teamFiles } from './team-files.ts';

/** A setting without what must stay secret. */
export type ExportedSetting = { key: string; value: string | null; secret: boolean; source: string };

export type ExportedFile = { path: string; rows: number };

/** What an export holds, in the order of its README. */
export function exportFiles(settings: readonly ExportedSetting[]): OpenFile[] {
  const settingsFile = openFile({
    name: 'settings.jsonl',
    holds: 'Settings in force. Values of secrets are left out.',
    fields: {
      key: 'name of the setting; guard:NAME for a guard',
      value: 'its value; null where it is secret',
      secret: 'whether its value is left out',
      source: 'environment, stored (in the console) or default',
    },
    async *rows() {
      yield* settings;
    },
  });
  return [...documentFiles, ...answerFiles, ...teamFiles, settingsFile];
}

/**
 * Writes everything into an empty folder that is there: a file a kind, and last a README.md that says what each holds.
 * The bot may go on meanwhile; what comes in while it is written may be missing.
 */
export async function exportAll(
  store: Store,
  folder: string,
  about: { settings: readonly ExportedSetting[]; version: string; at: string },
): Promise<ExportedFile[]> {
  const files = exportFiles(about.settings);
  const written: ExportedFile[] = [];
  for (const file of files)
    written.push({ path: file.name, rows: await writeRows(store, file, path.join(folder, file.name)) });
  const readme = path.join(folder, 'README.md');
  await writeFile(`${readme}.part`, readmeOf(files, written, about));
  await rename(`${readme}.part`, readme);
  return written;
}

/** The file has its name once it is whole. */
async function writeRows(store: Store, file: OpenFile, to: string): Promise<number> {
  const part = `${to}.part`;
  const handle = await open(part, 'w', 0o600);
  let rows = 0;
  try {
    for await (const row of file.rows(store)) {
      await handle.write(`${JSON.stringify(row)}\n`);
      rows += 1;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, to);
  return rows;
}

function readmeOf(
  files: readonly OpenFile[],
  written: readonly ExportedFile[],
  { version, at }: { version: string; at: string },
): string {
  const parts = files.map(({ name, holds, fields }, place) => {
    const table = Object.entries(fields).map(([field, meaning]) => `| \`${field}\` | ${meaning} |`);
    return `## ${name}\n\n${holds} Rows: ${written[place]?.rows ?? 0}.\n\n| Field | Meaning |\n|---|---|\n${table.join('\n')}\n`;
  });
  return `# Export of Docent ${version}, ${at}

Each file is JSON Lines in UTF-8: one JSON object a line. Times are ISO 8601 in UTC. Ids lead from file to file. The folder holds questions and comments of people, so keep it as safe as the documents themselves.

${parts.join('\n')}`;
}
