import { asElement } from '../../html/html-nodes.ts';
import { checkboxText } from '../../marks/checkbox.ts';
import { equationText } from '../../marks/equation.ts';
import { subscriptText, superscriptText } from '../../marks/superscript.ts';
import { below, kid, kids, textOf, type Xml } from '../xml.ts';
import { type OdfContext, objectPath } from './context.ts';

/** The words of a paragraph, whether all are bold, and what is read behind it: notes, frames. */
export type OdfLine = { text: string; isBold: boolean; asides: Xml[] };

const skipped = new Set(
  'office:annotation office:annotation-end text:tracked-changes text:bookmark text:bookmark-start text:reference-mark-start text:ruby-text text:note-citation text:hidden-text'.split(
    ' ',
  ),
);

/** A formula that lies in the package as an object of its own. */
function formulaIn(context: OdfContext, frame: Xml): Xml | undefined {
  const [object] = below(frame, 'draw:object');
  const root = context.objects.get(objectPath(object?.attribs['xlink:href'] ?? ''));
  return root !== undefined && /^(?:math:)?math$/.test(root.name) ? root : undefined;
}

/** A box of a form, as Word's are kept. */
function boxOf(field: Xml): string {
  const state = kids(field, 'field:param').find(
    ({ attribs }) => attribs['field:name'] === 'Checkbox_Checked',
  );
  return checkboxText(state?.attribs['field:value'] === 'true');
}

/** Reads a `text:p` or `text:h`. */
export function readOdfLine(context: OdfContext, paragraph: Xml, inTable: boolean): OdfLine {
  const line: OdfLine = { text: '', isBold: false, asides: [] };
  let bold = '';
  let gap = false;
  const add = (words: string, isBold: boolean): void => {
    // What is left out leaves no double space.
    line.text += gap && /\s$/.test(line.text) ? words.trimStart() : words;
    gap = false;
    if (isBold || words.trim() === '') bold += words;
  };
  const read = (element: Xml, isBold: boolean): void => {
    for (const child of element.childNodes) {
      if (child.type === 'text') add(child.data.replace(/\s+/g, ' '), isBold);
      const inner = asElement(child);
      if (inner !== null) readElement(inner, isBold);
    }
  };
  const readElement = (element: Xml, isBold: boolean): void => {
    if (skipped.has(element.name)) {
      if (element.name === 'office:annotation') context.leaveOut('comments');
      return;
    }
    switch (element.name) {
      case 'text:s':
        add(' '.repeat(Math.min(20, Number(element.attribs['text:c'] ?? 1) || 1)), isBold);
        return;
      case 'text:tab':
        add('\t', isBold);
        return;
      case 'text:line-break':
        add('\n', isBold);
        return;
      case 'text:note':
        add(` (note ${context.numberOf(element)})`, isBold);
        line.asides.push(element);
        return;
      case 'text:ruby':
        read(kid(element, 'text:ruby-base') ?? element, isBold);
        add(`(${textOf(kid(element, 'text:ruby-text'))})`, isBold);
        return;
      case 'field:fieldmark':
        if (/\.FORMCHECKBOX$/.test(element.attribs['field:type'] ?? '')) add(boxOf(element), isBold);
        else read(element, isBold);
        return;
      case 'text:span':
        readSpan(element, isBold);
        return;
      case 'text:conditional-text':
      case 'text:hidden-paragraph':
        return;
      default:
        if (!element.name.startsWith('draw:')) read(element, isBold);
        else {
          const math =
            below(element, 'math')[0] ?? below(element, 'math:math')[0] ?? formulaIn(context, element);
          if (math === undefined) line.asides.push(element);
          else add(` ${equationText(math)} `, isBold);
        }
    }
  };
  const readSpan = (span: Xml, isBold: boolean): void => {
    const style = context.styles.style(span.attribs['text:style-name']);
    if (style.hidden || style.struck) {
      if (textOf(span).trim() !== '') context.leaveOut(style.struck ? 'struck-text' : 'hidden-text');
      gap = true;
    } else if (below(span, 'text:note').length > 0) read(span, isBold || style.bold);
    else if (style.position === 'super')
      add(superscriptText(line.text.slice(-40), textOf(span), inTable), isBold);
    else if (style.position === 'sub') add(subscriptText(line.text.slice(-40), textOf(span)), isBold);
    else read(span, isBold || style.bold);
  };
  const own = context.styles.style(paragraph.attribs['text:style-name']);
  if (own.struck || own.hidden) {
    if (textOf(paragraph).trim() !== '') context.leaveOut(own.struck ? 'struck-text' : 'hidden-text');
    return line;
  }
  read(paragraph, own.bold);
  line.isBold = line.text.trim() !== '' && line.text.trim() === bold.trim();
  return line;
}
