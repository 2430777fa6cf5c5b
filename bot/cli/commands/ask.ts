import type { Command } from 'commander';
import { markOf, wording } from '../../../core/defensive-ux/wording.ts';
import { citationMark } from '../../../core/text/citation-marks.ts';
import type { Answer, Citation, ThreadTurn } from '../../../core/types.ts';
import type { App } from '../../assembly/app.ts';
import { answerBatch, type Context, exitCode, printJson, readBatch, usageError } from '../context.ts';
import type { Io } from '../io.ts';
import {
  addNarrowOptions,
  type Bounds,
  type NarrowOptions,
  readBounds,
  readNarrow,
} from '../narrow-options.ts';

type Options = NarrowOptions & {
  refresh?: boolean;
  batch?: string;
  json?: boolean;
  steps?: boolean;
  cache: boolean;
};

export function registerAsk(program: Command, context: Context): void {
  const command = program
    .command('ask')
    .description('ask a question and get a cited answer')
    .argument('[question]', 'the question')
    .option('--collection <name>', 'answer from this collection only');
  addNarrowOptions(command)
    .option(
      '--batch <file>',
      'JSON Lines of {"id","question","thread"?} with any of "collection", "path", "language", "after", "before"; - for standard input',
    )
    .option('--refresh', 'answer anew and keep that instead of the cached answer')
    .option('--no-cache', 'neither read nor write cached answers')
    .option('--steps', 'say of each step when it is done and how long it took')
    .option('--json', 'print one JSON object')
    .action(async (question: string | undefined, options: Options) => {
      const { io } = context;
      readNarrow(options);
      if (options.batch !== undefined) {
        if (question !== undefined) throw usageError('Give a question or --batch FILE, not both.');
        const rows = await readBatch(io, options.batch);
        const app = await context.app();
        await readBounds(app, options);
        await answerBatch(io, rows, async (row) => {
          const text = row['question'];
          if (typeof text !== 'string') throw usageError('"question" must be a text');
          const bounds = await readBounds(app, options, row);
          return shape(await ask(app, { text, thread: threadOf(row['thread']), ...bounds, noCache: true }));
        });
        return;
      }
      if (question === undefined) throw usageError('Give a question, or --batch FILE.');
      const app = await context.app();
      const asked = {
        text: question,
        thread: [],
        ...(await readBounds(app, options)),
        noCache: !options.cache,
        ...(options.refresh === true ? { refresh: true } : {}),
      };
      const answer = await (options.steps === true ? askInSteps(app, asked, io) : ask(app, asked));
      if (options.json) printJson(io, { id: null, ...shape(answer) });
      else io.out(describe(answer));
      if (answer.outcome === 'unavailable') context.exit(exitCode.dependency);
    });
}

type Asked = Bounds & { text: string; thread: ThreadTurn[]; noCache: boolean; refresh?: boolean };

function ask(app: App, question: Asked): Promise<Answer> {
  return app.ask({ ...question, origin: 'cli', asker: null });
}

/** The same through LangChain's runnable, whose runs are the steps: said on the error stream, so that JSON stays JSON. */
async function askInSteps(app: App, question: Asked, io: Io): Promise<Answer> {
  const { createStepHandler } = await import('../../../core/langchain/step-handler.ts');
  const { runnable } = await app.langchain();
  const steps = createStepHandler(({ name, ms }) => io.err(`${name}: ${Math.round(ms)} ms\n`));
  return runnable.invoke({ ...question, origin: 'cli', asker: null }, { callbacks: [steps] });
}

function threadOf(value: unknown): ThreadTurn[] {
  if (value === undefined || value === null) return [];
  const turns = Array.isArray(value) ? value : [null];
  return turns.map((turn: unknown) => {
    const { role, text } = (turn ?? {}) as Record<string, unknown>;
    if ((role !== 'user' && role !== 'assistant') || typeof text !== 'string') {
      throw usageError('"thread" must be a list of {"role":"user"|"assistant","text"}');
    }
    return { role, text };
  });
}

/** The contract's shape of an answer. */
function shape(answer: Answer): Record<string, unknown> {
  return {
    outcome: answer.outcome,
    servedBy: answer.servedBy,
    text: answer.text,
    confidence: answer.confidence,
    evidence: answer.evidence,
    citations: answer.citations.map(
      ({ n, documentId, externalId, title, path, passageId, quote }: Citation) => ({
        n,
        documentId,
        externalId,
        title,
        path,
        passageId,
        quote,
      }),
    ),
    nearest: answer.nearest,
    reason: answer.reason,
    traceId: answer.traceId,
    ms: answer.ms,
    usage: answer.usage,
  };
}

function describe(answer: Answer): string {
  const lines = [answer.text, ''];
  if (answer.citations.length > 0) {
    lines.push(wording.sources);
    for (const { n, title, headings, path, place } of answer.citations) {
      const scan = place.scan === true ? `, ${wording.scan}` : '';
      lines.push(`  ${citationMark(n)} ${[title, ...headings].join(' › ')} (${path}${scan})`);
    }
  }
  if (answer.nearest.length > 0) {
    lines.push(wording.nearest);
    for (const { title, path } of answer.nearest) lines.push(`  - ${title} (${path})`);
  }
  const kept = answer.servedBy === 'exact-cache' || answer.servedBy === 'semantic-cache';
  const hint = kept ? ` (${wording.cached} · ${wording.refresh}: --refresh)` : '';
  if (markOf(answer) !== '')
    lines.push('', `${wording.confidence[answer.confidence]} · ${markOf(answer)}${hint}`);
  return `${lines.join('\n')}\n`;
}
