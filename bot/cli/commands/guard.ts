import type { Command } from 'commander';
import { defaultGuards } from '../../../core/guardrails/default-guards.ts';
import { scoreGrounding } from '../../../core/guardrails/detectors/grounding.ts';
import type { Stage } from '../../../core/guardrails/guard.ts';
import { runGuards } from '../../../core/guardrails/run-guards.ts';
import { answerBatch, type Context, readBatch, usageError } from '../context.ts';

const STAGES: readonly string[] = ['input', 'retrieval', 'output'] satisfies Stage[];

/** Judges texts with the guards that ship. A file goes in and one comes out: the store stays closed. */
export function registerGuard(program: Command, context: Context): void {
  program
    .command('guard')
    .description('judge texts: what the guards of a stage find and what they make of it')
    .requiredOption(
      '--batch <file>',
      'JSON Lines of {"id","stage":"input|retrieval|output","text","question"?,"evidence"?:[…]}; - for standard input',
    )
    .option('--json', 'JSON Lines are printed with and without it')
    .action(async ({ batch }: { batch: string }) => {
      const rows = await readBatch(context.io, batch);
      await answerBatch(context.io, rows, judge);
    });
}

async function judge(row: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { stage, text, question, evidence } = row;
  if (typeof text !== 'string') throw usageError('"text" must be a text');
  if (!isStage(stage)) throw usageError('"stage" must be input, retrieval or output');
  if (question !== undefined && question !== null && typeof question !== 'string')
    throw usageError('"question" must be a text');
  const given = evidence === undefined || evidence === null ? undefined : textsOf(evidence);
  const asked = question ?? undefined;
  const {
    outcome,
    text: shown,
    failures,
  } = await runGuards(defaultGuards, stage, {
    text,
    question: asked,
    evidence: given,
  });
  const scores =
    stage === 'output' && given !== undefined
      ? { scores: { grounding: Number(scoreGrounding(text, given, asked).score.toFixed(4)) } }
      : {};
  return { outcome, text: shown, failures, ...scores };
}

function isStage(value: unknown): value is Stage {
  return typeof value === 'string' && STAGES.includes(value);
}

function textsOf(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string'))
    throw usageError('"evidence" must be a list of texts');
  return value;
}
