import { LitElement, html, nothing, svg } from 'lit';
import { get, inWords } from './api';
import { sparkline } from './chart';
import './detail';
import { GRAINS, SHOWN, counted, kpiPath, readView, writeView } from './model';
import type { Kpi, ModelId, Point, Series, View } from './model';
import { grouped, label, moment, unitMark } from './numbers';

interface Tile { total?: Series; trend?: Series; fault?: string }

/** The figures that between them have a row in every month with business. */
const EXTENT: Record<ModelId, string[]> = { B2B: ['opportunity_to_won', 'win_rate'], B2C: ['orders'] };

/** One business on one page: the question (range, grain, filter), a tile per figure, and the detail of the chosen one. */
class Dashboard extends LitElement {
  static properties = { view: { attribute: false }, catalogue: { state: true }, tiles: { state: true }, fault: { state: true },
    extent: { state: true } };
  declare view: View;
  declare catalogue: Kpi[] | null;
  declare tiles: Record<string, Tile>;
  declare fault: string;
  declare extent: Record<string, [string, string]>;
  private asked = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.catalogue = null;
    this.tiles = {};
    this.fault = '';
    this.extent = {};
  }

  createRenderRoot() { return this; }

  updated() {
    const { model, from, to, grain, dim, is } = this.view;
    const question = JSON.stringify([model, from, to, grain, dim, is]);
    if (question !== this.asked) {
      this.asked = question;
      void this.load(this.view);
    }
  }

  private async load(view: View) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    this.tiles = {};
    this.fault = '';
    try {
      this.catalogue ??= await get<Kpi[]>('/api/v1/metrics/kpis', signal);
      if (!view.from || !view.to) {
        const [from, to] = await this.findExtent(view.model, signal);
        history.replaceState(null, '', `#/${view.model.toLowerCase()}`);
        writeView({ ...view, from, to, grain: view.grain || grainFor(from, to) });
        return;
      }
      await Promise.all(SHOWN[view.model].map((id) => this.loadTile(view, id, signal)));
    } catch (error) {
      if (!signal.aborted) this.fault = inWords(error);
    }
  }

  private async loadTile(view: View, id: string, signal: AbortSignal) {
    try {
      const total = await get<Series>(kpiPath(view, id, {}), signal);
      this.tiles = { ...this.tiles, [id]: { total } };
      const trend = await get<Series>(kpiPath(view, id, { grain: view.grain || 'month' }), signal);
      this.tiles = { ...this.tiles, [id]: { total, trend } };
    } catch (error) {
      if (!signal.aborted) this.tiles = { ...this.tiles, [id]: { fault: inWords(error) } };
    }
  }

  /** From the first to the last month with data, so that the first look never shows an empty page. */
  private async findExtent(model: ModelId, signal: AbortSignal): Promise<[string, string]> {
    if (this.extent[model]) return this.extent[model];
    const year = new Date().getUTCFullYear();
    const held = async (from: string, to: string, grain: string) => {
      const asked = { ...readView(), model, from, to, dim: '', is: '' };
      const replies = await Promise.all(EXTENT[model].map((id) => get<Series>(kpiPath(asked, id, { grain }), signal)));
      return replies.flatMap((reply) => reply.series)
        .filter((point) => point.value !== null && !/^0(\.0*)?$/.test(point.denominator ?? point.value))
        .map((point) => point.period).sort();
    };
    const last12: [string, string] = [`${year - 1}-01-01`, `${year + 1}-01-01`];
    const years = await held('1990-01-01', `${year + 1}-01-01`, 'year').catch((error) => {
      if (signal.aborted) throw error;
      return [];
    });
    if (years.length === 0) return last12;
    const months = await held(`${years[0]}-01-01`, `${Number(years.at(-1)) + 1}-01-01`, 'month');
    if (months.length === 0) return last12;
    const [lastYear, lastMonth] = months.at(-1)!.split('-').map(Number);
    const end = new Date(Date.UTC(lastYear, lastMonth, 1)).toISOString().slice(0, 10);
    const found: [string, string] = [`${months[0]}-01`, end];
    this.extent = { ...this.extent, [model]: found };
    return found;
  }

  render() {
    const title = this.view.model === 'B2B' ? 'Business customers' : 'Consumers';
    return html`
      <div class="head"><h1>${title}</h1>${this.freshness()}</div>
      ${this.question()}
      ${this.fault ? html`<p class="fault" role="alert">${this.fault} <button class="plain" @click=${this.again}>Try again</button></p>` : nothing}
      ${this.fault && !Object.keys(this.tiles).length ? nothing : html`<ul class="tiles">${SHOWN[this.view.model].map((id) => html`<li>${this.tile(id)}</li>`)}</ul>`}
      ${this.detail()}
      ${this.view.model === 'B2C' && this.view.from && !this.view.kpi
        ? html`<tandem-cohorts .from=${this.view.from} .to=${this.view.to}></tandem-cohorts>` : nothing}`;
  }

  private freshness() {
    const known = Object.values(this.tiles).map((tile) => tile.total?.completeThrough).filter(Boolean) as string[];
    return known.length ? html`<p class="quiet">Complete through ${moment(known.sort()[0])}</p>` : nothing;
  }

  private question() {
    const { view } = this;
    return html`<form class="question" @submit=${(event: Event) => event.preventDefault()}>
      <label>From<input type="date" .value=${view.from} @change=${(event: Event) => this.setDate('from', event)}></label>
      <label>Until (not included)<input type="date" .value=${view.to} @change=${(event: Event) => this.setDate('to', event)}></label>
      <label>Trend by<select @change=${(event: Event) => this.ask({ grain: value(event), period: '' })}>
        ${GRAINS.map((grain) => html`<option ?selected=${grain === (view.grain || 'month')}>${grain}</option>`)}</select></label>
      <button class="plain" @click=${() => this.ask({ from: '', to: '', grain: '', period: '' })}>All data</button>
      ${view.dim ? html`<button class="chip" @click=${() => this.ask({ dim: '', is: '' })}
          aria-label="Remove the filter ${view.dim}">${view.dim}: ${view.is === 'null' ? 'not set' : view.is} <span aria-hidden="true">×</span></button>` : nothing}
    </form>`;
  }

  private tile(id: string) {
    const kpi = this.catalogue?.find((known) => known.id === id && known.model === this.view.model);
    const tile = this.tiles[id];
    const name = label(id, kpi?.name);
    if (!tile) return html`<div class="tile" aria-busy="true"><h2>${name}</h2><p class="figure waiting">…</p></div>`;
    const point = tile.total?.series[0];
    if (tile.fault || !point || !kpi) {
      return html`<div class="tile"><h2>${name}</h2><p class="quiet">${tile.fault ?? 'This is not available yet.'}</p></div>`;
    }
    return html`<button class="tile" aria-pressed=${this.view.kpi === id ? 'true' : 'false'}
        @click=${() => this.ask({ kpi: this.view.kpi === id ? '' : id, stat: '', period: '', by: '' })}>
      <h2>${name}</h2>
      ${figure(kpi, point, tile.total!.currency)}
      <span class="parts">${parts(kpi, point)}</span>
      ${tile.trend ? html`<svg class="spark" viewBox="0 0 200 36" preserveAspectRatio="none" aria-hidden="true">${svg`<path d=${sparkline(tile.trend, 200, 36)}/>`}</svg>` : html`<span class="spark"></span>`}
      <span class="chips">${chips(kpi, point)}</span>
    </button>`;
  }

  private detail() {
    const kpi = this.catalogue?.find((known) => known.id === this.view.kpi && known.model === this.view.model);
    const tile = this.tiles[this.view.kpi];
    return kpi && tile?.total ? html`<tandem-detail .view=${this.view} .kpi=${kpi} .total=${tile.total}></tandem-detail>` : nothing;
  }

  private setDate(which: 'from' | 'to', event: Event) {
    const said = value(event);
    if (!said) return;
    const next = { ...this.view, [which]: said };
    if (next.from >= next.to) {
      this.fault = 'The first day must lie before the last.';
      return;
    }
    this.ask({ [which]: said, period: '' });
  }

  private ask(change: Partial<View>) { writeView({ ...this.view, ...change }); }

  private again() {
    this.asked = '';
    this.requestUpdate();
  }
}

