import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import type { Kind, Part } from './kinds';
import { kindOf } from './kinds';
import type { Page } from './list';
import { listAt } from './place';
import { caller } from './session';
import { table } from './table';
import { behind, called, fields } from './values';
import type { Item } from './values';

interface Served { rows?: Page; item?: Item; fault?: string }

const FEW = 10;

/** One record: its fields, what belongs to it, and the records that point to it. */
class RecordPage extends LitElement {
  static properties = { kind: { attribute: false }, recordId: { attribute: false }, record: { state: true }, parts: { state: true },
    fault: { state: true } };
  declare kind: Kind;
  declare recordId: string;
  declare record: Item | null;
  declare parts: Record<string, Served>;
  declare fault: string;
  private question = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.record = null;
    this.parts = {};
    this.fault = '';
  }

  createRenderRoot() { return this; }

  willUpdate() {
    const question = `${this.kind.path}/${this.recordId}`;
    if (question === this.question) return;
    this.question = question;
    void this.load(question);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.loading?.abort();
  }

  private async load(path: string) {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    this.record = null;
    this.parts = {};
    this.fault = '';
    try {
      this.record = await get<Item>(path, signal);
      document.title = `${this.heading(this.record)} – Tandem`;
      await Promise.all(this.visible().map((part) => this.loadPart(part, signal)));
    } catch (error) {
      if (!signal.aborted) this.fault = inWords(error);
    }
  }

  private async loadPart(part: Part, signal: AbortSignal) {
    let served: Served = {};
    // Not the id that was asked for: a record that was merged is answered with the one that it lives on in.
    const record = this.record!;
    try {
      if ('of' in part) {
        const other = kindOf(part.of)!;
        served = { rows: await get<Page>(`${other.path}?${part.by}=${record.id}&limit=${FEW}&sort=${other.sort}`, signal) };
      } else if ('at' in part) {
        const reply = await get<Item>(`${this.kind.path}/${record.id}/${part.at}`, signal);
        served = part.columns ? { rows: reply as unknown as Page } : { item: reply };
      } else {
        served = { rows: { items: part.own(record), nextCursor: null } };
      }
    } catch (error) {
      if (signal.aborted) return;
      served = { fault: inWords(error) };
    }
    this.parts = { ...this.parts, [part.title]: served };
  }

  /** A part of records that the caller's role does not read is not offered. */
  private visible(): Part[] {
    const roles = caller()?.roles ?? [];
    return this.kind.parts.filter((part) => !('of' in part) || kindOf(part.of)!.readers.some((role) => roles.includes(role)));
  }

  render() {
    const { kind, record } = this;
    return html`<p class="quiet"><a href="#/${kind.id}">${kind.many}</a></p>
      <h1 tabindex="-1">${record ? this.heading(record) : kind.one}</h1>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${record ? html`<section class="detail" aria-label="Fields">${pairs(fields(kind, record))}</section>
        ${this.visible().map((part) => this.shownPart(part))}
        <section class="detail"><h2>About this record</h2>${pairs(behind(kind, record))}</section>`
        : this.fault ? nothing : html`<p class="quiet">Loading…</p>`}`;
  }

  private heading(record: Item): string {
    const name = called(record, this.kind);
    return this.kind.id === 'orders' && !name.startsWith(this.kind.one) ? `Order ${name}` : name;
  }

  private shownPart(part: Part) {
    const served = this.parts[part.title];
    return html`<section class="detail"><h2>${part.title}</h2>
      ${!served ? html`<p class="quiet">Loading…</p>` : served.fault ? html`<p class="fault" role="alert">${served.fault}</p>`
        : served.item ? pairs(fields({ ...this.kind, skip: ['productId'] }, served.item)) : this.rows(part, served.rows!)}
    </section>`;
  }

  private rows(part: Part, rows: Page) {
    if (!rows.items.length) return html`<p class="quiet">None.</p>`;
    if (!('of' in part)) return table(this.kind, rows.items, part.columns ?? [], part.title, false);
    const other = kindOf(part.of)!;
    return html`${table(other, rows.items, other.columns.filter((column) => column.field !== part.by), part.title, true)}
      ${rows.nextCursor ? html`<p class="more"><a href=${listAt(other, { [part.by]: this.record!.id })}>All ${part.title.toLowerCase()}</a></p>` : nothing}`;
  }
}

function pairs(all: [string, unknown][]) {
  return html`<dl class="fields">${all.map(([name, value]) => html`<div class=${typeof value === 'string' && value.length > 60 ? 'long' : ''}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

customElements.define('tandem-record', RecordPage);
