import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../core/local/system-clock.ts';
import { createParserPool } from '../../../knowledge/parsers/pool/parser-pool.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/cases/documents', import.meta.url));
const isMissing = !existsSync(folder);
const pool = isMissing ? null : createParserPool({ clock: systemClock, size: 1 });
afterAll(() => pool?.close());

/** What a kind's file must say, each found in one block; and what it must not say anywhere. */
type Case = { file: string; says: (string | RegExp)[]; never?: (string | RegExp)[]; title?: string };

const cases: Case[] = [
  { file: 'altchunk/docx-altchunk.docx', says: ['The canteen opens at 11:15.'] },
  {
    file: 'auto-numbering/docx-numbering.docx',
    says: ['3. Waste oil goes into the blue barrel.', /^2\.2 Noise$/],
  },
  {
    file: 'cell-formats/xlsx-times-percents.xlsx',
    says: [
      /Starts: 2025-04-01 \| From: 08:30 \| Until: 12:30/,
      /Discount: 15 ?%/,
      /Published: 2025-03-15 14:30/,
      /Length: 36:00/,
    ],
    never: ['1899-12-30', '14:29:59'],
  },
  { file: 'charts/docx-chart.docx', says: ['Autumn | Visitors: 2260'] },
  { file: 'charts/pptx-chart.pptx', says: ['Autumn | Visitors: 2260'] },
  {
    file: 'checkbox-state/docx-checkbox.docx',
    says: [/☐ \(not ticked\) Load test passed/, /☑ \(ticked\) Translations reviewed/],
  },
  {
    file: 'checkbox-state/tasks.md',
    says: [/☐ \(not ticked\) Load test passed/, 'The price was 58 crowns.'],
    never: ['64 crowns'],
  },
  { file: 'json-variants/jsonc.json', says: ['depth: 14'] },
  { file: 'json-variants/ndjson.json', says: ['name: Holm | depth: 9 m'] },
  { file: 'meta-charset/html-meta-1251.html', says: ['Склад открыт с 9 до 18.'], title: 'График' },
  { file: 'meta-charset/html-meta-1257.html', says: ['Prašymas pateikiamas prieš keturiolika dienų.'] },
  { file: 'odf-list-in-cell/odp-list-in-cell.odp', says: ['Lock: Brun | Lift: 2.9 m'] },
  {
    file: 'odf-list-in-cell/odt-list-in-cell.odt',
    says: [/Role: Warden \|.*check the fire doors.*test the siren/],
  },
  { file: 'office-preview-picture/docx-emf-preview.docx', says: ['Drain the pump every 90 days.'] },
  {
    file: 'raw-markup/adoc.adoc',
    says: ['The fee is 52 crowns a week.', 'Berth: 7 | Depth: 3.1 m | Fee: 40'],
    never: ['{fee}', '|==='],
    title: 'Boathouse rules',
  },
  {
    file: 'raw-markup/rst.rst',
    says: ['Berth: 7 | Depth: 3.1 m | Fee: 40', 'The fee of berth 6 is due on 1 May.'],
    never: ['====', ':ref:', '``'],
    title: 'Boathouse rules',
  },
  {
    file: 'raw-markup/md-mix.md',
    says: [
      'Wear shoes with a rubber sole',
      /Above 500 crowns – yes → Call the insurer/,
      'Winter: In winter the ramp',
    ],
    never: [':::', '[!NOTE]', '[[', '{%', '-->'],
  },
  {
    file: 'rowspan-shift/docx-vmerge.docx',
    says: ['Region: North | Branch: Narvund | Manager: Ole Brandt | Extension: 4427'],
  },
  { file: 'rowspan-shift/html-rowspan.html', says: ['Week: 31 | Day: Tuesday | On duty: Pia | Backup: Ida'] },
  {
    file: 'rowspan-shift/odt-rowspan-footnote.odt',
    says: ['Pier: North | Boat: Ostrik | Length: 11 m', 'Not on the second Sunday of June.'],
    never: ['The old rule of four weeks'],
  },
  { file: 'superscript-figure/docx-superscript.docx', says: ['4,500 (note 1)'], never: ['4,5001'] },
  {
    file: 'superscript-figure/html-superscript.html',
    says: ['12,400 (note 3)', /10(?:\^4|⁴)/, '85 m²'],
    never: ['12,4003', '104 units', '64 crowns'],
  },
  {
    file: 'tabs-accordion/html-accordion.html',
    says: ['Nine days, then a reminder is sent.', /^How long may I keep/],
  },
  {
    file: 'tabs-accordion/html-tabs.html',
    says: ['open SensorSetup and tick the box Run at start', /^Windows$/],
  },
  { file: 'term-and-definition/dl.html', says: ['Warp: A rope that holds the boat to a bollard.'] },
  { file: 'term-and-definition/nested.md', says: ['Engine room: Pia Kern, Jon Lund'] },
  { file: 'text-tables/fixedtable.txt', says: ['Berth: 7 | Depth: 3.1 m | Fee: 40 | Holder: Ole Brandt'] },
  { file: 'text-tables/tabtable.txt', says: ['Berth: 7 | Depth: 3.1 m'] },
  {
    file: 'title-row-above-table/csv-title-row.csv',
    says: ['Route: Holm-Vessel | Adult: 62 | Child: 31 | Car: 240', /^Ferry fares valid from May$/],
    never: ['Ferry fares valid from May:'],
  },
  { file: 'title-row-above-table/ods-repeat.ods', says: ['Route: Skarnes | Adult: 48 | Child: 24'] },
  {
    file: 'title-row-above-table/xlsx-title-row.xlsx',
    says: ['Route: Holm–Vessel | Adult: 62 | Child: 31 | Car: 240', /^Ferry fares, valid from May$/],
  },
  {
    file: 'wide-rows/wide-row.csv',
    says: [
      /^Boat: Ostrik \|.*Insurance company: Kaisund Assurance/m,
      /^Boat: Terna \|.*Draught in metres: 0.95/m,
    ],
  },
];

describe.skipIf(isMissing)(
  'files read as people read them (skipped: shared/data/cases/documents is absent)',
  () => {
    it.each(cases)('reads $file', async ({ file, says, never = [], title }) => {
      const result = await (pool as NonNullable<typeof pool>).parse({
        path: path.join(folder, file),
        name: path.basename(file),
      });
      if (result.kind === 'rejected') throw new Error(`${file}: ${result.message}`);
      const [document] = result.documents;
      const texts = document?.blocks.map((block) => block.text) ?? [];
      for (const wanted of says)
        expect(
          texts.some((text) => holds(text, wanted)),
          `${wanted} in ${texts.join('\n')}`,
        ).toBe(true);
      for (const wrong of never)
        expect(
          texts.filter((text) => holds(text, wrong)),
          String(wrong),
        ).toEqual([]);
      if (title !== undefined) expect(document?.title).toBe(title);
    });

    it('says that an encrypted file is protected, not damaged', async () => {
      const file = path.join(folder, 'odt-encrypted/odt-encrypted.odt');
      expect(existsSync(file) && readFileSync(file).length).toBeGreaterThan(0);
      const result = await (pool as NonNullable<typeof pool>).parse({
        path: file,
        name: 'odt-encrypted.odt',
      });
      expect(result).toMatchObject({ kind: 'rejected', reason: 'password-protected' });
    });
  },
);

function holds(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}
