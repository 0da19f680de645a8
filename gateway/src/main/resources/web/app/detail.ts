import { LitElement, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { get, inWords } from './api';
import { place, tone, usual } from './band';
import { TrendChart } from './chart';
import './explain';
import { ask, kpiPath } from './model';
import type { Kpi, Series, View } from './model';
import { grouped, unitMark } from './numbers';
import { caller } from './session';

/** One figure up close: its trend, its parts by a dimension, and the rows behind whichever part is chosen. */
class Detail extends LitElement {
  static properties = { view: { attribute: false }, kpi: { attribute: false }, total: { attribute: false },
    trend: { state: true }, groups: { state: true }, fault: { state: true } };
  declare view: View;
  declare kpi: Kpi;
  declare total: Series;
  declare trend: Series | null;
  declare groups: Series | null;
  declare fault: string;
  private chart: TrendChart | null = null;
  private asked = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.trend = null;
    this.groups = null;
    this.fault = '';
  }

  createRenderRoot() { return this; }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.loading?.abort();
    this.chart?.dispose();
    this.chart = null;
  }

  updated(changed: PropertyValues) {
    const { model, kpi, from, to, grain, dim, is, stat, by } = this.view;
    const question = JSON.stringify([model, kpi, from, to, grain, dim, is, stat, by]);
    if (question !== this.asked) {
      const isNew = !this.asked.includes(`"${kpi}"`);
      this.asked = question;
      void this.load(this.view);
      if (isNew) this.querySelector<HTMLElement>('h2')?.focus({ preventScroll: false });
    }
    if (this.trend && (changed.has('trend') || changed.has('view'))) {
      const place = this.querySelector<HTMLElement>('.chart');
      if (place) {
        this.chart ??= new TrendChart(place, (period) => this.ask({ period }));
        this.chart.draw(this.kpi, this.trend, this.view.period);
      }
    }
  }

  private async load(view: View) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    this.fault = '';
    this.groups = null;
    try {
      this.trend = await get<Series>(kpiPath(view, view.kpi, { grain: view.grain || 'month', stat: view.stat }), signal);
      if (view.by) this.groups = await get<Series>(kpiPath(view, view.kpi, { by: view.by, stat: view.stat }), signal);
    } catch (error) {
      if (!signal.aborted) this.fault = inWords(error);
    }
  }

  render() {
    const { kpi, view } = this;
    return html`<section class="detail" aria-labelledby="detail-title">
      <div class="head"><div><h2 id="detail-title" tabindex="-1">${kpi.name}</h2><p class="quiet">${kpi.formula}</p></div>
        <button class="plain" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>Close</button></div>
      <div class="question">
        ${kpi.stats.length > 1 ? html`<label>Statistic<select @change=${(event: Event) => this.ask({ stat: said(event) })}>
          ${kpi.stats.map((stat) => html`<option ?selected=${stat === (view.stat || 'mean')}>${stat}</option>`)}</select></label>` : nothing}
        ${this.maySplit() ? html`<label>Split by<select name="by" @change=${(event: Event) => this.ask({ by: said(event) })}>
          <option value="" ?selected=${!view.by}>nothing</option>
          ${kpi.dimensions.filter((name) => name !== view.dim).map((name) => html`<option ?selected=${name === view.by}>${name}</option>`)}</select></label>` : nothing}
      </div>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      <div class="chart" role="img" aria-label="Trend of ${kpi.name}; the same figures stand in the table below"></div>
      ${kpi.band ? html`<p class="quiet">Usual: ${usual(kpi)} (${kpi.band.source.toLowerCase()}); shaded in the chart.</p>` : nothing}
      ${kpi.pitfalls.length ? html`<ul class="quiet pitfalls">${kpi.pitfalls.map((pitfall) => html`<li>${pitfall}</li>`)}</ul>` : nothing}
      <div class="pair">${this.periods()}${this.split()}</div>
      <tandem-explain .path=${this.explainPath()} .heading=${`Rows behind ${view.period || 'the whole range'}`}
        .unit=${unitMark(kpi.unit, this.total.currency)} .percent=${kpi.unit === 'percent'} .single=${!!view.stat && view.stat !== 'mean'}></tandem-explain>
    </section>`;
  }

  private explainPath(): string {
    const { view } = this;
    return kpiPath(view, this.kpi.id, { grain: view.period ? view.grain || 'month' : '', period: view.period, stat: view.stat }, true);
  }

  /** A figure is cut by two dimensions at most, and sales people's are always cut by whose the deals are. */
  private maySplit(): boolean {
    const held = (caller()?.roles ?? []).some((role) => role === 'sales' || role === 'sales-manager');
    return !(this.view.dim && held);
  }

  private periods() {
    if (!this.trend) return html`<p class="quiet">Loading…</p>`;
    const unit = unitMark(this.kpi.unit, this.trend.currency);
    return html`<div><h3>By ${this.view.grain || 'month'}</h3><div class="scroll short"><table>
      <caption class="unseen">${this.kpi.name} by ${this.view.grain || 'month'}</caption>
      <thead><tr><th scope="col">Period</th><th scope="col" class="number">${unit || 'Count'}</th>${this.kpi.band ? html`<th scope="col">Range</th>` : nothing}<th scope="col" class=${this.kpi.band ? 'wide' : ''}>State</th></tr></thead>
      <tbody>${this.trend.series.map((point) => html`<tr class=${point.period === this.view.period ? 'selected' : ''}>
        <td><button class="link" aria-pressed=${point.period === this.view.period ? 'true' : 'false'} @click=${() => this.ask({ period: this.view.period === point.period ? '' : point.period })}>${point.period}</button></td>
        <td class="number">${point.value === null ? '–' : grouped(point.value)}</td>
        ${this.kpi.band ? html`<td><span class="chip band-${tone(this.kpi, point) || 'none'}">${place(point) || '–'}</span></td>` : nothing}
        <td class="quiet ${this.kpi.band ? 'wide' : ''}">${point.state.toLowerCase()}</td></tr>`)}</tbody>
    </table></div></div>`;
  }

  private split() {
    if (!this.view.by) return nothing;
    if (!this.groups) return this.fault ? nothing : html`<p class="quiet">Loading…</p>`;
    const by = this.view.by;
    const rows = [...this.groups.series].sort((one, other) => Number(other.value ?? -1) - Number(one.value ?? -1));
    return html`<div><h3>By ${by}</h3><div class="scroll short"><table>
      <caption class="unseen">${this.kpi.name} by ${by}</caption>
      <thead><tr><th scope="col">${by}</th><th scope="col" class="number">${unitMark(this.kpi.unit, this.groups.currency) || 'Count'}</th><th scope="col" class="number">Parts</th></tr></thead>
      <tbody>${rows.map((point) => {
        const name = point.dimensions[by];
        return html`<tr><td><button class="link" title="Show only these" @click=${() => this.ask({ dim: by, is: name ?? 'null', by: '' })}>${name ?? 'not set'}</button></td>
          <td class="number">${point.value === null ? '–' : grouped(point.value)}</td>
          <td class="number quiet">${point.denominator === null ? '' : `${grouped(point.numerator ?? '')} / ${grouped(point.denominator)}`}</td></tr>`;
      })}</tbody>
    </table></div>${rows.length ? nothing : html`<p class="quiet">No data in this range.</p>`}</div>`;
  }

  private ask(change: Partial<View>) { ask(this.view, change); }
}

function said(event: Event): string { return (event.target as HTMLSelectElement).value; }

customElements.define('tandem-detail', Detail);
