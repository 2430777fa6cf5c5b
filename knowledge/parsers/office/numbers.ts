const roman: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** A number as a list shows it: `decimal`, `lowerLetter`, `upperRoman` and so on; kinds of other scripts as figures. */
export function numberText(count: number, kind: string): string {
  switch (kind) {
    case 'none':
      return '';
    case 'lowerLetter':
      return letters(count);
    case 'upperLetter':
      return letters(count).toUpperCase();
    case 'lowerRoman':
      return romanText(count);
    case 'upperRoman':
      return romanText(count).toUpperCase();
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}

function letters(count: number): string {
  if (count < 1 || count > 10_000) return String(count);
  // Word goes on after z with aa, bb.
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1);
}

function romanText(count: number): string {
  if (count < 1 || count > 5_000) return String(count);
  let rest = count;
  let text = '';
  for (const [value, sign] of roman) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}
