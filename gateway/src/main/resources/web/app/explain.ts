import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import { kpiPath } from './model';
import type { Explained, Kpi, Row, View } from './model';
import { grouped, quotient, same, sum, unitMark } from './numbers';

const PAGE = 100;

/** The rows behind a figure. They are added up here, in the reader's own browser, and compared with the figure. */
class Explain extends LitElement {
  static properties = { view: { attribute: false }, kpi: { attribute: false }, currency: { attribute: false },
    page: { state: true }, rows: { state: true }, busy: { state: true }, fault: { state: true }, record: { state: true } };
  declare view: View;
  declare kpi: Kpi;
  declare currency: string | null;
  declare page: Explained | null;
  declare rows: Row[];
  declare busy: boolean;
  declare fault: string;
  declare record: string;
  private asked = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.page = null;
    this.rows = [];
    this.busy = false;
    this.fault = '';
    this.record = '';
  }

  createRenderRoot() { return this; }

  updated() {
    const { model, kpi, from, to, grain, dim, is, stat, period } = this.view;
    const question = JSON.stringify([model, kpi, from, to, period ? grain : '', dim, is, stat, period]);
    if (question !== this.asked) {
      this.asked = question;
      this.rows = [];
      this.page = null;
      void this.more(false);
    }
  }

  private async more(all: boolean) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    this.busy = true;
    this.fault = '';
    try {
      do {
        const page = await get<Explained>(kpiPath(this.view, this.kpi.id, {
          grain: this.view.period ? this.view.grain || 'month' : '', period: this.view.period, stat: this.view.stat,
          limit: String(all ? 200 : PAGE), cursor: this.page?.nextCursor ?? '' }, true), signal);
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
    const unit = unitMark(this.kpi.unit, this.currency);
    return html`<div class="explain"><h3>Rows behind ${this.view.period || 'the whole range'}${this.figure(unit)}</h3>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${this.rows.length ? this.table() : this.busy ? html`<p class="quiet">Loading…</p>`
        : this.fault ? nothing : html`<p class="quiet">No row counts here.</p>`}
      ${this.page ? this.account() : nothing}
      <dialog @close=${() => { this.record = ''; }}><pre>${this.record}</pre><form method="dialog"><button class="main" autofocus>Close</button></form></dialog>
    </div>`;
  }

  private figure(unit: string) {
    if (!this.page || this.page.value === null) return nothing;
    return html`: <strong>${grouped(this.page.value)} ${unit}</strong>`;
  }

  private table() {
    const ratio = this.rows.some((row) => row.denominator !== null);
    return html`<div class="scroll"><table>
      <thead><tr><th>Day</th><th>Record</th><th class="number">${ratio ? 'Numerator' : unitMark(this.kpi.unit, this.currency) || 'Count'}</th>${ratio ? html`<th class="number">Denominator</th>` : nothing}</tr></thead>
      <tbody>${this.rows.map((row) => html`<tr class=${row.selected ? 'selected' : ''}>
        <td>${row.occurredOn ?? 'undated'}</td>
        <td class="record"><button class="link" @click=${() => this.open(row)}>${row.externalId ?? row.id.slice(-12)}</button>${row.selected ? ' (decides)' : ''}</td>
        <td class="number">${grouped(row.numerator)}</td>${ratio ? html`<td class="number">${row.denominator === null ? '' : grouped(row.denominator)}</td>` : nothing}</tr>`)}</tbody>
      <tfoot><tr><th colspan="2">Sum of ${grouped(String(this.rows.length))} of ${grouped(String(this.page?.count ?? 0))} rows</th>
        <td class="number">${grouped(sum(this.rows.map((row) => row.numerator)))}</td>
        ${ratio ? html`<td class="number">${grouped(sum(this.rows.map((row) => row.denominator)))}</td>` : nothing}</tr></tfoot>
    </table></div>`;
  }

  /** Says whether the rows come to the figure, and never claims it before all of them are here. */
  private account() {
    const page = this.page!;
    const hidden = page.hidden?.count ? html` ${grouped(String(page.hidden.count))} rows that you may not open count too (${grouped(page.hidden.numerator)}${page.hidden.denominator ? ` / ${grouped(page.hidden.denominator)}` : ''}).` : nothing;
    if (page.nextCursor) {
      return html`<p class="more">${hidden}<button ?disabled=${this.busy} @click=${() => this.more(false)}>More rows</button>
        <button ?disabled=${this.busy} @click=${() => this.more(true)}>${this.busy ? 'Loading…' : 'All rows, and add them up'}</button></p>`;
    }
    const wanted = page.numerator ?? (page.denominator === null && !this.view.stat ? page.value : null);
    if (wanted === null) return html`<p class="quiet">${hidden}</p>`;
    const numerator = sum([...this.rows.map((row) => row.numerator), page.hidden?.numerator ?? null]);
    const denominator = sum([...this.rows.map((row) => row.denominator), page.hidden?.denominator ?? null]);
    const fits = same(numerator, wanted) && (page.denominator === null ? same(numerator, page.value)
      : same(denominator, page.denominator) && quotient(numerator, denominator, this.kpi.unit === 'percent' ? 100n : 1n) === page.value);
    return html`<p class=${fits ? 'proof' : 'fault'} role="status">${fits ? 'The rows sum to the figure exactly.' : 'The rows do not sum to the figure.'}${hidden}</p>`;
  }

  private async open(row: Row) {
    try {
      this.record = JSON.stringify(await get(row.href), null, 2);
    } catch (error) {
      this.record = inWords(error);
    }
    await this.updateComplete;
    this.querySelector('dialog')?.showModal();
  }
}
customElements.define('tandem-explain', Explain);
