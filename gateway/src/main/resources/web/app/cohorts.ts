import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import './explain';
import { ask } from './model';
import type { CohortTable, View } from './model';
import { grouped } from './numbers';

/** Customers by the month of their first order, and how many of them came back in each month after. */
class Cohorts extends LitElement {
  static properties = { view: { attribute: false }, table: { state: true }, fault: { state: true } };
  declare view: View;
  declare table: CohortTable | null;
  declare fault: string;
  private asked = '';

  constructor() {
    super();
    this.table = null;
    this.fault = '';
  }

  createRenderRoot() { return this; }

  willUpdate() {
    const question = `${this.view.from}/${this.view.to}`;
    if (question === this.asked) return;
    this.asked = question;
    void this.load(question);
  }

  private async load(question: string) {
    this.table = null;
    this.fault = '';
    try {
      const query = new URLSearchParams({ from: this.view.from, to: this.view.to, grain: 'month', periods: '13' });
      const table = await get<CohortTable>(`/api/v1/metrics/cohorts/customers?${query}`);
      if (question === this.asked) this.table = table;
    } catch (error) {
      if (question === this.asked) this.fault = inWords(error);
    }
  }

  render() {
    return html`<section class="detail" aria-labelledby="cohort-title">
      <div class="head"><div><h2 id="cohort-title">Customer cohorts</h2>
        <p class="quiet">Customers by the month of their first order; the share of them that ordered again in each later month.${this.view.dim ? ' The filter does not apply here.' : ''}</p></div></div>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : this.table ? this.cells(this.table) : html`<p class="quiet">Loading…</p>`}
      ${this.view.cohort ? this.rows() : nothing}
    </section>`;
  }

  private cells(table: CohortTable) {
    if (!table.cohorts.length) return html`<p class="quiet">Nobody ordered for the first time in this range.</p>`;
    const width = Math.max(...table.cohorts.map((cohort) => cohort.active.length));
    return html`<div class="scroll"><table class="cohorts">
      <caption class="unseen">Share of customers who ordered again, in percent, by month after the first order</caption>
      <thead><tr><th scope="col">Cohort</th><th scope="col" class="number">Customers</th>${Array.from({ length: width }, (_, k) => html`<th scope="col" class="number">+${k}</th>`)}</tr></thead>
      <tbody>${table.cohorts.map((cohort) => html`<tr><th scope="row">${cohort.period}</th><td class="number">${grouped(String(cohort.size))}</td>
        ${cohort.retention.map((share, k) => html`<td class="number heat-${heat(share, k)}">${share === null ? '' : this.cell(cohort.period, k, share, cohort.active[k])}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  }

  private cell(cohort: string, k: number, share: string, active: number | null) {
    const text = Number(share).toFixed(k === 0 ? 0 : 1);
    if (!active) return text;
    const open = this.view.cohort === cohort && this.view.k === String(k);
    return html`<button class="cell" aria-pressed=${open ? 'true' : 'false'} title="${grouped(String(active))} customers"
      @click=${() => ask(this.view, open ? { cohort: '', k: '' } : { cohort, k: String(k) })}>${text}</button>`;
  }

  private rows() {
    const { cohort, k } = this.view;
    const close = () => ask(this.view, { cohort: '', k: '' });
    return html`<div class="opened" @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') close(); }}>
      <tandem-explain .path=${`/api/v1/metrics/cohorts/customers/explain?${new URLSearchParams({ cohort, k: k || '0' })}`} .percent=${false}
        .single=${false} .unit=${'customers'} .heading=${`Customers of ${cohort} who ordered in month +${k || '0'}`}></tandem-explain>
      <p class="more"><button class="plain" @click=${close}>Close</button></p></div>`;
  }
}

/** Five steps of shade; classes, because the content policy allows no inline style. The first month is all of them always. */
function heat(share: string | null, k: number): string {
  if (share === null) return 'none';
  if (k === 0) return 'all';
  const value = Number(share);
  return String([0.0001, 5, 10, 15, 25].filter((edge) => value >= edge).length);
}

customElements.define('tandem-cohorts', Cohorts);
