import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import { GRAINS, ask, kpiPath } from './model';
import type { Kpi, Series, View } from './model';

/** What all figures of a dashboard are asked: a range of days, the steps of the trend, and one dimension to narrow them by. */
class Question extends LitElement {
  static properties = { view: { attribute: false }, figures: { attribute: false }, picking: { state: true }, values: { state: true },
    fault: { state: true } };
  declare view: View;
  declare figures: Kpi[];
  declare picking: string;
  declare values: (string | null)[] | null;
  declare fault: string;
  private asked = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.figures = [];
    this.picking = '';
    this.values = null;
    this.fault = '';
  }

  createRenderRoot() { return this; }

  willUpdate(changed: Map<string, unknown>) {
    const before = changed.get('view') as View | undefined;
    if (before && (before.dim !== this.view.dim || before.model !== this.view.model)) this.picking = '';
    if (changed.has('view')) this.fault = '';
    const dim = this.picking || this.view.dim;
    const question = dim && this.view.from ? JSON.stringify([dim, this.view.model, this.view.from, this.view.to, this.figures.length]) : '';
    if (question !== this.asked) {
      this.asked = question;
      this.values = null;
      if (question) void this.load(dim);
    }
  }

  /** The values that occur in the range, as the figures that count most records know them. */
  private async load(dim: string) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    const able = this.figures.filter((kpi) => kpi.dimensions.includes(dim));
    const widest = able.filter((kpi) => WIDEST.includes(kpi.id));
    try {
      const bare = { ...this.view, dim: '', is: '' };
      const replies = await Promise.all((widest.length ? widest : able.slice(0, 1))
        .map((kpi) => get<Series>(kpiPath(bare, kpi.id, { by: dim }), signal)));
      const found = new Set(replies.flatMap((reply) => reply.series).map((point) => point.dimensions[dim] ?? null));
      this.values = [...found].sort((one, other) => (one ?? '\uffff').localeCompare(other ?? '\uffff'));
    } catch (error) {
      if (!signal.aborted) this.fault = inWords(error);
    }
  }

  render() {
    const { view } = this;
    const dims = [...new Set(this.figures.flatMap((kpi) => kpi.dimensions))];
    const dim = this.picking || view.dim;
    return html`<form class="question" aria-label="What the figures are asked" @submit=${(event: Event) => event.preventDefault()}>
      <label>From<input type="date" name="from" .value=${view.from} @change=${(event: Event) => this.setDate('from', event)}></label>
      <label>Until (not included)<input type="date" name="to" .value=${view.to} @change=${(event: Event) => this.setDate('to', event)}></label>
      <label>Trend by<select name="grain" @change=${(event: Event) => this.ask({ grain: said(event), period: '' })}>
        ${GRAINS.map((grain) => html`<option ?selected=${grain === (view.grain || 'month')}>${grain}</option>`)}</select></label>
      <label>Filter<select name="dim" @change=${this.pick}>
        <option value="" ?selected=${!dim}>none</option>
        ${dims.map((name) => html`<option ?selected=${name === dim}>${name}</option>`)}</select></label>
      ${dim ? this.value(dim) : nothing}
      <button type="button" class="plain" @click=${() => this.ask({ from: '', to: '', grain: '', period: '' })}>All data</button>
    </form>
    ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}`;
  }

  private value(dim: string) {
    const now = this.picking ? '' : this.view.is;
    const values = this.values ?? (now ? [now === 'null' ? null : now] : []);
    return html`<label>Only<select name="is" aria-busy=${this.values ? 'false' : 'true'}
        @change=${(event: Event) => this.ask({ dim, is: said(event), period: '', by: this.view.by === dim ? '' : this.view.by })}>
      ${now ? nothing : html`<option value="" selected disabled>choose…</option>`}
      ${values.map((value) => html`<option value=${value ?? 'null'} ?selected=${(value ?? 'null') === now}>${value ?? 'not set'}</option>`)}
    </select></label>`;
  }

  private pick(event: Event) {
    const dim = said(event);
    if (dim) this.picking = dim;
    else {
      this.picking = '';
      if (this.view.dim) this.ask({ dim: '', is: '', period: '' });
    }
  }

  private setDate(which: 'from' | 'to', event: Event) {
    const day = said(event);
    if (!day) return;
    const next = { ...this.view, [which]: day };
    if (next.from && next.to && next.from >= next.to) this.fault = 'The first day must lie before the last.';
    else this.ask({ [which]: day, period: '' });
  }

  private ask(change: Partial<View>) { ask(this.view, change); }
}

/** The figures that between them have a row in every month with business. */
export const WIDEST = ['opportunity_to_won', 'win_rate', 'orders'];

function said(event: Event): string { return (event.target as HTMLInputElement | HTMLSelectElement).value; }

customElements.define('tandem-question', Question);
