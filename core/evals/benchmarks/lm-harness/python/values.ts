/** JSON values with the meaning that Python gives them; what a template sees and prints. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Fields = { [field: string]: Value };

/** What Python's `str` makes of a value: a list or a mapping as its literal, a text as it is. */
export function pythonText(value: Value): string {
  return typeof value === 'string' ? value : literalOf(value);
}

function literalOf(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  const entries = Object.entries(value).map(([key, held]) => `${quoted(key)}: ${literalOf(held)}`);
  return `{${entries.join(', ')}}`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, (mark) => SHORT_ESCAPES[mark] ?? mark);
  return `${quote}${escaped.replaceAll(quote, `\\${quote}`)}${quote}`;
}

const TOKEN =
  /\s*(?:([[\](){},:])|('(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(True|False|None))/y;
const NAMES: Readonly<Record<string, Value>> = { True: true, False: false, None: null };

/** Reads a Python literal: texts, numbers, names, lists, tuples and mappings. Undefined where it is none. */
export function readLiteral(text: string): Value | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const [match] = TOKEN.exec(text) ?? [];
    if (match === undefined) return undefined;
    tokens.push(match.trim());
  }
  try {
    const value = readValue(tokens);
    return tokens.length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Takes a value off the front of the tokens; throws where there is none. */
function readValue(tokens: string[]): Value {
  const token = tokens.shift() ?? '';
  if (token === '{' && (tokens[0] === '}' || tokens[1] === ':')) return readMapping(tokens);
  const closing = CLOSING[token];
  if (closing !== undefined) {
    const items: Value[] = [];
    while (tokens[0] !== closing) {
      items.push(readValue(tokens));
      if (tokens[0] === ',') tokens.shift();
      else if (tokens[0] !== closing) throw new SyntaxError();
    }
    tokens.shift();
    return items;
  }
  if (Object.hasOwn(NAMES, token)) return NAMES[token] ?? null;
  if (/^['"]/.test(token)) return unescaped(token.slice(1, -1));
  if (/^[-+.\d]/.test(token)) return Number(token);
  throw new SyntaxError();
}

function readMapping(tokens: string[]): Value {
  const entries: [string, Value][] = [];
  while (tokens[0] !== '}') {
    const key = pythonText(readValue(tokens));
    if (tokens.shift() !== ':') throw new SyntaxError();
    entries.push([key, readValue(tokens)]);
    if (tokens[0] === ',') tokens.shift();
    else if (tokens[0] !== '}') throw new SyntaxError();
  }
  tokens.shift();
  return Object.fromEntries(entries);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|([\s\S]))/gi, (_, hex, unicode, mark: string) => {
    const code: string | undefined = hex ?? unicode;
    return code === undefined ? (ESCAPES[mark] ?? mark) : String.fromCharCode(Number.parseInt(code, 16));
  });
}
