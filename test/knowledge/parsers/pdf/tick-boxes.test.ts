import { describe, expect, it } from 'vitest';
import { read } from '../../../fixtures/pdf-pages.ts';

const words = (text: string, x: number, y: number, font = 'F1', size = 11): string =>
  `BT /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`;
/** A box as browsers draw it: a white ground, then its border; a tick is a line. */
const box = (y: number, ticked: boolean): string =>
  `1 g 72.2 ${y - 0.8} 9.4 9.4 re f 0.5 g 72 ${y - 1} 9.8 9.8 re 73 ${y} 7.8 7.8 re f* 0 g` +
  (ticked ? ` 74 ${y + 4} m 76 ${y + 2} l 80 ${y + 7} l S` : '');

describe('boxes that a page draws', () => {
  it('are ticked where they hold a mark', async () => {
    const page = [
      words('The house is handed over each Friday.', 72, 720),
      box(690, true),
      words('Windows closed', 88, 690),
      box(660, false),
      words('Valve turned off', 88, 660),
    ].join('\n');
    expect(await read(page)).toEqual([
      'paragraph The house is handed over each Friday.',
      'list - ☑ (ticked) Windows closed\n- ☐ (not ticked) Valve turned off',
    ]);
  });

  it('are bullets where they are small or full', async () => {
    const page = [690, 670]
      .map((y, at) => `72 ${y} 5 5 re f ${words(['Rope', 'Lamp'][at] ?? '', 84, y)}`)
      .join('\n');
    expect(await read(page)).toEqual(['list - Rope\n- Lamp']);
  });

  it('are cells where words stand in them', async () => {
    const page = [690, 670].map(
      (y) => `72 ${y - 2} 12 12 re S ${words('4', 75, y, 'F1', 8)} ${words('Mon', 92, y)}`,
    );
    expect((await read(page.join('\n'))).join('\n')).not.toContain('ticked');
  });
});

describe('labels over their values', () => {
  it('are told by their fonts where the lines are set alike', async () => {
    const rows = [
      ['F1', 'Rated load', 'Speed'],
      ['F2', '630 kg', '1.6 m/s'],
      ['F1', 'Manufacturer', 'Year built'],
      ['F2', 'Haushahn', '1998'],
    ];
    const page = rows
      .flatMap(([font = '', one = '', other = ''], at) => [
        words(one, 72, 700 - 16 * at, font),
        words(other, 260, 700 - 16 * at, font),
      ])
      .join('\n');
    expect(await read(page)).toEqual([
      'table Rated load: 630 kg\nSpeed: 1.6 m/s\nManufacturer: Haushahn\nYear built: 1998',
    ]);
  });
});
