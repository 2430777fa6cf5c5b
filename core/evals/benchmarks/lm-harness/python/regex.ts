const QUANTIFIER = /^\{(?:\d+(?:,\d*)?|,\d+)\}/;
const CLASSES: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{N}_',
};
const NEGATED: Readonly<Record<string, string>> = { D: '\\P{Nd}', W: '[^\\p{L}\\p{N}_]' };

/**
 * A pattern in Python's syntax as a global one of JavaScript's with the same matches: flags at the front, named groups,
 * Unicode classes, `$` before a last line end, `\A` and `\Z`. Throws a SyntaxError where it has no counterpart.
 */
export function pythonRegex(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const regex = compile(pattern);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(pattern, regex);
  return regex;
}

/** Patterns come from task files: a handful, each for every answer. Used with matchAll and replace, they keep no state. */
const compiled = new Map<string, RegExp>();
const MOST_COMPILED = 1000;

function compile(pattern: string): RegExp {
  const [, letters = ''] = /^\(\?([imsuaL]+)\)/.exec(pattern) ?? [];
  const flags = new Set(['g', 'u', ...[...letters].filter((letter) => 'ims'.includes(letter))]);
  const source = pattern.slice(letters === '' ? 0 : letters.length + 3);
  let [out, at, inClass] = ['', 0, false];
  while (at < source.length) {
    const mark = source[at] ?? '';
    const rest = source.slice(at);
    let [taken, written] = [1, mark];
    if (mark === '\\') [taken, written] = escapeOf(rest, inClass, flags.has('m'));
    else if (inClass) {
      if (mark === ']') inClass = false;
      else if (mark === '[') written = '\\[';
    } else if (mark === '[') {
      inClass = true;
      // A bracket right after the opening one is meant as itself.
      const [opening = '['] = /^\[\^?\]?/.exec(rest) ?? [];
      [taken, written] = [opening.length, opening.replace(']', '\\]')];
    } else if (rest.startsWith('(?P<')) [taken, written] = [4, '(?<'];
    else if (rest.startsWith('(?P=')) {
      const [whole = '(?P=', name = ''] = /^\(\?P=(\w+)\)/.exec(rest) ?? [];
      [taken, written] = [whole.length, `\\k<${name}>`];
    } else if (mark === '$' && !flags.has('m')) written = '(?=\\n?(?![\\s\\S]))';
    else if (mark === '{') {
      const [quantifier] = QUANTIFIER.exec(rest) ?? [];
      [taken, written] =
        quantifier === undefined ? [1, '\\{'] : [quantifier.length, quantifier.replace('{,', '{0,')];
    } else if (mark === '}' || mark === ']') written = `\\${mark}`;
    out += written;
    at += taken;
  }
  return new RegExp(out, [...flags].join(''));
}

function escapeOf(rest: string, inClass: boolean, multiline: boolean): [number, string] {
  const mark = rest[1] ?? '';
  const classed = CLASSES[mark];
  if (classed !== undefined) return [2, inClass ? classed : `[${classed}]`];
  if (!inClass && NEGATED[mark] !== undefined) return [2, NEGATED[mark]];
  if (mark === 'Z') return [2, '(?![\\s\\S])'];
  if (mark === 'A') return [2, multiline ? '(?<![\\s\\S])' : '^'];
  if (mark === 'a') return [2, '\\x07'];
  if (/[a-zA-Z\d]/.test(mark) || '^$\\.*+?()[]{}|/'.includes(mark) || (inClass && mark === '-'))
    return [2, `\\${mark}`];
  return [2, mark];
}

/** Python's `findall`: the whole match, its one group, or all groups; a group that takes no part is empty. */
export function findAll(pattern: RegExp, text: string): (string | string[])[] {
  return [...text.matchAll(pattern)].map(([whole, ...groups]) => {
    const texts = groups.map((group: string | undefined) => group ?? '');
    return texts.length === 0 ? whole : texts.length === 1 ? (texts[0] ?? '') : texts;
  });
}
