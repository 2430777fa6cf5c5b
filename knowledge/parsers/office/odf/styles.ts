import { numberText } from '../numbers.ts';
import { kid, kids, type Xml } from '../xml.ts';

/** What a style of an OpenDocument file says that matters to a reader. */
export type OdfStyle = {
  struck: boolean;
  hidden: boolean;
  bold: boolean;
  position: 'super' | 'sub' | null;
  listStyle: string | null;
  /** Of tables: shown at all. */
  shown: boolean;
};
/** A level of a list or of headings: null = a bullet. */
export type OdfLevel = { kind: string; before: string; after: string; start: number; levels: number } | null;

export type OdfStyles = {
  style(name: string | undefined): OdfStyle;
  listLevel(list: string | null, depth: number): OdfLevel | undefined;
  headingLevel(depth: number): OdfLevel | undefined;
};

const plain: OdfStyle = {
  struck: false,
  hidden: false,
  bold: false,
  position: null,
  listStyle: null,
  shown: true,
};

/** Reads styles of both files of a document. */
export function readOdfStyles(roots: readonly (Xml | null)[]): OdfStyles {
  const sources = new Map<string, Xml>();
  const lists = new Map<string, Map<number, OdfLevel>>();
  let headings = new Map<number, OdfLevel>();
  for (const root of roots) {
    for (const part of [...kids(kid(root, 'office:styles')), ...kids(kid(root, 'office:automatic-styles'))]) {
      const name = part.attribs['style:name'] ?? '';
      if (part.name === 'style:style') sources.set(name, part);
      else if (part.name === 'text:list-style') lists.set(name, levelsOf(part));
      else if (part.name === 'text:outline-style') headings = levelsOf(part);
    }
  }
  const known = new Map<string, OdfStyle>();
  const read = (name: string, depth: number): OdfStyle => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const source = sources.get(name);
    if (source === undefined || depth > 20) return plain;
    const parent = source.attribs['style:parent-style-name'];
    const base = parent === undefined ? plain : read(parent, depth + 1);
    const text = kid(source, 'style:text-properties')?.attribs ?? {};
    const line = text['style:text-line-through-style'] ?? text['style:text-line-through-type'];
    const position = text['style:text-position'];
    const weight = text['fo:font-weight'];
    const display = kid(source, 'style:table-properties')?.attribs['table:display'];
    const style: OdfStyle = {
      struck: line === undefined ? base.struck : line !== 'none',
      hidden: text['text:display'] === undefined ? base.hidden : text['text:display'] === 'none',
      bold: weight === undefined ? base.bold : /^(?:bold|[6-9]00)$/.test(weight),
      position: position === undefined ? base.position : positionOf(position),
      listStyle: source.attribs['style:list-style-name'] ?? base.listStyle,
      shown: display === undefined ? base.shown : display !== 'false',
    };
    known.set(name, style);
    return style;
  };
  return {
    style: (name) => (name === undefined ? plain : read(name, 0)),
    listLevel: (list, depth) => (list === null ? undefined : lists.get(list)?.get(depth + 1)),
    headingLevel: (depth) => headings.get(depth),
  };
}

/** The mark of a level, from the counts of all levels down to it. */
export function odfMark(
  level: OdfLevel,
  counts: readonly number[],
  kindAt: (depth: number) => string,
): string {
  if (level === null) return '-';
  if (level.kind === '') return '';
  const shown = counts.slice(-Math.max(1, level.levels));
  const from = counts.length - shown.length;
  return `${level.before}${shown.map((count, at) => numberText(count, kindAt(from + at))).join('.')}${level.after}`;
}

/** The names that numbers go by in `numberText`. */
export function kindOf(format: string): string {
  return (
    { '1': 'decimal', a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' }[format] ??
    'decimal'
  );
}

function levelsOf(list: Xml): Map<number, OdfLevel> {
  return new Map(
    kids(list).map(({ name, attribs }): [number, OdfLevel] => {
      const depth = Number(attribs['text:level'] ?? 1);
      const isNumber = /list-level-style-number$|outline-level-style$/.test(name);
      if (!isNumber) return [depth, null];
      return [
        depth,
        {
          kind: attribs['style:num-format'] ?? '',
          before: attribs['style:num-prefix'] ?? '',
          after: attribs['style:num-suffix'] ?? '',
          start: Number(attribs['text:start-value'] ?? 1),
          levels: Number(attribs['text:display-levels'] ?? 1),
        },
      ];
    }),
  );
}

function positionOf(value: string): 'super' | 'sub' | null {
  if (/^(?:super|[1-9])/.test(value)) return 'super';
  return /^(?:sub|-)/.test(value) ? 'sub' : null;
}
