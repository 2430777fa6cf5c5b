import { access, constants, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Gate, GateCase } from '../../../../core/evals/gates/gate.ts';
import { answerInWords, gateReport } from '../../../../core/evals/gates/gate-report.ts';
import { type Context, exitCode, printJson, usageError } from '../../context.ts';
import { plural, whyUnreadable } from '../../words.ts';

export type GateOptions = { report?: string; json?: boolean };

/** Prints a gate's finding, writes its report and sets the exit code. */
export async function tellGate(
  context: Context,
  gate: Gate,
  notes: string[],
  options: GateOptions,
  title?: string,
): Promise<void> {
  const { io } = context;
  if (options.report !== undefined)
    await writeFile(path.resolve(io.cwd, options.report), gateReport(gate, notes, title)).catch(
      (error: unknown) => {
        throw cannotWrite(options.report ?? '', error);
      },
    );
  if (options.json) printJson(io, gate);
  else io.out(inWords(gate, notes));
  if (gate.verdict === 'fail') context.exit(exitCode.failed);
}

/** Before any work: a gate that cannot leave its report would be run twice. */
export async function checkReport({ io }: Context, { report }: GateOptions): Promise<void> {
  if (report === undefined) return;
  const file = path.resolve(io.cwd, report);
  const known = await stat(file).catch(() => undefined);
  if (known?.isDirectory()) throw usageError(`The report ${report} cannot be written: it is a folder.`);
  await access(known === undefined ? path.dirname(file) : file, constants.W_OK).catch((error: unknown) => {
    throw cannotWrite(report, error);
  });
}

function cannotWrite(report: string, error: unknown) {
  return usageError(
    `The report ${report} cannot be written: ${whyUnreadable(error)}.`,
    'Name a file in a folder that you may write to.',
  );
}

function inWords({ verdict, regressed, fixed, notMeasured, checked }: Gate, notes: string[]): string {
  const cases = (word: string, all: readonly GateCase[]): string[] =>
    all.flatMap(({ question, before, after }) => [
      `${word}  ${question}`,
      `  before: ${answerInWords(before)}`,
      `  now:    ${answerInWords(after)}`,
    ]);
  return `${[
    `${verdict}: ${plural(checked, 'question')} checked, ${regressed.length} regressed, ${fixed.length} fixed`,
    ...notes,
    ...cases('WORSE', regressed),
    ...cases('?    ', notMeasured),
    ...cases('FIXED', fixed),
  ].join('\n')}\n`;
}
