import { describe, expect, it } from 'vitest';
import { decodeAs, decodeText } from '../../../../knowledge/parsers/text/charset.ts';
import { knownCharset } from '../../../../knowledge/parsers/text/charset-names.ts';

/** Text in the bytes of a DOS charset, of which these letters are given. */
function inDos(text: string, letters: Readonly<Record<string, number>>): Buffer {
  return Buffer.from([...text].map((char) => letters[char] ?? char.charCodeAt(0)));
}
const west = { ä: 0x84, ö: 0x94, ü: 0x81, Ö: 0x99, ß: 0xe1, é: 0x82, è: 0x8a, à: 0x85, ê: 0x88, û: 0x96 };
const polish = { ą: 0xa5, ę: 0xa9, ł: 0x88, ó: 0xa2, ś: 0x98, ż: 0xbe, ć: 0x86, ń: 0xe4 };

describe('charsets of DOS', () => {
  it.each([
    ['Die Schlüssel hängen über der Tür. Öl gehört in das grüne Faß.', west],
    ['Le café coûte 2 francs après le déjeuner. La salle est fermée à la fête.', west],
    ['Pączki są sprzedawane w każdą sobotę, a chleb żytni w środę.', polish],
  ])('are found out: %s', (text, letters) => {
    expect(decodeText(inDos(text, letters))).toMatchObject({ kind: 'decoded', text });
  });

  it.each([
    [
      '\u0093Open\u0094 and \u0093shut\u0094: it\u0092s on the door \u0096 in red.',
      '“Open” and “shut”: it’s on the door – in red.',
    ],
    ['Caf\u00e9 10 \u0080', 'Café 10 €'],
  ])('do not take over the quotes and accents of Windows', (latin, text) => {
    expect(decodeText(Buffer.from(latin, 'latin1'))).toMatchObject({ charset: 'windows-1252', text });
  });

  it('can be chosen by the names that people know', () => {
    expect(['cp850', 'IBM437', 'dos-852'].map(knownCharset)).toEqual(['ibm850', 'ibm437', 'ibm852']);
    expect(decodeAs(Buffer.from([0xb3, 0x20, 0x81]), 'ibm437')).toMatchObject({ text: '│ ü' });
  });
});
