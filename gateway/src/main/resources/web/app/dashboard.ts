import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import './cohorts';
import './detail';
import { ask, figuresOf, kpiPath, viewAt } from './model';
import type { ModelId } from './kinds';
import type { Kpi, Series, View } from './model';
import { moment } from './numbers';
import { WIDEST } from './question';
import { tile } from './tile';
import type { Tile } from './tile';

const TITLES: Record<ModelId, string> = { B2B: 'Business customers', B2C: 'Consumers' };

/** One business on one page: the question (range, steps, filter), a tile per figure, and the detail of the chosen one. */
class Dashboard extends LitElement {
  static properties = { view: { attribute: false }, catalogue: { state: true }, tiles: { state: true }, fault: { state: true } };
  declare view: View;
  declare catalogue: Kpi[];
  declare tiles: Record<string, Tile>;
  declare fault: string;
  private asked = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.catalogue = [];
    this.tiles = {};
    this.fault = '';
  }

  createRenderRoot() { return this; }

  willUpdate() {
    const { model, from, to, grain, dim, is } = this.view;
    const question = JSON.stringify([model, from, to, grain, dim, is]);
    if (question === this.asked) return;
    this.asked = question;
    this.tiles = {};
    this.fault = '';
    void this.load(this.view);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.loading?.abort();
  }

  private async load(view: View) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    try {
      if (!this.catalogue.length) this.catalogue = await get<Kpi[]>('/api/v1/metrics/kpis', signal);
      if (!view.from || !view.to) {
        const [from, to] = await this.findExtent(view.model, signal);
        // The address without a range means this one; it is no step of its own on the way back.
        history.replaceState(null, '', viewAt({ ...view, from, to, grain: view.grain || grainFor(from, to) }));
        dispatchEvent(new HashChangeEvent('hashchange'));
        return;
      }
      await Promise.all(figuresOf(this.catalogue, view.model).map((kpi) => this.loadTile(view, kpi, signal)));
    } catch (error) {
      if (!signal.aborted) this.fault = inWords(error);
    }
  }

  private async loadTile(view: View, kpi: Kpi, signal: AbortSignal) {
    const show = (known: Tile) => { this.tiles = { ...this.tiles, [kpi.id]: known }; };
    if (view.dim && !kpi.dimensions.includes(view.dim)) {
      show({ fault: `Not counted by ${view.dim}.` });
      return;
    }
    try {
      const total = await get<Series>(kpiPath(view, kpi.id, {}), signal);
      show({ total });
      show({ total, trend: await get<Series>(kpiPath(view, kpi.id, { grain: view.grain || 'month' }), signal) });
    } catch (error) {
      if (!signal.aborted) show({ fault: inWords(error) });
    }
  }

  /** From the first to the last month with data, so that the first look never shows an empty page. */
  private async findExtent(model: ModelId, signal: AbortSignal): Promise<[string, string]> {
    const year = new Date().getUTCFullYear();
    const wide = figuresOf(this.catalogue, model).filter((kpi) => WIDEST.includes(kpi.id));
    const held = async (from: string, to: string, grain: string) => {
      const asked = { ...this.view, model, from, to, dim: '', is: '' };
      const replies = await Promise.all(wide.map((kpi) => get<Series>(kpiPath(asked, kpi.id, { grain }), signal)));
      return replies.flatMap((reply) => reply.series)
        .filter((point) => point.value !== null && !/^0(\.0*)?$/.test(point.denominator ?? point.value))
        .map((point) => point.period).sort();
    };
    const years = await held('1990-01-01', `${year + 1}-01-01`, 'year');
    if (years.length === 0) return [`${year}-01-01`, `${year + 1}-01-01`];
    const months = await held(`${years[0]}-01-01`, `${Number(years.at(-1)) + 1}-01-01`, 'month');
    const [lastYear, lastMonth] = months.at(-1)!.split('-').map(Number);
    return [`${months[0]}-01`, new Date(Date.UTC(lastYear, lastMonth, 1)).toISOString().slice(0, 10)];
  }

  render() {
    const { view } = this;
    const figures = figuresOf(this.catalogue, view.model);
    return html`
      <div class="head"><h1 tabindex="-1">${TITLES[view.model]}</h1>${this.freshness()}</div>
      <tandem-question .view=${view} .figures=${figures}></tandem-question>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault} <button class="plain" @click=${this.again}>Try again</button></p>` : nothing}
      ${this.fault ? nothing : html`<ul class="tiles">${figures.map((kpi) => html`<li>${tile(kpi, this.tiles[kpi.id], view.kpi === kpi.id,
        () => ask(view, { kpi: view.kpi === kpi.id ? '' : kpi.id, stat: '', period: '', by: '' }))}</li>`)}</ul>`}
      ${this.detail(figures)}
      ${view.model === 'B2C' && view.from && !view.kpi ? html`<tandem-cohorts .view=${view}></tandem-cohorts>` : nothing}`;
  }

  private freshness() {
    const known = Object.values(this.tiles).map((each) => each.total?.completeThrough).filter(Boolean) as string[];
    return known.length ? html`<p class="quiet">Complete through ${moment(known.sort()[0])}</p>` : nothing;
  }

  private detail(figures: Kpi[]) {
    const kpi = figures.find((known) => known.id === this.view.kpi);
    const total = this.tiles[this.view.kpi]?.total;
    return kpi && total ? html`<tandem-detail .view=${this.view} .kpi=${kpi} .total=${total}
      @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') this.close(kpi); }}
      @close=${() => this.close(kpi)}></tandem-detail>` : nothing;
  }

  /** Back to the tile that the reader came from. */
  private close(kpi: Kpi) {
    document.getElementById(`tile-${kpi.id}`)?.focus();
    ask(this.view, { kpi: '', period: '', by: '', stat: '' });
  }

  private again() {
    this.asked = '';
    this.requestUpdate();
  }
}

function grainFor(from: string, to: string): string {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days <= 31 ? 'day' : days <= 120 ? 'week' : days <= 800 ? 'month' : 'quarter';
}

customElements.define('tandem-dashboard', Dashboard);
