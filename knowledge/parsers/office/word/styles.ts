import { kid, kids, type Xml } from '../xml.ts';

/** What a style says that matters to a reader. */
export type WordStyle = {
  name: string;
  /** 1 to 9, or null for text. */
  heading: number | null;
  numId: string | null;
  level: number | null;
  run: RunLook;
};
/** How a run looks; undefined = not said. */
export type RunLook = {
  struck?: boolean | undefined;
  hidden?: boolean | undefined;
  bold?: boolean | undefined;
  position?: 'superscript' | 'subscript' | 'baseline' | undefined;
};

const LEAST_RAISED = 3;

const plain: WordStyle = { name: '', heading: null, numId: null, level: null, run: {} };

/** The styles of a document by id, each with what it takes over from others. */
export function readStyles(root: Xml | null): (id: string | undefined) => WordStyle {
  const sources = new Map(kids(root, 'w:style').map((style) => [style.attribs['w:styleId'] ?? '', style]));
  const known = new Map<string, WordStyle>();
  const read = (id: string, depth: number): WordStyle => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const source = sources.get(id);
    if (source === undefined || depth > 20) return plain;
    const parent = kid(source, 'w:basedOn')?.attribs['w:val'];
    const base = parent === undefined ? plain : read(parent, depth + 1);
    const name = kid(source, 'w:name')?.attribs['w:val'] ?? '';
    const properties = kid(source, 'w:pPr');
    const numPr = kid(properties, 'w:numPr');
    const style: WordStyle = {
      name,
      heading: headingOf(name) ?? outlineLevel(properties) ?? (base.heading === null ? null : base.heading),
      numId: kid(numPr, 'w:numId')?.attribs['w:val'] ?? base.numId,
      level: numberOf(kid(numPr, 'w:ilvl')) ?? base.level,
      run: { ...base.run, ...said(readLook(kid(source, 'w:rPr'))) },
    };
    known.set(id, style);
    return style;
  };
  return (id) => (id === undefined ? plain : read(id, 0));
}

/** What a `w:rPr` says about a run. */
export function readLook(properties: Xml | null): RunLook {
  if (properties === null) return {};
  const align = kid(properties, 'w:vertAlign')?.attribs['w:val'] ?? raised(kid(properties, 'w:position'));
  return {
    struck: isOn(kid(properties, 'w:strike')) ?? isOn(kid(properties, 'w:dstrike')),
    hidden: isOn(kid(properties, 'w:vanish')),
    bold: isOn(kid(properties, 'w:b')),
    position: align as RunLook['position'],
  };
}

/** Converters raise and lower letters by half points instead. */
function raised(position: Xml | null): string | undefined {
  const halfPoints = numberOf(position) ?? 0;
  if (Math.abs(halfPoints) < LEAST_RAISED) return undefined;
  return halfPoints > 0 ? 'superscript' : 'subscript';
}

/** A look without what it leaves unsaid. */
export function said(look: RunLook): RunLook {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}

/** Heading level of a `w:pPr`, or null. */
export function outlineLevel(properties: Xml | null): number | null {
  const level = numberOf(kid(properties, 'w:outlineLvl'));
  return level === null || level > 8 ? null : level + 1;
}

export function numberOf(element: Xml | null): number | null {
  const value = Number(element?.attribs['w:val'] ?? Number.NaN);
  return Number.isInteger(value) ? value : null;
}

function headingOf(name: string): number | null {
  if (/^title$/i.test(name)) return 1;
  const level = /^heading (\d)$/i.exec(name)?.[1];
  return level === undefined ? null : Number(level);
}

function isOn(element: Xml | null): boolean | undefined {
  if (element === null) return undefined;
  return !/^(?:0|false|off|none)$/i.test(element.attribs['w:val'] ?? 'true');
}
