import { isWide } from '../text/wide-lines.ts';

/** First parts that English sets off with a hyphen that stays when a line ends there. */
const keepsHyphen =
  /(?:^|[^\p{L}])(?:self|well|ex|half|cross|non|all|quasi|vice|[\p{L}]+-[\p{L}]+|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|two|three|four|six|eight|ten|mid|co|e|x)-$/iu;

/** Lines made one: divided words joined, a space between words, none between characters of Chinese or Japanese. */
export function joinLines(lines: readonly string[], known?: ReadonlySet<string>): string {
  const pieces: string[] = [];
  for (const line of lines) {
    const before = pieces.at(-1);
    if (before === undefined) {
      pieces.push(line);
      continue;
    }
    const { kept, gap } = joint(before, line, known);
    pieces[pieces.length - 1] = kept + gap;
    pieces.push(line);
  }
  return pieces.join('');
}

/** The words of a document with and without hyphens inside, in lower case: they tell how a divided word is written. */
export function knownWords(texts: Iterable<string>): Set<string> {
  const known = new Set<string>();
  for (const text of texts)
    for (const [word] of text.matchAll(/\p{L}+(?:[-‐]\p{L}+)*/gu))
      known.add(word.toLowerCase().replaceAll('‐', '-'));
  return known;
}

/** What stays of the line before, and what stands between the two. */
function joint(before: string, line: string, known?: ReadonlySet<string>): { kept: string; gap: string } {
  const end = before.at(-1) ?? '';
  if (end === '\u00ad') return { kept: before.slice(0, -1), gap: '' };
  if (end === '-' || end === '‐') {
    const isWord = /[\p{L}\p{N}]$/u.test(before.slice(-3, -1));
    const isPair = /^(?:und|oder|and|or|bzw|et|ou|y|o|e)\b/.test(line);
    if (!isWord || isPair || !/^[\p{L}\p{N}]/u.test(line)) return { kept: before, gap: ' ' };
    const isDivided =
      /\p{L}$/u.test(before.slice(-3, -1)) &&
      /^\p{Ll}/u.test(line) &&
      !hyphenStays(before.slice(-80), line, known);
    return { kept: isDivided ? before.slice(0, -1) : before, gap: '' };
  }
  const start = [...line.slice(0, 2)][0] ?? '';
  return { kept: before, gap: isWide(lastOf(before) ?? end) && isWide(start) ? '' : ' ' };
}

function lastOf(text: string): string | undefined {
  return [...text.slice(-2)].at(-1);
}

function hyphenStays(before: string, line: string, known?: ReadonlySet<string>): boolean {
  const first = /[\p{L}-]+[-‐]$/u.exec(before)?.[0].toLowerCase().replaceAll('‐', '-') ?? '';
  const second = /^\p{L}+(?:[-‐]\p{L}+)*/u.exec(line)?.[0].toLowerCase() ?? '';
  if (known?.has(first + second)) return true;
  if (known?.has(first.slice(0, -1) + second)) return false;
  return keepsHyphen.test(first) && second.length >= 3 && !/^(?:ness|ish|fish)/.test(second);
}
