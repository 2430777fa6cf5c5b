import { firstBlock } from './code-spans.ts';

/** JSON that was read; `repaired` = not as it was written. */
export type ReadJson =
  | { kind: 'read'; value: unknown; repaired: boolean }
  | { kind: 'unreadable'; why: string };

/** Deeper than any answer; what is deeper was made to exhaust whoever walks it. */
const DEEPEST = 100;
const LITERALS: Record<string, string> = { True: 'true', False: 'false', None: 'null', undefined: 'null' };

/**
 * Reads JSON as models write it: in a code fence or between sentences, with trailing commas, comments, single quotes,
 * bare keys, raw line ends in texts or Python's names. What is cut off is unreadable: half a value is not completed.
 */
export function readJson(text: string): ReadJson {
  const strict = parse(text);
  if (strict !== undefined) return checkDepth(strict.value, false);
  for (const candidate of candidatesIn(text)) {
    const found = parse(candidate) ?? parse(mend(candidate));
    if (found !== undefined) return checkDepth(found.value, true);
  }
  return { kind: 'unreadable', why: text.trim() === '' ? 'it is empty' : 'it is not JSON' };
}

/** A box around the value, since `undefined` stands for failure. */
function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function checkDepth(value: unknown, repaired: boolean): ReadJson {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return { kind: 'unreadable', why: 'it is nested too deeply' };
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return { kind: 'read', value, repaired };
}

/** Where JSON may stand: in a fence, or from the first bracket to the last of its kind. */
function candidatesIn(text: string): string[] {
  const fenced = firstBlock(text);
  const start = text.search(/[{[]/);
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
  const outermost = start !== -1 && end > start ? text.slice(start, end + 1) : undefined;
  return [fenced, outermost].filter((one) => one !== undefined);
}

/** One token of near-JSON: a text in either quotes, a comment, a word, or a comma before a closing bracket. */
const TOKEN =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_$][\w$]*|,(?=\s*[}\]])/g;

function mend(text: string): string {
  return text.replace(TOKEN, (token, at: number) => {
    if (token.startsWith('"')) return escapeControls(token);
    if (token.startsWith("'"))
      return escapeControls(`"${token.slice(1, -1).replace(/\\'/g, "'").replace(/"/g, '\\"')}"`);
    if (token.startsWith('/') || token === ',') return '';
    if (/^\s*:/.test(text.slice(at + token.length, at + token.length + 20))) return `"${token}"`;
    return LITERALS[token] ?? token;
  });
}

const CONTROLS: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeControls(quoted: string): string {
  return quoted.replace(/\p{Cc}/gu, (one) => CONTROLS[one] ?? ' ');
}
