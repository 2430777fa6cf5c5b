import type { Command } from 'commander';
import { documentHits } from '../../../knowledge/search/document-hits.ts';
import type { Searching } from '../../assembly/app.ts';
import { answerBatch, type Context, printJson, readBatch, usageError } from '../context.ts';
import {
  addNarrowOptions,
  type Bounds,
  type NarrowOptions,
  readBounds,
  readNarrow,
} from '../narrow-options.ts';

type Options = NarrowOptions & { k: string; by?: string; batch?: string; json?: boolean };

export function registerSearch(program: Command, context: Context): void {
  const command = program
    .command('search')
    .description('search the published documents')
    .argument('[query]', 'what to search for')
    .option('-k, --k <number>', 'how many hits', '10')
    .option('--by <unit>', 'passage or document: document merges the hits of one document', 'passage')
    .option('--collection <name>', 'search only this collection');
  addNarrowOptions(command)
    .option(
      '--batch <file>',
      'JSON Lines of {"id","query"} with any of "collection", "path", "language", "after", "before"; - for standard input',
    )
    .option('--json', 'print one JSON object')
    .action(async (query: string | undefined, options: Options) => {
      const { io } = context;
      const k = Number(options.k);
      if (!Number.isInteger(k) || k < 1 || k > 1000)
        throw usageError('-k must be a whole number from 1 to 1000.');
      if (options.by !== 'passage' && options.by !== 'document')
        throw usageError('--by must be passage or document.');
      const byDocument = options.by === 'document';
      readNarrow(options);
      if (options.batch !== undefined) {
        if (query !== undefined) throw usageError('Give a query or --batch FILE, not both.');
        const rows = await readBatch(io, options.batch);
        const app = await context.searching({ many: true });
        await answerBatch(io, rows, async (row) => {
          if (typeof row['query'] !== 'string' || row['query'].trim() === '')
            throw usageError('"query" must be a text');
          const bounds = await readBounds(app, options, row);
          return searchOnce(app, row['query'], k, byDocument, bounds);
        });
        return;
      }
      if (query === undefined) throw usageError('Give a query, or --batch FILE.');
      const app = await context.searching({ many: false });
      const found = await searchOnce(app, query, k, byDocument, await readBounds(app, options));
      if (options.json) printJson(io, { id: null, ...found });
      else io.out(found.hits.length === 0 ? 'Nothing found.\n' : found.hits.map(describe).join('\n'));
    });
}

type Hit = {
  documentId: string;
  externalId: string | null;
  title: string;
  path: string;
  passageId: string;
  score: number;
  text: string;
  headings: string[];
};

async function searchOnce(app: Searching, text: string, k: number, byDocument: boolean, bounds: Bounds) {
  const started = app.clock.monotonic();
  const passages = byDocument
    ? await documentHits(app.retriever, { text, k, ...bounds })
    : (await app.retriever.search({ text, k, hitsOnly: true, ...bounds })).passages;
  const hits = passages.map(
    (passage): Hit => ({
      documentId: passage.documentId,
      externalId: passage.externalId,
      title: passage.title,
      path: passage.path,
      passageId: passage.passageId,
      score: passage.score,
      text: passage.text,
      headings: passage.headings,
    }),
  );
  return { hits, ms: Math.round((app.clock.monotonic() - started) * 100) / 100 };
}

function describe(hit: Hit, index: number): string {
  const place = [hit.title, ...hit.headings].join(' › ');
  const text = hit.text.replace(/\s+/g, ' ').slice(0, 200);
  return `${index + 1}. ${place}\n   ${hit.path}\n   ${text}\n`;
}
