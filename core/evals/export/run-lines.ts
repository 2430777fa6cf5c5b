import type { EvalCaseResult, EvalRun, ScorerInfo } from '../../ports/batches.ts';
import { withoutMarks } from '../../text/citation-marks.ts';

type Named = readonly Pick<ScorerInfo, 'name'>[];

/** Formats that a run can be taken out in, with the ending and type of their file. */
export const exportFormats = {
  csv: { ending: 'csv', type: 'text/csv' },
  jsonl: { ending: 'jsonl', type: 'application/x-ndjson' },
  samples: { ending: 'jsonl', type: 'application/x-ndjson' },
} as const;

export type ExportFormat = keyof typeof exportFormats;

/** The line above the cases, where the format has one. */
export function exportHead(format: ExportFormat, scorers: Named): string {
  if (format !== 'csv') return '';
  const columns = ['question', 'verdict', 'outcome', 'answer', 'sources', 'error', 'expectedAnswer'];
  return csvLine([...columns, 'expectedSources', 'mustAbstain', 'trace', ...scorers.map(({ name }) => name)]);
}

/** One case as a line; `at` = its place among those written. */
export function exportLine(format: ExportFormat, result: EvalCaseResult, scorers: Named, at: number): string {
  if (format === 'jsonl') return `${JSON.stringify(result)}\n`;
  return format === 'csv' ? csvCase(result, scorers) : sampleLine(result, at);
}

function csvCase(result: EvalCaseResult, scorers: Named): string {
  const { question, verdict, outcome, text, citations, error, expected, traceId, scores } = result;
  return csvLine([
    ...[question, verdict, outcome, withoutMarks(text, ''), citations.map(({ path }) => path).join(';')],
    ...[error ?? '', expected.expectedAnswer ?? '', expected.expectedSources.join(';')],
    ...[String(expected.mustAbstain), traceId ?? ''],
    ...scorers.map(({ name }) => scores[name]?.toString() ?? ''),
  ]);
}

/** What makes a spreadsheet carry a cell out, also behind space that it drops and in the wide signs of other keyboards. */
const FORMULA = /^[\s"]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Cells of a line; a text that a spreadsheet would take for a formula is marked as text. */
function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** A line of lm-evaluation-harness's sample file. */
function sampleLine({ question, expected, text, verdict, scores }: EvalCaseResult, at: number): string {
  const measured = Object.entries(scores).filter(([, score]) => score !== null);
  return `${JSON.stringify({
    doc_id: at,
    doc: expected,
    target: expected.mustAbstain ? '' : (expected.expectedAnswer ?? expected.expectedSources.join(';')),
    arguments: [[question]],
    ...{ resps: [[text]], filtered_resps: [text], metrics: ['passed', ...measured.map(([name]) => name)] },
    passed: verdict === 'passed' ? 1 : verdict === 'failed' ? 0 : null,
    ...Object.fromEntries(measured),
  })}\n`;
}

/** A run in the layout of lm-evaluation-harness's result file. */
export function runResults(run: EvalRun): object {
  const task = `docent_${run.setName.replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_|_$/g, '')}`;
  const share = run.judged === 0 ? null : run.passed / run.judged;
  const error =
    share === null || run.judged < 2 ? 'N/A' : Math.sqrt((share * (1 - share)) / (run.judged - 1));
  const means = Object.entries(run.means).filter(([, mean]) => mean !== null);
  return {
    results: {
      [task]: {
        alias: run.setName,
        ...{ 'passed,none': share, 'passed_stderr,none': error },
        ...Object.fromEntries(means.map(([name, mean]) => [`${name},none`, mean])),
      },
    },
    group_subtasks: { [task]: [] },
    configs: {
      [task]: { task, dataset_path: run.setName, repeats: run.trials?.each ?? 1, metadata: run.card },
    },
    versions: { [task]: run.setVersion },
    'n-shot': { [task]: 0 },
    higher_is_better: {
      [task]: Object.fromEntries(['passed', ...means.map(([name]) => name)].map((name) => [name, true])),
    },
    'n-samples': { [task]: { original: run.total, effective: run.judged } },
    config: { model: run.card.answerer },
    date: Math.floor(Date.parse(run.createdAt) / 1_000),
  };
}
