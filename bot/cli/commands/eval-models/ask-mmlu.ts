import path from 'node:path';
import { AppError } from '../../../../core/errors.ts';
import { checkScorer } from '../../../../core/evals/benchmarks/asking/likelihood.ts';
import { columnsOf, readTable } from '../../../../core/evals/benchmarks/csv-table.ts';
import { askQuestion, COLUMNS_OF, type MmluModel } from '../../../../core/evals/benchmarks/mmlu/ask.ts';
import type { Flavour } from '../../../../core/evals/benchmarks/mmlu/prompts.ts';
import type { Question } from '../../../../core/evals/benchmarks/mmlu/questions.ts';
import { type Context, usageError } from '../../context.ts';
import { plural } from '../../words.ts';
import { type AnswerFile, openAnswerFile, openNoFile } from './answer-file.ts';
import { askPool } from './ask-pool.ts';
import { openBenchmarkModel, openScorer, readConcurrency } from './models.ts';

export type MmluAskOptions = {
  model: string;
  flavour: Flavour;
  scoring: MmluModel['kind'];
  out?: string;
  concurrency?: string;
  maxTokens: string;
};

export type Subjects = ReadonlyMap<string, { development: Question[]; test: Question[] }>;

/** A predictions file as text, and how many questions have no answer. */
export type AskedMmlu = { predictions: string; unanswered: number };

/** Asks a model the questions that `--out` does not hold yet. Each answer is written there at once. */
export async function askMmlu(
  context: Context,
  subjects: Subjects,
  options: MmluAskOptions,
): Promise<AskedMmlu> {
  const { io } = context;
  const { model: name, flavour, scoring } = options;
  const width = readConcurrency(options.concurrency);
  const file =
    options.out === undefined ? openNoFile() : await openAnswerFile(path.resolve(io.cwd, options.out));
  const header = csvLine(['subject', 'row', ...COLUMNS_OF[scoring], 'model', 'flavour']);
  const known = knownRows(file, header, options);
  const all = [...subjects].flatMap(([subject, { development, test }]) =>
    test.map((asked, row) => ({ subject, development, asked, row })),
  );
  const left = all.filter(({ subject, row }) => !known.has(`${subject} ${row}`));
  io.err(
    `${plural(all.length, 'question')}, ${all.length - left.length} answered before, ${left.length} to ask.\n`,
  );
  const model = await openModel(context, options);
  const lines = file.lines.length > 0 ? [...file.lines] : [header];
  if (file.lines.length === 0) await file.append(header);
  const unanswered = await askPool(context, left, width, {
    label: name,
    async ask(question) {
      const answer = await askQuestion(model, flavour, question, io.signal);
      if (answer.kind === 'none') return answer;
      const line = csvLine([question.subject, String(question.row), ...answer.cells, name, flavour]);
      lines.push(line);
      await file.append(line);
      return null;
    },
  });
  for (const { item, why } of unanswered)
    io.err(`${item.subject}, row ${item.row}: no answer (${why.reason}): ${why.message}\n`);
  return { predictions: `${lines.join('\n')}\n`, unanswered: unanswered.length };
}

/** The questions that an earlier command asked, which must have asked the same model in the same way. */
function knownRows(file: AnswerFile, header: string, options: MmluAskOptions): Set<string> {
  const { out = '', model, flavour } = options;
  const [first, ...rows] = readTable(out, file.lines.join('\n'));
  const wrong = (held: string) =>
    usageError(`${out} holds answers of ${held}.`, 'Name another file with --out.');
  if (first === undefined) return new Set();
  if (file.lines[0] !== header) throw wrong('another kind');
  const at = columnsOf(out, first, ['subject', 'row', 'model', 'flavour'] as const);
  return new Set(
    rows.map(({ cells }) => {
      const [held, worded] = [cells[at.model] ?? '', cells[at.flavour] ?? ''];
      if (held !== model || worded !== flavour) throw wrong(`${held} in the words of ${worded}`);
      return `${cells[at.subject]} ${cells[at.row]}`;
    }),
  );
}

async function openModel(
  { config, io }: Context,
  { model, scoring, maxTokens: given }: MmluAskOptions,
): Promise<MmluModel> {
  const maxTokens = Number(given);
  if (!Number.isInteger(maxTokens) || maxTokens < 1)
    throw usageError('--max-tokens must be a whole number from 1.');
  if (scoring === 'generate')
    return { kind: 'generate', chat: await openBenchmarkModel(config, model), maxTokens };
  const cannot = (why: string) =>
    new AppError(
      'evals.no-log-probabilities',
      `${model} cannot be asked with --scoring logprobs: ${why}`,
      'It needs a completions server that takes "echo" and "logprobs", such as vLLM: openai:NAME, its address in OPENAI_BASE_URL. Or leave --scoring out.',
    );
  const scorer = await openScorer(config, model).catch((error: unknown) => {
    throw error instanceof AppError ? cannot(error.message) : error;
  });
  if (scorer === null) throw cannot('its provider gives no log-probabilities of a given text.');
  const able = await checkScorer(scorer, io.signal);
  if (able.kind === 'none') throw cannot(able.message);
  return { kind: 'logprobs', scorer };
}

function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}