export function figure(kpi: Kpi, point: Point, currency: string | null) {
  if (point.value === null) return html`<p class="figure none">–<small>${reason(point.reason)}</small></p>`;
  return html`<p class="figure">${grouped(point.value)}<small>${unitMark(kpi.unit, currency)}</small></p>`;
}

export function parts(kpi: Kpi, point: Point) {
  const more = [counted(point.undated) ? `${grouped(String(counted(point.undated)))} without a date` : '',
    counted(point.unpriced) ? `${grouped(String(counted(point.unpriced)))} without an amount` : ''].filter(Boolean).join(', ');
  if (point.numerator === null || point.denominator === null) return more;
  const words = kpi.unit === 'percent' ? 'of' : '/';
  return `${grouped(point.numerator)} ${words} ${grouped(point.denominator)}${more ? '; ' + more : ''}`;
}

export function chips(kpi: Kpi, point: Point) {
  const states: Record<string, string> = { OPEN: 'Open: may still change', SETTLED: 'Settled', RESTATED: 'Restated after settling' };
  const bands: Record<string, string> = { BELOW: 'below the usual', IN: 'as usual', ABOVE: 'above the usual', ALARM: 'alarm' };
  const range = kpi.band ? [kpi.band.low, kpi.band.high].filter(Boolean).join(' to ') : '';
  return html`<span class="chip state-${point.state.toLowerCase()}" title=${states[point.state] ?? ''}>${point.state.toLowerCase()}</span>
    ${bands[point.band] ? html`<span class="chip band-${tone(kpi, point)}">${bands[point.band]}${range ? ` (${range}${kpi.unit === 'percent' ? ' %' : ''})` : ''}</span>` : nothing}`;
}

function tone(kpi: Kpi, point: Point): string {
  if (point.band === 'ALARM') return 'alarm';
  if (point.band === 'IN') return 'good';
  const good = kpi.band?.goodWhen === 'HIGHER' ? 'ABOVE' : kpi.band?.goodWhen === 'LOWER' ? 'BELOW' : '';
  return point.band === good ? 'good' : 'off';
}

function reason(code: string | null): string {
  return code === 'no_data' || code === null ? 'no data in this range' : code.replace(/_/g, ' ');
}

function grainFor(from: string, to: string): string {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days <= 31 ? 'day' : days <= 120 ? 'week' : days <= 800 ? 'month' : 'quarter';
}

function value(event: Event): string { return (event.target as HTMLInputElement | HTMLSelectElement).value; }

customElements.define('tandem-dashboard', Dashboard);
