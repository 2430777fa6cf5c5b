import { equationText } from '../../marks/equation.ts';
import { squeeze } from '../../text/text-tidy.ts';
import { below, textOf, type Xml } from '../xml.ts';
import type { OdfContext } from './context.ts';
import { readOdfTable } from './table.ts';

/** A chart as the table that it was made from, a formula on one line. False = neither. */
export function addOdfChart(context: OdfContext, root: Xml): boolean {
  const math = root.name === 'math' || root.name === 'math:math' ? root : null;
  if (math !== null) {
    context.builder.paragraph(equationText(math), context.place);
    return true;
  }
  const chart = below(root, 'chart:chart')[0];
  const table = below(chart, 'table:table')[0];
  if (chart === undefined || table === undefined) return false;
  const title = squeeze(textOf(below(chart, 'chart:title')[0]));
  const { lines } = readOdfTable(context, table);
  const [names, ...rows] = lines;
  if (names === undefined || rows.length === 0) return false;
  context.builder.paragraph(title === '' ? '' : `Chart: ${title}`, context.place);
  context.builder.table(names, rows, context.place);
  return true;
}
