import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import { pageOf } from './kinds';
import type { Explained, Row } from './model';
import { grouped, quotient, same, sum } from './numbers';
import { tail } from './values';

const PAGE = 100;

/** The rows behind a figure. They are added up here, in the reader's own browser, and compared with the figure. */
class Explain extends LitElement {
  static properties = { path: { attribute: false }, heading: { attribute: false }, unit: { attribute: false }, percent: { attribute: false },
    single: { attribute: false }, page: { state: true }, rows: { state: true }, busy: { state: true }, fault: { state: true } };
  declare path: string;
  declare heading: string;
  declare unit: string;
  declare percent: boolean;
  /** A figure that one or two of the rows decide, and that is no sum. */
  declare single: boolean;
  declare page: Explained | null;
  declare rows: Row[];
  declare busy: boolean;
  declare fault: string;
  private asked = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.page = null;
    this.rows = [];
    this.busy = false;
    this.fault = '';
  }

  createRenderRoot() { return this; }

  willUpdate() {
    if (this.path === this.asked) return;
    this.asked = this.path;
    this.rows = [];
    this.page = null;
    void this.more(false);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.loading?.abort();
  }

  private async more(all: boolean) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    this.busy = true;
    this.fault = '';
    try {
      do {
        const asked = new URLSearchParams({ limit: String(all ? 200 : PAGE) });
        if (this.page?.nextCursor) asked.set('cursor', this.page.nextCursor);
        const page = await get<Explained>(`${this.path}&${asked}`, signal);
        this.rows = [...this.rows, ...page.items];
        this.page = page;
      } while (all && this.page.nextCursor);
      this.busy = false;
    } catch (error) {
      if (signal.aborted) return;
      this.fault = inWords(error);
      this.busy = false;
    }
  }

  render() {
    return html`<section class="explain" aria-label="Rows"><h3>${this.heading}${this.figure()}</h3>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${this.rows.length ? this.table() : this.busy ? html`<p class="quiet">Loading…</p>`
        : this.fault ? nothing : html`<p class="quiet">No row counts here.</p>`}
      ${this.page ? this.account() : nothing}
    </section>`;
  }

  private figure() {
    if (!this.page || this.page.value === null) return nothing;
    return html`: <strong>${grouped(this.page.value)} ${this.unit}</strong>`;
  }

  private table() {
    const ratio = this.rows.some((row) => row.denominator !== null);
    return html`<div class="scroll"><table>
      <caption class="unseen">${this.heading}</caption>
      <thead><tr><th scope="col">Day</th><th scope="col">Record</th><th scope="col" class="number">${ratio ? 'Part' : this.unit || 'Count'}</th>${ratio ? html`<th scope="col" class="number">Of</th>` : nothing}</tr></thead>
      <tbody>${this.rows.map((row) => html`<tr class=${row.selected ? 'selected' : ''}>
        <td>${row.occurredOn ?? 'undated'}</td>
        <td class="record">${this.record(row)}${row.selected ? ' (decides)' : ''}</td>
        <td class="number">${grouped(row.numerator)}</td>${ratio ? html`<td class="number">${row.denominator === null ? '' : grouped(row.denominator)}</td>` : nothing}</tr>`)}</tbody>
      <tfoot><tr><th colspan="2" scope="row">Sum of ${grouped(String(this.rows.length))} of ${grouped(String(this.page?.count ?? 0))} rows</th>
        <td class="number">${grouped(sum(this.rows.map((row) => row.numerator)))}</td>
        ${ratio ? html`<td class="number">${grouped(sum(this.rows.map((row) => row.denominator)))}</td>` : nothing}</tr></tfoot>
    </table></div>`;
  }

  private record(row: Row) {
    const name = row.externalId ?? tail(row.id);
    const page = pageOf(row.href);
    return page ? html`<a href=${page}>${name}</a>` : name;
  }

  /** Says whether the rows come to the figure, and never claims it before all of them are here. */
  private account() {
    const page = this.page!;
    const hidden = page.hidden?.count ? html` ${grouped(String(page.hidden.count))} rows that you may not open count too (${grouped(page.hidden.numerator)}${page.hidden.denominator ? ` / ${grouped(page.hidden.denominator)}` : ''}).` : nothing;
    if (page.nextCursor) {
      return html`<p class="more">${hidden}<button ?disabled=${this.busy} @click=${() => this.more(false)}>More rows</button>
        <button ?disabled=${this.busy} @click=${() => this.more(true)}>${this.busy ? 'Loading…' : 'All rows, and add them up'}</button></p>`;
    }
    const wanted = page.numerator ?? (page.denominator === null && !this.single ? page.value : null);
    if (wanted === null) return html`<p class="quiet">${hidden}</p>`;
    const numerator = sum([...this.rows.map((row) => row.numerator), page.hidden?.numerator ?? null]);
    const denominator = sum([...this.rows.map((row) => row.denominator), page.hidden?.denominator ?? null]);
    const fits = same(numerator, wanted) && (page.denominator === null ? same(numerator, page.value)
      : same(denominator, page.denominator) && quotient(numerator, denominator, this.percent ? 100n : 1n) === page.value);
    return html`<p class=${fits ? 'proof' : 'fault'} role="status">${fits ? 'The rows sum to the figure exactly.' : 'The rows do not sum to the figure.'}${hidden}</p>`;
  }
}
customElements.define('tandem-explain', Explain);
