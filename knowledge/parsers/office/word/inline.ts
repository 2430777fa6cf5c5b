import { imageText } from '../../markdown/markdown-inline.ts';
import { checkboxText } from '../../marks/checkbox.ts';
import { equationText } from '../../marks/equation.ts';
import { subscriptText, superscriptText } from '../../marks/superscript.ts';
import { below, kid, kids, textOf, type Xml } from '../xml.ts';
import type { Aside, WordContext } from './context.ts';
import { type RunLook, readLook, said } from './styles.ts';
import { symbolText } from './symbols.ts';

/** The words of a paragraph, whether all of them are bold, and what is read behind it. */
export type WordLine = { text: string; isBold: boolean; asides: Aside[] };

type Walk = {
  context: WordContext;
  base: RunLook;
  inTable: boolean;
  text: string;
  bold: string;
  asides: Aside[];
  /** Raised or lowered characters may be spread over several runs. */
  position: { kind: 'superscript' | 'subscript'; words: string } | null;
  struck: boolean;
  /** Nested fields: whether the instruction of each is being read. */
  fields: { inCode: boolean }[];
};

const skipped = new Set(
  'w:pPr w:rPr w:sdtPr w:sdtEndPr w:del w:moveFrom w:instrText w:delText w:delInstrText w:commentReference w:annotationRef w:rt mc:Fallback'.split(
    ' ',
  ),
);

/** Reads the runs of a `w:p`. `base`: how its style makes runs look. */
export function readLine(context: WordContext, paragraph: Xml, base: RunLook, inTable: boolean): WordLine {
  const walk: Walk = {
    context,
    base,
    inTable,
    text: '',
    bold: '',
    asides: [],
    position: null,
    struck: false,
    fields: [],
  };
  for (const child of kids(paragraph)) readInline(walk, child);
  settle(walk);
  const words = walk.text.trim();
  return { text: walk.text, isBold: words !== '' && words === walk.bold.trim(), asides: walk.asides };
}

function readInline(walk: Walk, element: Xml): void {
  const { name } = element;
  if (skipped.has(name)) return;
  switch (name) {
    case 'w:r':
      readRun(walk, element);
      return;
    case 'w:sdt':
      readControl(walk, element);
      return;
    case 'm:oMath':
    case 'm:oMathPara':
      settle(walk);
      addWords(walk, `${/\S$/.test(walk.text) ? ' ' : ''}${equationText(element)}`, false);
      return;
    default:
      for (const child of kids(element)) readInline(walk, child);
  }
}

/** A control of a form: boxes as their state, what waits to be filled in as nothing. */
function readControl(walk: Walk, sdt: Xml): void {
  const properties = kid(sdt, 'w:sdtPr');
  const box = kids(properties).find(({ name }) => /:checkbox$/i.test(name));
  if (box !== undefined) {
    const checked = kids(box).find(({ name }) => /:checked$/i.test(name));
    const value = Object.entries(checked?.attribs ?? {}).find(([key]) => /:val$/.test(key))?.[1] ?? '0';
    settle(walk);
    addBox(walk, /^(?:1|true|on)$/.test(value));
    return;
  }
  if (kid(properties, 'w:showingPlcHdr') !== null) return;
  for (const child of kids(kid(sdt, 'w:sdtContent'))) readInline(walk, child);
}

function readRun(walk: Walk, run: Xml): void {
  const properties = kid(run, 'w:rPr');
  const style = kid(properties, 'w:rStyle')?.attribs['w:val'];
  const look = { ...walk.base, ...walk.context.styleOf(style).run, ...said(readLook(properties)) };
  if (walk.fields.some((field) => field.inCode) && kids(run).every((child) => child.name !== 'w:fldChar'))
    return;
  if (look.hidden === true) {
    if (textOf(run).trim() !== '') walk.context.leaveOut('hidden-text');
    return;
  }
  if (look.struck === true) {
    if (!walk.struck && textOf(run).trim() !== '') walk.context.leaveOut('struck-text');
    walk.struck = true;
    return;
  }
  const raised = look.position === 'superscript' || look.position === 'subscript' ? look.position : null;
  if (walk.position !== null && walk.position.kind !== raised) settle(walk);
  if (raised !== null) walk.position ??= { kind: raised, words: '' };
  for (const child of kids(run)) readPart(walk, child, look);
}

function readPart(walk: Walk, element: Xml, look: RunLook): void {
  switch (element.name) {
    case 'w:t':
      addWords(walk, textOf(element), look.bold === true);
      return;
    case 'w:tab':
    case 'w:ptab':
      addWords(walk, '\t', look.bold === true);
      return;
    case 'w:br':
    case 'w:cr':
      addWords(walk, element.attribs['w:type'] === 'page' ? ' ' : '\n', look.bold === true);
      return;
    case 'w:noBreakHyphen':
      addWords(walk, '-', look.bold === true);
      return;
    case 'w:sym':
      addWords(
        walk,
        symbolText(element.attribs['w:font'] ?? '', element.attribs['w:char'] ?? ''),
        look.bold === true,
      );
      return;
    case 'w:fldChar':
      readField(walk, element);
      return;
    case 'w:footnoteReference':
    case 'w:endnoteReference':
      addNote(walk, element);
      return;
    case 'w:ruby':
      for (const child of kids(kid(element, 'w:rubyBase'))) readInline(walk, child);
      addWords(walk, `(${textOf(kid(element, 'w:rt')).trim()})`, false);
      return;
    case 'mc:AlternateContent': {
      const chosen = kid(element, 'mc:Choice') ?? kid(element, 'mc:Fallback');
      for (const child of kids(chosen)) readPart(walk, child, look);
      return;
    }
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      readDrawing(walk, element);
      return;
    default:
      if (element.name === 'w:txbxContent') walk.asides.push({ kind: 'box', body: element });
  }
}

