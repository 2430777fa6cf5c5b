import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import type { NewSource, Source, SourceKind } from '../../../core/ports/sources.ts';
import type { App } from '../../assembly/app.ts';
import { type Context, exitCode, printJson, usageError } from '../context.ts';
import { createProgress } from '../progress.ts';
import { plural } from '../words.ts';

type Options = { json?: boolean };
type AddOptions = Options & {
  kind?: string;
  collection: string;
  every?: string;
  depth?: string;
  include?: string;
  exclude?: string;
  run?: boolean;
};

const KINDS: readonly string[] = ['folder', 'page', 'sitemap', 'site'] satisfies SourceKind[];
const POLL_MS = 200;

export function registerSources(program: Command, context: Context): void {
  const sources = program
    .command('sources')
    .description('folders and websites that documents come from by themselves');
  sources
    .command('list')
    .description('list sources')
    .option('--json', 'print one JSON object')
    .action(async (options: Options) => {
      const all = await (await context.app()).sources.list();
      if (options.json) printJson(context.io, { sources: all });
      else
        context.io.out(
          all.length === 0
            ? 'No sources yet. Add one with "docent sources add ADDRESS".\n'
            : `${all.map(line).join('\n')}\n`,
        );
    });
  registerAdd(sources, context);
  onOne(sources, context, 'run', 'read a source now and wait for the result', runOne, (command) =>
    command.option('--confirm', 'also remove what a run has held back'),
  );
  onOne(
    sources,
    context,
    'remove',
    'forget a source; its documents stay',
    async (app, source, options) => {
      const removed = await app.sources.remove(source.sourceId, { documents: options['documents'] === true });
      if (options['json'] === true)
        printJson(context.io, { removed: source.sourceId, documents: removed ?? 0 });
      else context.io.out(`Removed ${source.address}, with ${plural(removed ?? 0, 'document')}.\n`);
    },
    (command) => command.option('--documents', 'remove the documents that it brought, too'),
  );
  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    const description = enabled ? 'read a source on schedule again' : 'read a source only by hand';
    onOne(sources, context, name, description, async (app, source, options) => {
      await app.sources.setEnabled(source.sourceId, enabled);
      print(context, (await app.sources.find(source.sourceId)) ?? source, options['json'] === true);
    });
  }
}

function registerAdd(sources: Command, context: Context): void {
  sources
    .command('add')
    .description('add a folder or a web address; documents come from it from then on')
    .argument('<address>', 'a folder, or an address that begins with http:// or https://')
    .option('--kind <kind>', `${KINDS.join(', ')}; by the look of the address when left out`)
    .option('--collection <name>', 'collection to put its documents in', 'default')
    .option('--every <minutes>', 'minutes between two readings; 0 = only by hand')
    .option('--depth <links>', 'for a site: how many links away from the first page')
    .option('--include <prefixes>', 'only paths that begin so, separated by commas')
    .option('--exclude <prefixes>', 'no paths that begin so, separated by commas')
    .option('--run', 'read it at once and wait for the result')
    .option('--json', 'print one JSON object')
    .action(async (address: string, options: AddOptions) => {
      const input = readAdd(address, options, context.io.cwd);
      const app = await context.app();
      const added = await app.sources.add(input);
      if (added.kind === 'refused') throw usageError(added.reason);
      if (options.run === true) await runOne(app, added.source, { json: options.json }, context);
      else {
        print(context, added.source, options.json === true);
        if (!options.json) context.io.out('It is read as soon as Docent runs.\n');
      }
    });
}

function readAdd(address: string, options: AddOptions, cwd: string): NewSource {
  if (options.kind !== undefined && !KINDS.includes(options.kind))
    throw usageError(`--kind must be ${KINDS.join(', ')}.`);
  return {
    address: /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : path.resolve(cwd, address),
    kind: options.kind as SourceKind | undefined,
    collection: options.collection,
    everyMinutes: wholeNumber('--every', options.every),
    depth: wholeNumber('--depth', options.depth),
    include: options.include,
    exclude: options.exclude,
    by: 'cli',
    anyFolder: true,
  };
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,6}$/.test(value)) throw usageError(`${name} must be a whole number.`);
  return Number(value);
}

type OneOptions = Record<string, unknown>;
type Act = (app: App, source: Source, options: OneOptions, context: Context) => Promise<void>;

function onOne(
  parent: Command,
  context: Context,
  name: string,
  description: string,
  act: Act,
  more: (command: Command) => Command = (command) => command,
): void {
  more(parent.command(name))
    .description(description)
    .argument('<id-or-address>', 'source id, or address')
    .option('--json', 'print one JSON object')
    .action(async (idOrAddress: string, options: OneOptions) => {
      const app = await context.app();
      const folder = path.resolve(context.io.cwd, idOrAddress);
      const source = (await app.sources.find(idOrAddress)) ?? (await app.sources.find(folder));
      if (source !== undefined) return act(app, source, options, context);
      const same = (await app.sources.list()).filter(({ address }) =>
        [idOrAddress, folder].includes(address),
      );
      context.io.err(
        same.length === 0
          ? `There is no source "${idOrAddress}". "docent sources list" shows what there is.\n`
          : `${same.length} sources have the address "${idOrAddress}". Name one by its id:\n${same.map(line).join('\n')}\n`,
      );
      context.exit(exitCode.failed);
    });
}

/** Ctrl-C stops watching; a running Docent goes on with the run, else the next one does. */
async function runOne(app: App, found: Source, options: OneOptions, context: Context): Promise<void> {
  const { io } = context;
  const id = found.sourceId;
  const job = await app.sources.run(id, { confirm: options['confirm'] === true });
  if (job === null) throw new AppError('sources.gone', 'The source was removed.', 'Add it again.');
  app.work();
  const progress = createProgress(io);
  for (;;) {
    const state = await app.jobs.get(job);
    if (state?.state !== 'queued' && state?.state !== 'running') break;
    progress.show(Math.round((state.progress ?? 0) * 100), 100, state.message);
    if (io.signal.aborted) {
      progress.clear();
      io.err('Stopped watching. The run goes on while Docent runs.\n');
      return;
    }
    await app.clock.sleep(POLL_MS);
  }
  progress.clear();
  const source = (await app.sources.find(id)) ?? found;
  print(context, source, options['json'] === true);
  if (source.state === 'failed') context.exit(exitCode.dependency);
  if (source.state === 'held') context.exit(exitCode.failed);
}

function print(context: Context, source: Source, json: boolean): void {
  if (json) printJson(context.io, { sources: [source] });
  else context.io.out(`${line(source)}\n`);
}

function line(source: Source): string {
  const when = !source.enabled
    ? 'switched off'
    : source.everyMinutes === 0
      ? 'by hand'
      : `every ${source.everyMinutes} min`;
  const facts = [source.sourceId, source.kind, source.collection, plural(source.documents, 'document'), when];
  return `${source.address}\n  ${facts.join('  ')}\n  ${source.state}: ${source.result}`;
}
