import { pythonText, type Value } from './values.ts';

type Method = (own: never, args: Value[]) => Value;

const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** Cuts the given characters, or white space, off one end or both. */
function strip(own: string, marks: Value | undefined, start: boolean, end: boolean): string {
  const cut = (letter: string) => (typeof marks === 'string' ? marks.includes(letter) : /^\s$/.test(letter));
  const letters = [...own];
  let [from, to] = [0, letters.length];
  while (start && from < to && cut(letters[from] ?? '')) from += 1;
  while (end && to > from && cut(letters[to - 1] ?? '')) to -= 1;
  return letters.slice(from, to).join('');
}

function split(own: string, [separator = null, most = -1]: Value[]): string[] {
  const limit = typeof most === 'number' && most >= 0 ? most : Number.POSITIVE_INFINITY;
  const parts: string[] = [];
  let rest = separator === null ? strip(own, undefined, true, false) : own;
  while (parts.length < limit) {
    const match =
      separator === null ? /\s+/.exec(rest) : { index: rest.indexOf(text(separator)), 0: text(separator) };
    if (match === null || match.index === -1) break;
    parts.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
  }
  return separator === null && rest === '' ? parts : [...parts, rest];
}

function replaced(own: string, [from, to, most = -1]: Value[]): string {
  const limit = typeof most === 'number' && most >= 0 ? most : Number.POSITIVE_INFINITY;
  let count = 0;
  return own.replaceAll(text(from), (match) => (count++ < limit ? text(to) : match));
}

const TEXT: Readonly<Record<string, (own: string, args: Value[]) => Value>> = {
  strip: (own, [marks]) => strip(own, marks, true, true),
  lstrip: (own, [marks]) => strip(own, marks, true, false),
  rstrip: (own, [marks]) => strip(own, marks, false, true),
  lower: (own) => own.toLowerCase(),
  upper: (own) => own.toUpperCase(),
  capitalize: (own) => own.slice(0, 1).toUpperCase() + own.slice(1).toLowerCase(),
  title: (own) =>
    own.toLowerCase().replace(/\p{L}+/gu, (word) => (word[0] ?? '').toUpperCase() + word.slice(1)),
  replace: replaced,
  split,
  splitlines: (own) => own.replace(/\r?\n$/, '').split(/\r?\n|\r/),
  join: (own, [items]) => (Array.isArray(items) ? items.map(text).join(own) : null),
  startswith: (own, [start]) => own.startsWith(text(start)),
  endswith: (own, [end]) => own.endsWith(text(end)),
  find: (own, [part]) => own.indexOf(text(part)),
  index: (own, [part]) => placeOf(own.indexOf(text(part))),
  count: (own, [part]) => own.split(text(part)).length - 1,
  isdigit: (own) => /^\p{Nd}+$/u.test(own),
  removeprefix: (own, [start]) => (own.startsWith(text(start)) ? own.slice(text(start).length) : own),
  removesuffix: (own, [end]) => (own.endsWith(text(end)) ? own.slice(0, own.length - text(end).length) : own),
  format: (own, args) => {
    let at = 0;
    return own.replace(/\{(\d*)\}/g, (_, number: string) =>
      pythonText(args[number === '' ? at++ : Number(number)] ?? ''),
    );
  },
};

const LIST: Readonly<Record<string, (own: Value[], args: Value[]) => Value>> = {
  index: (own, [item]) => placeOf(own.findIndex((held) => same(held, item))),
  count: (own, [item]) => own.filter((held) => same(held, item)).length,
};

const MAPPING: Readonly<Record<string, (own: { [key: string]: Value }, args: Value[]) => Value>> = {
  items: (own) => Object.entries(own),
  keys: (own) => Object.keys(own),
  values: (own) => Object.values(own),
  get: (own, [key, otherwise = null]) => own[text(key)] ?? otherwise,
};

/** Calls a method of a text, a list or a mapping as Python has it. Throws where it has none of that name. */
export function callMethod(own: Value, name: string, args: Value[]): Value {
  const methods = (
    typeof own === 'string'
      ? TEXT
      : Array.isArray(own)
        ? LIST
        : own !== null && typeof own === 'object'
          ? MAPPING
          : {}
  ) as Readonly<Record<string, Method>>;
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined)
    throw new Error(`there is no method "${name}" of ${pythonText(own).slice(0, 40)}`);
  return method(own as never, args);
}

function placeOf(at: number): number {
  if (at === -1) throw new Error('the value whose index is asked for is not there');
  return at;
}

function same(left: Value, right: Value | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
