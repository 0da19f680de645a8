import { LitElement, html } from 'lit';
import { get, inWords } from './api';
import type { CohortTable } from './model';
import { grouped } from './numbers';

/** Customers by the month of their first order, and how many of them came back in each month after. */
class Cohorts extends LitElement {
  static properties = { from: { attribute: false }, to: { attribute: false }, table: { state: true }, fault: { state: true } };
  declare from: string;
  declare to: string;
  declare table: CohortTable | null;
  declare fault: string;
  private asked = '';

  constructor() {
    super();
    this.table = null;
    this.fault = '';
  }

  createRenderRoot() { return this; }

  updated() {
    const question = `${this.from}/${this.to}`;
    if (question !== this.asked) {
      this.asked = question;
      void this.load(question);
    }
  }

  private async load(question: string) {
    this.table = null;
    this.fault = '';
    try {
      const query = new URLSearchParams({ from: this.from, to: this.to, grain: 'month', periods: '13' });
      const table = await get<CohortTable>(`/api/v1/metrics/cohorts/customers?${query}`);
      if (question === this.asked) this.table = table;
    } catch (error) {
      if (question === this.asked) this.fault = inWords(error);
    }
  }

  render() {
    return html`<section class="detail" aria-labelledby="cohort-title">
      <div class="head"><div><h2 id="cohort-title">Customer cohorts</h2>
        <p class="quiet">Customers by the month of their first order; the share of them that ordered again in each later month.</p></div></div>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : this.table ? this.cells(this.table) : html`<p class="quiet">Loading…</p>`}
    </section>`;
  }

  private cells(table: CohortTable) {
    if (!table.cohorts.length) return html`<p class="quiet">Nobody ordered for the first time in this range.</p>`;
    const width = Math.max(...table.cohorts.map((cohort) => cohort.active.length));
    return html`<div class="scroll"><table class="cohorts">
      <thead><tr><th>Cohort</th><th class="number">Customers</th>${Array.from({ length: width }, (_, k) => html`<th class="number">+${k}</th>`)}</tr></thead>
      <tbody>${table.cohorts.map((cohort) => html`<tr><th>${cohort.period}</th><td class="number">${grouped(String(cohort.size))}</td>
        ${cohort.retention.map((share, k) => html`<td class="number heat-${heat(share)}" title=${cohort.active[k] === null ? 'this month has not ended' : `${grouped(String(cohort.active[k]))} customers`}>${share === null ? '' : Number(share).toFixed(k === 0 ? 0 : 1)}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  }
}

/** Six steps of shade; classes, because the content policy allows no inline style. */
function heat(share: string | null): string {
  if (share === null) return 'none';
  const value = Number(share);
  return String([0.0001, 5, 10, 15, 25, 60].filter((edge) => value >= edge).length);
}

customElements.define('tandem-cohorts', Cohorts);
