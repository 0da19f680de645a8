import { html, nothing } from 'lit';
import type { Column, Kind } from './kinds';
import { called, isNumber, show, titleOf } from './values';
import type { Item } from './values';

export interface Sorting { now: string; to: (sort: string) => string }

/** Records or parts of one as a table; with a kind of their own, each row leads to its page. */
export function table(of: Kind, rows: Item[], columns: Column[], caption: string, linked: boolean, sorting?: Sorting) {
  const numeric = columns.map((column) => rows.some((row) => isNumber(column.field, row[column.field])));
  const shape = (column: Column, at: number) => `${numeric[at] ? 'number' : ''} ${column.wide ? 'wide' : ''}`;
  return html`<div class="scroll"><table>
    <caption class="unseen">${caption}</caption>
    <thead><tr>${columns.map((column, at) => head(column, shape(column, at), sorting))}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${columns.map((column, at) => linked && at === 0
      ? html`<th scope="row" class="record"><a href="#/${of.id}/${row.id}">${called(row, of)}</a></th>`
      : html`<td class=${shape(column, at)}>${show(of, column.or && row[column.field] === null ? column.or : column.field, row)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

function head(column: Column, shape: string, sorting?: Sorting) {
  const title = column.title ?? titleOf(column.field);
  if (!sorting || !column.sort) return html`<th scope="col" class=${shape}>${title}</th>`;
  const way = sorting.now === column.sort ? 'ascending' : sorting.now === `-${column.sort}` ? 'descending' : 'none';
  const next = way === 'ascending' ? `-${column.sort}` : column.sort;
  return html`<th scope="col" class=${shape} aria-sort=${way}><a class="sort" href=${sorting.to(next)}>${title}${way === 'none'
    ? nothing : html` <span aria-hidden="true">${way === 'ascending' ? '↑' : '↓'}</span>`}</a></th>`;
}
