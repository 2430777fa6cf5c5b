/** Attributes of components that no reader sees. */
const unseen =
  /^(?:class(?:name)?|id|ids|href|src|to|style|variant|colou?r|icon|size|width|height|type|key|ref|lang|language|align|target|rel|on\w+|data-.*|aria-(?!label).*|default\w*|queryString|groupId|slug|path|url|link|image|img|file|theme|layout|mode|kind|as|is|slot|role|tabindex)$/i;
const component =
  /<([A-Z][\w.]{0,60})((?:\s+[\w:-]{1,60}(?:\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}'|\{[^{}]{0,2000}\}))?){0,30})\s*\/>/g;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{([^{}]*)\})/g;
const literal = /"([^"]*)"|'([^']*)'|`([^`$]*)`|^\s*(-?\d+(?:\.\d+)?)\s*$/g;

/** Components without content (`<Key k="z"/>`) as the words of their attributes; other tags stay. */
export function readComponents(html: string): string {
  if (!/<[A-Z]/.test(html) || !html.includes('/>')) return html;
  return html.replace(component, (_, _name: string, attributes: string) => attributeWords(attributes));
}

/** What the attributes of a component say to a reader. */
export function attributeWords(attributes: string): string {
  const words: string[] = [];
  for (const [, name = '', double, single, code] of attributes.matchAll(attribute)) {
    if (unseen.test(name)) continue;
    const values =
      code === undefined
        ? [double ?? single ?? '']
        : [...code.matchAll(literal)].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    words.push(...values.filter(isWords));
  }
  return words.join(', ');
}

function isWords(value: string): boolean {
  return (
    value.trim() !== '' &&
    !/^(?:true|false|https?:|\.{0,2}\/|#)/.test(value) &&
    !/^\S+\.(?:png|svg|jpe?g|tsx?|jsx?|mdx?)$/i.test(value)
  );
}
