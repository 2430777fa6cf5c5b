import { checkboxText } from '../../marks/checkbox.ts';

/** Signs of the Wingdings fonts that say something, by their place in the font. */
const signs: Readonly<Record<string, string>> = {
  'wingdings/fe': checkboxText(true),
  'wingdings/fd': checkboxText(true),
  'wingdings/78': checkboxText(true),
  'wingdings/a8': checkboxText(false),
  'wingdings/6f': checkboxText(false),
  'wingdings/71': checkboxText(false),
  'wingdings/fc': '✔',
  'wingdings/fb': '✘',
  'wingdings/e0': '→',
  'wingdings/df': '←',
  'wingdings 2/52': checkboxText(true),
  'wingdings 2/54': checkboxText(true),
  'wingdings 2/a3': checkboxText(false),
  'wingdings 2/50': '✔',
  'wingdings 2/4f': '✘',
  'symbol/b0': '°',
  'symbol/b1': '±',
  'symbol/a3': '≤',
  'symbol/b3': '≥',
  'symbol/b9': '≠',
  'symbol/b4': '×',
  'symbol/6d': 'µ',
  'symbol/57': 'Ω',
  'symbol/ae': '→',
};

/** A `w:sym` as text; '' for signs that are only ornament. */
export function symbolText(font: string, char: string): string {
  const code = Number.parseInt(char, 16);
  if (!Number.isFinite(code)) return '';
  const place = (code & 0xff).toString(16).padStart(2, '0');
  const known = signs[`${font.toLowerCase()}/${place}`];
  if (known !== undefined) return known;
  // Fonts of letters keep their characters; those of pictures lie in the private area.
  return code >= 0xf000 || /wingdings|webdings|symbol/i.test(font) || code < 0x20
    ? ''
    : String.fromCodePoint(code);
}
