import { withoutTrailingMarks } from '../../text/citation-marks.ts';
import { blankBlocks, blocksIn } from '../../text/code-spans.ts';
import type { Finding } from './finding.ts';

/**
 * Markup that does not close: code fences, inline code, bold, tables whose rows differ, JSON that does not parse.
 * Every finding has a fix, except JSON that closing brackets cannot save.
 */
export function detectSyntax(text: string): Finding[] {
  const fences = [...text.matchAll(/^[ \t]*(`{3,}|~{3,})[^\n]*$/gm)];
  const findings: Finding[] = [];
  const open = openFence(fences.map((match) => match[1] ?? ''));
  if (open !== null)
    findings.push(insertion(text.length, 'code-fence', `${text.endsWith('\n') ? '' : '\n'}${open}`));
  findings.push(...jsonFindings(text));
  if (open === null) findings.push(...markFindings(text), ...tableFindings(text));
  return findings;
}

const insertion = (at: number, kind: string, fix: string): Finding => ({
  start: at,
  end: at,
  kind,
  confidence: 0.95,
  fix,
});

function openFence(fences: string[]): string | null {
  let open: string | null = null;
  for (const fence of fences) {
    if (open === null) open = fence;
    else if (fence[0] === open[0] && fence.length >= open.length) open = null;
  }
  return open;
}

/** Blocks marked as JSON, and texts that are nothing but JSON. */
function jsonFindings(text: string): Finding[] {
  const blocks = blocksIn(text, 'json');
  const whole = withoutTrailingMarks(text);
  if (/^\s*[[{]\s*["{[\]}\d]/.test(text) && !goesOnBehindBrackets(whole))
    blocks.push({ start: 0, code: whole });
  return blocks.flatMap(({ start, code }): Finding[] => {
    if (code.trim() === '' || parses(code)) return [];
    const repaired = closeJson(code);
    const fix = parses(repaired) ? { fix: repaired } : {};
    return [{ start, end: start + code.length, kind: 'json', confidence: 0.95, ...fix }];
  });
}

/** Whether words follow once the first bracket is closed: `[00:12:30] Ada: …` and `{{ tags }}` begin as JSON does. */
function goesOnBehindBrackets(text: string): boolean {
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (found === '[' || found === '{') depth += 1;
    else if (found === ']' || found === '}') depth -= 1;
    if (depth === 0) return /^\s*[^\s,\]}]/.test(text.slice(index + found.length));
  }
  return false;
}

function parses(code: string): boolean {
  try {
    JSON.parse(code);
    return true;
  } catch {
    return false;
  }
}

/** JSON with what was left open closed, and commas before a bracket or the end taken out. */
function closeJson(code: string): string {
  const stack: string[] = [];
  let quoted = false;
  for (let at = 0; at < code.length; at += 1) {
    const char = code[at] ?? '';
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '{' || char === '[')) stack.push(char === '{' ? '}' : ']');
    else if (!quoted && (char === '}' || char === ']')) stack.pop();
  }
  const body = `${code.trimEnd()}${quoted ? '"' : ''}`.replace(/,\s*$/, '').replace(/,(\s*[\]}])/g, '$1');
  return `${body.replace(/:\s*$/, ': null')}${stack.toReversed().join('')}${code.endsWith('\n') ? '\n' : ''}`;
}

/** Inline code and bold inside one paragraph. */
function markFindings(text: string): Finding[] {
  const findings: Finding[] = [];
  const prose = blankBlocks(text);
  for (const match of prose.matchAll(/[^\n]+(?:\n(?![^\S\n]*\n)[^\n]+)*/g)) {
    const end = match.index + match[0].trimEnd().length;
    const ticks = match[0].match(/(?<!`)`(?!`)/g)?.length ?? 0;
    if (ticks % 2 === 1) findings.push(insertion(end, 'inline-code', '`'));
    const stars =
      match[0].replace(/`[^`]*`/g, '').match(/(?<![*\\])\*\*(?!\*)(?=\S)|(?<=\S)(?<![*\\])\*\*(?!\*)/g)
        ?.length ?? 0;
    if (ticks % 2 === 0 && stars % 2 === 1) findings.push(insertion(end, 'bold', '**'));
  }
  return findings;
}

/** Rows of a table (one that has a line of dashes) that have too few cells. */
function tableFindings(text: string): Finding[] {
  const findings: Finding[] = [];
  let columns = 0;
  let at = 0;
  for (const line of text.split('\n')) {
    const cells = /^\s*\|/.test(line) ? cellsOf(line) : 0;
    if (cells === 0) columns = 0;
    else if (/^\s*\|[\s:|-]*$/.test(line) && line.includes('-')) columns = cells;
    else if (columns > 0 && (cells < columns || !/\|\s*$/.test(line))) {
      const missing = ' |'.repeat(Math.max(0, columns - cells));
      const fix = `${line.trimEnd()}${/\|\s*$/.test(line) ? '' : ' |'}${missing}`;
      if (fix !== line)
        findings.push({ start: at, end: at + line.length, kind: 'table', confidence: 0.9, fix });
    }
    at += line.length + 1;
  }
  return findings;
}

function cellsOf(line: string): number {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.replace(/\\\|/g, '').split('|').length;
}
