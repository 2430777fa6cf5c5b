import { html, type SafeHtml } from '@remix-run/html-template';
import { type TextRow, type TextTable, tableRows } from '../../../knowledge/documents/table-rows.ts';
import { nothing } from '../../frame/parts.ts';
import { linkedText } from './linked-text.ts';

/** Texts of tables as tables. Neighbours with the same columns are one: long tables are stored in pieces. */
export function tablesView(texts: readonly string[]): SafeHtml {
  const tables: (TextTable | string)[] = [];
  for (const text of texts) {
    const table = tableRows(text);
    const last = tables.at(-1);
    if (table !== null && typeof last === 'object' && isSame(last, table)) last.rows.push(...table.rows);
    else tables.push(table ?? text);
  }
  return html`${tables.map((table) => (typeof table === 'string' ? html`<p>${linkedText(table)}</p>` : tableView(table)))}`;
}

function isSame(one: TextTable, other: TextTable): boolean {
  return one.names !== null && other.names !== null && one.names.join('\n') === other.names.join('\n');
}

function tableView({ names, pairs, rows }: TextTable): SafeHtml {
  const width = Math.max(names?.length ?? 0, ...rows.map((row) => ('cells' in row ? row.cells.length : 1)));
  const head =
    names === null
      ? nothing
      : html`<thead><tr>${names.map((name) => (name === '' ? html`<td></td>` : html`<th scope="col">${name}</th>`))}</tr></thead>`;
  const namesRows = pairs || names?.[0] === '';
  return html`<div class="known-table" role="region" aria-label="Table" tabindex="0"><table>${head}<tbody>${rows.map(
    (row) => html`<tr>${rowView(row, width, namesRows)}</tr>`,
  )}</tbody></table></div>`;
}

function rowView(row: TextRow, width: number, named: boolean): SafeHtml {
  if ('banner' in row) return html`<td class="banner" colspan="${width}">${linkedText(row.banner)}</td>`;
  return html`${row.cells.map((cell, at) =>
    named && at === 0 && cell !== ''
      ? html`<th scope="row">${linkedText(cell)}</th>`
      : html`<td>${linkedText(cell)}</td>`,
  )}`;
}
