import { PICTURE_MARK } from '../../text/picture-mark.ts';

/** The smallest parts of a passage that are told apart by their lines. Spans of the text, end exclusive, trimmed. */
export type Unit = { start: number; end: number } & (
  | { kind: 'heading' | 'label' | 'question' | 'picture' | 'prose' | 'code' | 'row' | 'record' }
  /** `depth` from 0; `number` where it is numbered. */
  | { kind: 'item'; depth: number; number: number | null }
);

type Line = { start: number; end: number; text: string };

const ITEM = /^([ \t]*)(?:[-*•·–+]|\(?(\d{1,3})[.)]|\(?[a-z][.)])[ \t]+\S/;
const ENDED = /[.!?…:;,。！？]["'”’»)\]]*$/;
const LIMITS = { heading: 100, headingWords: 14, wrapped: 60, label: 80, labelWords: 10, questionWords: 30 };

/** Takes a passage's text apart: headings that became lines, items, table rows, code, paragraphs. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (const chunk of chunksOf(text)) units.push(...unitsOfChunk(chunk, units.at(-1), text));
  return units;
}

/** Runs of lines between blank ones. */
function chunksOf(text: string): Line[][] {
  const chunks: Line[][] = [];
  let open: Line[] | null = null;
  let at = 0;
  for (const raw of text.split('\n')) {
    const trimmed = raw.trimEnd();
    if (trimmed.trim() === '') open = null;
    else {
      if (open === null) {
        open = [];
        chunks.push(open);
      }
      open.push({ start: at, end: at + trimmed.length, text: trimmed });
    }
    at += raw.length + 1;
  }
  return chunks;
}

function unitsOfChunk(chunk: Line[], before: Unit | undefined, text: string): Unit[] {
  const [first, second] = chunk;
  if (first === undefined) return [];
  const announced =
    before !== undefined && (before.kind === 'code' || announces(text.slice(before.start, before.end)));
  const units: Unit[] = [];
  let lines = chunk;
  if (second !== undefined && !announced && isHeadingLine(first.text, second.text)) {
    units.push(spanOf('heading', [first]));
    lines = chunk.slice(1);
  }
  if (lines.length > 1 && lines.every(({ text: line }) => isField(line))) {
    units.push(spanOf('record', lines));
    return units;
  }
  let open: Line[] = [];
  const close = (): void => {
    if (open.length > 0) units.push(plainUnit(open, lines.length === open.length, announced));
    open = [];
  };
  for (const line of lines) {
    const item = ITEM.exec(line.text);
    const last = units.at(-1);
    if (item !== null) {
      close();
      const depth = Math.floor((item[1] ?? '').replaceAll('\t', '  ').length / 2);
      const number = item[2] === undefined ? null : Number(item[2]);
      units.push({ kind: 'item', start: line.start, end: line.end, depth, number });
    } else if (isRow(line.text)) {
      close();
      units.push(spanOf('row', [line]));
    } else if (open.length === 0 && last?.kind === 'item') last.end = line.end;
    else open.push(line);
  }
  close();
  return units;
}

function plainUnit(lines: Line[], alone: boolean, announced: boolean): Unit {
  const text = lines.map((line) => line.text.trim()).join(' ');
  const indented = lines.every((line) => /^(?: {2}|\t)/.test(line.text));
  if (text.startsWith(PICTURE_MARK)) return spanOf('picture', lines);
  if (looksLikeCode(lines, announced)) return spanOf('code', lines);
  if (alone && /\?["'”’)*]*$/.test(text) && !/[.!?]\s/.test(text) && words(text) <= LIMITS.questionWords)
    return spanOf('question', lines);
  const short = text.length <= LIMITS.label && words(text) <= LIMITS.labelWords;
  if (alone && !announced && !indented && lines.length === 1 && short && isLabel(text))
    return spanOf('label', lines);
  return spanOf('prose', lines);
}

function spanOf<K extends 'heading' | 'label' | 'question' | 'picture' | 'prose' | 'code' | 'row' | 'record'>(
  kind: K,
  lines: Line[],
): Unit {
  const [first, last] = [lines[0] as Line, lines.at(-1) as Line];
  return { kind, start: first.start + (first.text.length - first.text.trimStart().length), end: last.end };
}

/** Whether what follows is what a text is about: it ends with a colon, or names the steps below. */
export function announces(text: string): boolean {
  return /[:：]["'”’)*]*$/.test(text) || NAMES_BELOW.test(text);
}

const NAMES_BELOW =
  /\b(?:(?:steps|guidelines|instructions|items|options|requirements|conditions|points|rules|examples?|lists?|tables?)(?: and \w+)? (?:given |listed |described |outlined )?below|as follows|the following(?: \w+)?|(?:follow|do|take) these(?: \w+)? steps)[.!]["'”’)*]*$/i;

/** A short line that no sign ends, with a text right under it. */
function isHeadingLine(line: string, next: string): boolean {
  if (ITEM.test(line) || isRow(line) || isField(line) || line.length > LIMITS.heading) return false;
  if (words(line) > LIMITS.headingWords || !/^[\p{Lu}\p{Lo}\d¿¡"“(\p{So}]/u.test(line)) return false;
  if (ENDED.test(line) && !line.endsWith('?')) return false;
  return line.length <= LIMITS.wrapped ? !/^[\p{Ll}]/u.test(next) : /^[\p{Lu}\p{Lo}\d\s-]/u.test(next);
}

/** A line of words that says nothing: a caption, a pseudo heading, the title of a box. Figures may stand alone. */
function isLabel(text: string): boolean {
  return (
    /^[^\p{Ll}]/u.test(text) &&
    !ENDED.test(text) &&
    !/[.!?]\s/.test(text) &&
    !/\d/.test(text) &&
    !/[:=|@/]/.test(text) &&
    !/[\u3040-\u30ff\u3400-\u9fff]/.test(text)
  );
}

function isRow(line: string): boolean {
  return line.includes(' | ');
}

/** `Name: value`, as a long table row has them, a line a cell. */
function isField(line: string): boolean {
  return /^\S[^:.!?|]{0,60}: \S/.test(line) && !ITEM.test(line) && !isRow(line);
}

const CODE_SIGN = /[\\${}<>=;~]|--|\w\(|\/\w|\w\/|^\w+ -\w|\b[\w-]+\.(?:service|[a-z]{2,4})\b/;

/** Commands, settings, paths: lines that begin like no sentence and hold a sign that sentences hardly have. */
function looksLikeCode(lines: Line[], announced: boolean): boolean {
  return lines.every(({ text }) => {
    const line = text.trim();
    if (/^[\p{Lu}"“(]/u.test(line) || /[.!?]$/.test(line) || /[,:] \p{Ll}/u.test(line)) return false;
    if (/^https?:\S+$|^\{%/.test(line)) return false;
    return CODE_SIGN.test(line) || (announced && words(line) <= 6 && /^[a-z]/.test(line));
  });
}

function words(text: string): number {
  return text.split(/\s+/).length;
}
