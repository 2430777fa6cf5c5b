import { parseDocument } from 'htmlparser2';
import { asElement, type HtmlElement, type HtmlNode } from '../html/html-nodes.ts';

/** An element of a package's XML. Names carry the prefixes that the formats' own programs write: `w:p`, `text:span`. */
export type Xml = HtmlElement;

/** The usual prefix of each namespace that is read; a file may choose others. Strict and transitional names are one. */
const usual: readonly (readonly [RegExp, string])[] = [
  [/\/wordprocessingml\/(?:2006\/)?main$/, 'w'],
  [/\/spreadsheetml\/(?:2006\/)?main$/, ''],
  [/\/presentationml\/(?:2006\/)?main$/, 'p'],
  [/\/drawingml\/(?:2006\/)?main$/, 'a'],
  [/\/drawingml\/(?:2006\/)?chart$/, 'c'],
  [/\/drawingml\/(?:2006\/)?diagram$/, 'dgm'],
  [/\/drawingml\/(?:2006\/)?wordprocessingDrawing$/, 'wp'],
  [/\/drawingml\/(?:2006\/)?spreadsheetDrawing$/, 'xdr'],
  [/\/drawingml\/(?:2006\/)?picture$/, 'pic'],
  [/\/officeDocument\/(?:2006\/)?math$/, 'm'],
  [/\/officeDocument\/(?:2006\/)?relationships$/, 'r'],
  [/\/markup-compatibility\/2006$/, 'mc'],
  [/\/wordprocessingShape$/, 'wps'],
  [/\/word\/2010\/wordml$/, 'w14'],
  [/\/package\/2006\/relationships$/, ''],
  [/opendocument:xmlns:office:/, 'office'],
  [/opendocument:xmlns:text:/, 'text'],
  [/opendocument:xmlns:table:/, 'table'],
  [/opendocument:xmlns:drawing:/, 'draw'],
  [/opendocument:xmlns:style:/, 'style'],
  [/opendocument:xmlns:xsl-fo-compatible:/, 'fo'],
  [/opendocument:xmlns:presentation:/, 'presentation'],
  [/opendocument:xmlns:chart:/, 'chart'],
  [/opendocument:xmlns:manifest:/, 'manifest'],
  [/1999\/xlink$/, 'xlink'],
];

/** The root element, or null for a text without one. Entities of a DTD are not followed. */
export function readXml(text: string): Xml | null {
  const document = parseDocument(text, { xmlMode: true, decodeEntities: true });
  const root = document.children
    .map((node) => asElement(node as HtmlNode))
    .find((each) => each !== null && each.type === 'tag');
  if (root === undefined || root === null) return null;
  const renames = renamesOf(root.attribs);
  if (renames.size > 0) rename(root, renames);
  return root;
}

function renamesOf(attribs: Record<string, string>): Map<string, string> {
  const renames = new Map<string, string>();
  for (const [name, uri] of Object.entries(attribs)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const prefix = name === 'xmlns' ? '' : name.slice(6);
    const wanted = usual.find(([pattern]) => pattern.test(uri))?.[1];
    if (wanted !== undefined && wanted !== prefix) renames.set(prefix, wanted);
  }
  return renames;
}

function rename(root: Xml, renames: Map<string, string>): void {
  const open: Xml[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    element.name = renamed(element.name, renames, true);
    for (const name of Object.keys(element.attribs)) {
      const other = renamed(name, renames, false);
      if (other !== name) element.attribs[other] = element.attribs[name] ?? '';
    }
    for (const child of element.childNodes) {
      const inner = asElement(child);
      if (inner !== null) open.push(inner);
    }
  }
}

function renamed(name: string, renames: Map<string, string>, isElement: boolean): string {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  // An attribute without a prefix belongs to no namespace.
  const wanted = colon < 0 && !isElement ? undefined : renames.get(prefix);
  if (wanted === undefined) return name;
  const local = name.slice(colon + 1);
  return wanted === '' ? local : `${wanted}:${local}`;
}

/** The child elements, or those of a name. */
export function kids(element: Xml | null | undefined, name?: string): Xml[] {
  if (element === null || element === undefined) return [];
  const found: Xml[] = [];
  for (const child of element.childNodes) {
    const inner = asElement(child);
    if (inner !== null && (name === undefined || inner.name === name)) found.push(inner);
  }
  return found;
}

/** The first child of a name, and so on down a path: `kid(p, 'w:pPr', 'w:numPr')`. */
export function kid(element: Xml | null | undefined, ...path: string[]): Xml | null {
  let at: Xml | null = element ?? null;
  for (const name of path) at = at === null ? null : (kids(at, name)[0] ?? null);
  return at;
}

/** All elements of a name below an element, in order. */
export function below(element: Xml | null | undefined, name: string): Xml[] {
  const found: Xml[] = [];
  const open: Xml[] = [...kids(element)].reverse();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.name === name) found.push(at);
    open.push(...kids(at).reverse());
  }
  return found;
}

/** All characters below an element. */
export function textOf(element: Xml | null | undefined): string {
  if (element === null || element === undefined) return '';
  let text = '';
  const open: HtmlNode[] = [element];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'text') text += node.data;
    const inner = asElement(node);
    if (inner !== null)
      for (let at = inner.childNodes.length - 1; at >= 0; at -= 1)
        open.push(inner.childNodes[at] as HtmlNode);
  }
  return text;
}
