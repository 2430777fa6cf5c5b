import { superscriptText } from '../../marks/superscript.ts';
import { kid, kids, textOf, type Xml } from '../xml.ts';

/** The text of a `<si>` or `<is>`: struck runs left out, raised ones as marks, readings of characters dropped. */
export function richText(element: Xml | null): string {
  let text = '';
  for (const part of kids(element)) {
    if (part.name === 't') text += textOf(part);
    if (part.name !== 'r') continue;
    const look = kid(part, 'rPr');
    if (isOn(kid(look, 'strike'))) continue;
    const words = textOf(kid(part, 't'));
    text +=
      kid(look, 'vertAlign')?.attribs['val'] === 'superscript'
        ? superscriptText(text.slice(-40), words, true)
        : words;
  }
  // Characters that XML does not allow are written as codes.
  return text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => controlText(code))
    : text;
}

/** Whether an element that switches something on is there and does not say no. */
export function isOn(element: Xml | null): boolean {
  return element !== null && !/^(?:0|false)$/.test(element.attribs['val'] ?? '1');
}

function controlText(code: string): string {
  const value = Number.parseInt(code, 16);
  return value < 0x20 ? (value === 0x0a ? '\n' : ' ') : String.fromCharCode(value);
}
