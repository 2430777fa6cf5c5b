import { format } from 'numfmt';
import type { BlockBuilder, Place } from '../block-builder.ts';
import { squeeze } from '../text/text-tidy.ts';
import { below, kid, kids, textOf, type Xml } from './xml.ts';

const MOST_POINTS = 5_000;

/** A chart as a table: a row a category, a column a series. False = it holds no values. */
export function addChart(builder: BlockBuilder, root: Xml | null, place: Place): boolean {
  const chart = kid(root, 'c:chart');
  const series = below(kid(chart, 'c:plotArea'), 'c:ser');
  const columns = series.map((one, at) => ({
    name: squeeze(nameOf(kid(one, 'c:tx'))) || `Series ${at + 1}`,
    categories: pointsOf(kid(one, 'c:cat') ?? kid(one, 'c:xVal')),
    values: pointsOf(kid(one, 'c:val') ?? kid(one, 'c:yVal')),
  }));
  const rows = new Map<number, string[]>();
  for (const [at, { categories, values }] of columns.entries()) {
    for (const [index, value] of values) {
      const row = rows.get(index) ?? [
        columns[0]?.categories.get(index) ?? categories.get(index) ?? String(index + 1),
      ];
      row[at + 1] = value;
      rows.set(index, row);
    }
  }
  if (rows.size === 0) return false;
  const title = squeeze(runsOf(kid(chart, 'c:title')));
  const axis = below(chart, 'c:catAx')[0];
  const header = [squeeze(runsOf(kid(axis, 'c:title'))), ...columns.map((column) => column.name)];
  builder.paragraph(title === '' ? '' : `Chart: ${title}`, place);
  const ordered = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  builder.table(
    header,
    ordered.map((row) => Array.from(header, (_, at) => row[at] ?? '')),
    place,
  );
  return true;
}

/** The name as the file last showed it, not the cells that it comes from. */
function nameOf(name: Xml | null): string {
  return below(name, 'c:v').map(textOf).join(' ');
}

/** The points of a series by index; categories of several levels are put together. */
function pointsOf(source: Xml | null): Map<number, string> {
  const points = new Map<number, string>();
  const levels = below(source, 'c:lvl');
  const caches =
    levels.length > 0
      ? levels.reverse()
      : [
          ...below(source, 'c:strCache'),
          ...below(source, 'c:numCache'),
          ...below(source, 'c:strLit'),
          ...below(source, 'c:numLit'),
        ];
  for (const cache of caches) {
    const pattern = textOf(kid(cache, 'c:formatCode'));
    for (const point of kids(cache, 'c:pt').slice(0, MOST_POINTS)) {
      const index = Number(point.attribs['idx'] ?? Number.NaN);
      if (!Number.isInteger(index)) continue;
      const text = shown(squeeze(textOf(kid(point, 'c:v'))), pattern);
      const before = points.get(index);
      points.set(index, before === undefined ? text : `${before} / ${text}`);
    }
  }
  return points;
}

function shown(text: string, pattern: string): string {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return text;
  return squeeze(format(pattern === '' ? 'General' : pattern, value, { throws: false, invalid: text }));
}

function runsOf(element: Xml | null | undefined): string {
  return below(element, 'a:t').map(textOf).join('') || textOf(kid(element, 'c:tx', 'c:strRef', 'c:strCache'));
}