function readField(walk: Walk, element: Xml): void {
  const type = element.attribs['w:fldCharType'];
  if (type === 'begin') {
    walk.fields.push({ inCode: true });
    const data = kid(element, 'w:ffData');
    const box = kid(data, 'w:checkBox');
    if (box !== null) {
      const state = kid(box, 'w:checked') ?? kid(box, 'w:default');
      settle(walk);
      addBox(walk, state !== null && !/^(?:0|false|off)$/.test(state.attribs['w:val'] ?? '1'));
    }
    const list = kid(data, 'w:ddList');
    const entry = kids(list, 'w:listEntry')[Number(kid(list, 'w:result')?.attribs['w:val'] ?? 0)];
    if (entry !== undefined) addWords(walk, entry.attribs['w:val'] ?? '', false);
  } else if (type === 'separate') {
    const field = walk.fields.at(-1);
    if (field !== undefined) field.inCode = false;
  } else walk.fields.pop();
}

function addNote(walk: Walk, element: Xml): void {
  const key = `${element.name === 'w:footnoteReference' ? 'footnote' : 'endnote'}/${element.attribs['w:id'] ?? ''}`;
  const body = walk.context.notes.get(key);
  if (body === undefined) return;
  walk.position = null;
  const { noteNumbers } = walk.context;
  const number = noteNumbers.get(key) ?? noteNumbers.size + 1;
  if (!noteNumbers.has(key)) walk.asides.push({ kind: 'note', number, body });
  noteNumbers.set(key, number);
  addWords(walk, ` (note ${number})`, false);
}

/** Text boxes, charts and drawings are read behind the line; of a picture its description. */
function readDrawing(walk: Walk, drawing: Xml): void {
  const boxes = below(drawing, 'w:txbxContent').filter((box) => !isInFallback(box, drawing));
  for (const body of boxes) walk.asides.push({ kind: 'box', body });
  for (const chart of below(drawing, 'c:chart')) {
    const root = walk.context.charts.get(chart.attribs['r:id'] ?? '');
    if (root === undefined) walk.context.leaveOut('charts');
    else walk.asides.push({ kind: 'chart', root });
  }
  for (const ids of below(drawing, 'dgm:relIds')) {
    const root = walk.context.diagrams.get(ids.attribs['r:dm'] ?? '');
    if (root !== undefined) walk.asides.push({ kind: 'diagram', root });
  }
  const pictures = [...below(drawing, 'pic:pic'), ...below(drawing, 'v:imagedata')];
  if (pictures.length === 0) return;
  const read = pictures.map((each) => walk.context.pictures.get(pictureId(each)));
  if (read.includes(undefined)) walk.context.leaveOut('pictures');
  const words = imageText(below(drawing, 'wp:docPr')[0]?.attribs['descr'] ?? '');
  if (words !== '' && !/automatically generated/i.test(words)) walk.asides.push({ kind: 'picture', words });
  const blocks = read.flatMap((each) => each ?? []);
  if (blocks.length > 0) walk.asides.push({ kind: 'scan', blocks });
}

/** The relation that leads to a picture's file. */
function pictureId(picture: Xml): string {
  return below(picture, 'a:blip')[0]?.attribs['r:embed'] ?? picture.attribs['r:id'] ?? '';
}

function isInFallback(element: Xml, until: Xml): boolean {
  for (let at = element.parent; at !== null && at !== until; at = at.parent) {
    if ('name' in at && at.name === 'mc:Fallback') {
      const other = at.parent === null || !('attribs' in at.parent) ? null : kid(at.parent, 'mc:Choice');
      return other !== null && below(other, 'w:txbxContent').length > 0;
    }
  }
  return false;
}

function addBox(walk: Walk, ticked: boolean): void {
  addWords(walk, `${/\S$/.test(walk.text) ? ' ' : ''}${checkboxText(ticked)} `, false);
}

function addWords(walk: Walk, words: string, bold: boolean): void {
  if (walk.struck && words.trim() !== '') {
    walk.struck = false;
    // What is left out leaves no double space.
    if (/\s$/.test(walk.text)) walk.text = walk.text.trimEnd() + (/^\s/.test(words) ? '' : ' ');
  }
  if (walk.position !== null) {
    walk.position.words += words;
    return;
  }
  walk.text += words;
  if (bold || words.trim() === '') walk.bold += words;
}

function settle(walk: Walk): void {
  const { position } = walk;
  walk.position = null;
  if (position === null) return;
  walk.text +=
    position.kind === 'superscript'
      ? superscriptText(walk.text.slice(-40), position.words, walk.inTable)
      : subscriptText(walk.text.slice(-40), position.words);
}
