import { type Command, InvalidArgumentError } from 'commander';
import { messageOf } from '../../../core/errors.ts';
import { leftOutWords } from '../../../core/ports/left-out.ts';
import type { IngestReport } from '../../../core/ports/library.ts';
import { INTERRUPTED } from '../../../knowledge/ingest/ingest.ts';
import { knownCharset } from '../../../knowledge/parsers/text/charset-names.ts';
import type { App } from '../../assembly/app.ts';
import { type Context, exitCode, printJson } from '../context.ts';
import { createProgress, type Progress } from '../progress.ts';
import { plural } from '../words.ts';

/** What shells report for Ctrl-C. */
const INTERRUPTED_EXIT = 130;

type Options = { collection: string; charset?: string; draft?: boolean; json?: boolean };

export function registerIngest(program: Command, context: Context): void {
  program
    .command('ingest')
    .description('take in files and folders, and make them searchable')
    .argument('<path...>', 'files or folders; a .jsonl corpus makes one document a line')
    .option('--collection <name>', 'collection to put them in', 'default')
    .option(
      '--charset <name>',
      'how text files are written, such as windows-1251; default: it is found out',
      charsetOf,
    )
    .option('--draft', 'do not publish: keep the new revisions as drafts')
    .option('--json', 'print one JSON object')
    .action(async (paths: string[], options: Options) => {
      const { io } = context;
      const app = await context.app();
      const progress = createProgress(io);
      const report = await app.library.ingest(paths, {
        collection: options.collection,
        draft: options.draft ?? false,
        ...(options.charset === undefined ? {} : { charset: options.charset }),
        by: 'cli',
        cwd: io.cwd,
        signal: io.signal,
        onProgress: ({ done, total, path }) => progress.show(done, total, path),
      });
      await readMeaning(app, progress, io.signal);
      progress.clear();
      if (options.json) printJson(io, report);
      else io.out(describe(report));
      if (io.signal.aborted) {
        const left = report.files.filter((file) => file.reason === INTERRUPTED).length;
        io.err(interrupted(left));
        context.exit(INTERRUPTED_EXIT);
        return;
      }
      const taken = report.files.some((file) => file.status !== 'rejected');
      if (!taken && report.files.length > 0) context.exit(exitCode.failed);
    });
}

function charsetOf(name: string): string {
  const charset = knownCharset(name);
  if (charset !== null) return charset;
  throw new InvalidArgumentError('Name a character set such as utf-8, windows-1251 or shift_jis.');
}

/** Passages that the command waits for; the rest of a large corpus is read by the next `start`, in the background. */
const MOST_MEANING = 4_000;

/** Documents are searchable by words already: what fails here is tried again in the background. */
async function readMeaning(app: App, progress: Progress, signal: AbortSignal): Promise<void> {
  const { waiting } = await app.meaning.progress();
  if (waiting === 0 || waiting > MOST_MEANING || signal.aborted) return;
  const onProgress = (done: number): void => progress.show(done, waiting, 'reading for meaning');
  await app.meaning.catchUp({ signal, onProgress }).catch((error: unknown) => {
    if (!signal.aborted)
      app.log.warn({ error: messageOf(error) }, 'documents are found by words alone for now');
  });
}

/** The interrupt may come when the last file is stored already. */
function interrupted(left: number): string {
  if (left === 0) return 'Interrupted, but every file had been dealt with already.\n';
  const files = `${plural(left, 'file')} ${left === 1 ? 'was' : 'were'}`;
  return `Interrupted: ${files} not taken in. Run the same command again to go on.\n`;
}

function describe(report: IngestReport): string {
  const rejected = report.files.filter((file) => file.status === 'rejected' && file.reason !== INTERRUPTED);
  const flagged = report.files.filter((file) => (file.flags ?? []).length > 0);
  const partly = report.files.filter((file) => (file.leftOut ?? []).length > 0);
  const count = (status: string) => report.files.filter((file) => file.status === status).length;
  const lines = [
    `${plural(report.files.length, 'file')}: ${count('added')} added, ${count('updated')} updated, ${count('unchanged')} unchanged, ${rejected.length} rejected`,
    `${plural(report.documents, 'document')}, ${plural(report.passages, 'passage')}, ${report.seconds.toFixed(1)} s`,
    ...rejected.map((file) => `  ${file.path}: ${file.reason}`),
    ...flagged.map((file) => `  ${file.path}: flagged for review (${file.flags?.join(', ')})`),
    ...partly.map((file) => `  ${file.path}: not read: ${leftOutWords(file.leftOut ?? [])}`),
  ];
  return `${lines.join('\n')}\n`;
}
