import { asElement, type HtmlElement, type HtmlNode } from '../html/html-nodes.ts';

/** Nested deeper, an equation is read as its bare characters. */
const DEEPEST = 60;

/** Names of MathML and of Word's OMML that mean the same. */
const sameAs: Readonly<Record<string, string>> = {
  'm:f': 'mfrac',
  'm:ssup': 'msup',
  'm:ssub': 'msub',
  'm:ssubsup': 'msubsup',
  'm:rad': 'mroot',
  'm:nary': 'nary',
  'm:d': 'fenced',
  'm:m': 'mtable',
  'm:mr': 'mtr',
  'm:func': 'func',
  'm:eqarr': 'lines',
};
/** Properties of OMML, and what MathML holds beside the formula. */
const skipped = /^(?:m:\w+pr|m:ctrlpr|w:rpr|annotation|annotation-xml|mphantom|none|mprescripts)$/;

/** A formula on one line: `v = (s)/(t)`, `a^2`, `√(x)`. For MathML and for OMML. */
export function equationText(math: HtmlElement): string {
  return read(math, 0).replace(/\s+/g, ' ').trim();
}

function read(node: HtmlNode, depth: number): string {
  if (node.type === 'text') return node.data.replace(/[\u2061-\u2064]/g, '');
  const element = asElement(node);
  if (element === null) return '';
  const name = element.name.toLowerCase();
  if (skipped.test(name) || depth > DEEPEST) return '';
  const parts = partsOf(element).map((child) => read(child, depth + 1));
  const [first = '', second = '', third = ''] = parts.filter((_, at) => parts.length < 4 || at < 4);
  switch (sameAs[name] ?? name) {
    case 'mo': {
      const sign = parts.join('').trim();
      return /^[=≠≤≥<>+−×·⋅÷±→∈]$/.test(sign) ? ` ${sign} ` : sign === '-' ? ' - ' : sign;
    }
    case 'mfrac':
      return `${grouped(first)}/${grouped(second)}`;
    case 'msup':
      return `${grouped(first)}^${grouped(second)}`;
    case 'msub':
      return `${grouped(first)}_${grouped(second)}`;
    case 'msubsup':
      return `${grouped(first)}_${grouped(second)}^${grouped(third)}`;
    case 'munderover':
      return `${first}_${grouped(second)}^${grouped(third)} `;
    case 'munder':
      return `${first}_${grouped(second)} `;
    case 'msqrt':
      return `√(${parts.join('').trim()})`;
    case 'mroot': {
      const isWord = name.startsWith('m:');
      const [degree, radicand] = isWord ? [first, second] : [second, first];
      return degree.trim() === '' || parts.length < 2
        ? `√(${radicand || first})`
        : `root ${degree.trim()} of (${radicand})`;
    }
    case 'nary': {
      const [low, high, body] = [first, second, third];
      const sign = attribute(element, 'm:chr') ?? '∫';
      return ` ${sign}${low === '' ? '' : `_${grouped(low)}`}${high === '' ? '' : `^${grouped(high)}`} ${body}`;
    }
    case 'fenced':
      return `${attribute(element, 'm:begchr') ?? '('}${parts.join(', ')}${attribute(element, 'm:endchr') ?? ')'}`;
    case 'func':
      return `${first} ${second}`;
    case 'mtr':
      return `${parts.join(', ')}; `;
    case 'mtable':
      return `[${parts.join('').replace(/; $/, '')}]`;
    case 'lines':
      return parts.join('; ');
    default:
      return parts.join('');
  }
}

/** Children that mean something: no white space between elements, no properties. */
function partsOf(element: HtmlElement): HtmlNode[] {
  const leaf = /^(?:m:t|mi|mn|mo|mtext|ms)$/i.test(element.name);
  return element.childNodes.filter((child) => {
    if (child.type === 'text') return leaf || child.data.trim() !== '';
    const inner = asElement(child);
    return inner !== null && !skipped.test(inner.name.toLowerCase());
  });
}

/** A sign that OMML keeps in the properties of an element. */
function attribute(element: HtmlElement, name: string): string | null {
  for (const child of element.childNodes) {
    const properties = asElement(child);
    if (properties === null || !/pr$/i.test(properties.name)) continue;
    for (const inner of properties.childNodes) {
      const found = asElement(inner);
      if (found?.name.toLowerCase() === name) return found.attribs['m:val'] ?? '';
    }
  }
  return null;
}

function grouped(text: string): string {
  const inner = text.trim();
  return /^[\p{L}\p{N}.,]*$/u.test(inner) || /^\([^()]*\)$/.test(inner) ? inner : `(${inner})`;
}
