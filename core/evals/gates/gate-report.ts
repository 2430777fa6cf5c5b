import type { Gate, GateAnswer, GateCase } from './gate.ts';

/** Characters of an answer that a table cell shows. */
const CELL = 200;

/**
 * A gate's finding as Markdown under a title, such as a pull request shows. What people wrote stays text in it, never
 * markup.
 */
export function gateReport(gate: Gate, notes: readonly string[] = [], title = 'Docent gate'): string {
  const { verdict, regressed, fixed, notMeasured, checked, notJudged } = gate;
  return [
    `# ${title}: ${verdict}`,
    '',
    `${count(checked, 'question')} checked, ${regressed.length} regressed, ${fixed.length} fixed, ${notMeasured.length} not measured. ${notJudged} without an expected answer: not judged, only compared.`,
    ...notes.flatMap((note) => ['', plain(note)]),
    ...section('Regressed', regressed),
    ...section('Not measured', notMeasured),
    ...section('Fixed', fixed),
    '',
  ].join('\n');
}

/** An answer in a few words: how it was judged, what it says, and from where. */
export function answerInWords({ outcome, passed, error, text, sources }: GateAnswer): string {
  if (error !== null) return `error: ${shorten(error)}`;
  const judged = passed === null ? '' : passed ? 'passed, ' : 'failed, ';
  const from = [...new Set(sources.map(({ path, title }) => path || title))].join(', ');
  const said = outcome === 'answered' ? `: ${shorten(text)}${from === '' ? '' : ` (${from})`}` : '';
  return `${judged}${outcome}${said}`;
}

function section(title: string, cases: readonly GateCase[]): string[] {
  if (cases.length === 0) return [];
  const rows = cases.map(({ question, before, after }) =>
    [question, answerInWords(before), answerInWords(after)].map((cell) => ` ${plain(cell)} `).join('|'),
  );
  return [
    ...['', `## ${title} (${cases.length})`, ''],
    ...['| Question | Before | After |', '| --- | --- | --- |'],
    ...rows.map((row) => `|${row}|`),
  ];
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > CELL ? `${characters.slice(0, CELL).join('')}…` : line;
}

/** Text that Markdown shows as it is: one line, no tags, no links, no mentions, no end of a table cell. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]{}!|~$]/g, (mark) => `\\${mark}`)
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}&#46;`)
    .replace(/#(?=\d)/g, '\\#');
}

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}
