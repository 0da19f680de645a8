import { LitElement, html, nothing } from 'lit';
import { get, inWords } from './api';
import type { Kind } from './kinds';
import { listAt } from './place';
import { table } from './table';
import { named, titleOf, words } from './values';
import type { Item } from './values';

export interface Page { items: Item[]; nextCursor: string | null }

const PAGE = '25';

/** The records of one kind: found by words, narrowed by one choice, sorted, and read page by page. */
class RecordList extends LitElement {
  static properties = { kind: { attribute: false }, asked: { attribute: false }, page: { state: true }, fault: { state: true },
    busy: { state: true } };
  declare kind: Kind;
  declare asked: URLSearchParams;
  declare page: Page | null;
  declare fault: string;
  declare busy: boolean;
  private question = '';
  private loading: AbortController | null = null;

  constructor() {
    super();
    this.page = null;
    this.fault = '';
    this.busy = false;
  }

  createRenderRoot() { return this; }

  willUpdate() {
    const question = `${this.kind.id}?${this.asked}`;
    if (question === this.question) return;
    if (this.question.split('?')[0] !== this.kind.id) this.page = null;
    this.question = question;
    void this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.loading?.abort();
  }

  private async load() {
    this.loading?.abort();
    const { signal } = this.loading = new AbortController();
    this.busy = true;
    this.fault = '';
    try {
      const query = new URLSearchParams(this.asked);
      query.set('limit', PAGE);
      if (!query.has('sort')) query.set('sort', this.kind.sort);
      this.page = await get<Page>(`${this.kind.path}?${query}`, signal);
      this.busy = false;
    } catch (error) {
      if (signal.aborted) return;
      this.page = null;
      this.fault = inWords(error);
      this.busy = false;
    }
  }

  render() {
    const { kind, page } = this;
    return html`<h1 tabindex="-1">${kind.many}</h1>
      <form class="question" role="search" @submit=${this.find}>
        <label class="grow">Search<input type="search" name="q" .value=${this.said('q')} placeholder=${kind.searched} maxlength="200"></label>
        ${kind.choice ? this.choice(kind.choice) : nothing}
        <button class="main">Search</button>
        ${this.narrowed().map(([field, value]) => html`<a class="chip" href=${this.at({ [field]: '' })}>${titleOf(field)}:
          ${this.called(field, value)} <span aria-hidden="true">×</span><span class="unseen">, show all</span></a>`)}
      </form>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      <div class="list" aria-busy=${this.busy ? 'true' : 'false'}>${page ? this.rows(page) : this.busy ? html`<p class="quiet">Loading…</p>` : nothing}</div>`;
  }

  private rows(page: Page) {
    const { kind } = this;
    const sorting = { now: this.said('sort') || kind.sort, to: (sort: string) => this.at({ sort }) };
    return html`
      <p class="quiet" role="status">${page.items.length ? '' : this.said('q') || this.narrowed().length || this.chosen()
        ? `No ${kind.many.toLowerCase()} fit.` : `There are no ${kind.many.toLowerCase()} yet.`}</p>
      ${page.items.length ? table(kind, page.items, kind.columns, kind.many, true, sorting) : nothing}
      ${page.nextCursor || this.said('cursor') ? html`<nav class="more" aria-label="Pages">
        ${this.said('cursor') ? html`<a class="button" href=${this.at({})}>First page</a>` : nothing}
        ${page.nextCursor ? html`<a class="button" href=${this.at({ cursor: page.nextCursor })} rel="next">Next page</a>` : html`<span class="quiet">This is the last page.</span>`}
      </nav>` : nothing}`;
  }

  private choice(choice: NonNullable<Kind['choice']>) {
    const now = this.chosen();
    const title = (option: string) => (option === 'true' ? 'Closed' : option === 'false' ? 'Open' : words(option));
    return html`<label>${choice.title}<select name=${choice.field} @change=${(event: Event) =>
        go(this.at({ [choice.field]: (event.target as HTMLSelectElement).value }))}>
      <option value="" ?selected=${!now}>All</option>
      ${choice.options.map((option) => html`<option value=${option} ?selected=${option === now}>${title(option)}</option>`)}</select></label>`;
  }

  /** What else narrows the list: the record from whose page the reader came. */
  private narrowed(): [string, string][] {
    return [...this.asked].filter(([field]) => !['q', 'sort', 'cursor', 'limit', this.kind.choice?.field].includes(field));
  }

  private called(field: string, value: string) {
    const other = this.kind.refs[field];
    return other ? named(other, value) : value;
  }

  private said(name: string): string { return this.asked.get(name) ?? ''; }

  private chosen(): string { return this.kind.choice ? this.said(this.kind.choice.field) : ''; }

  /** The address of this list with something changed; another question begins at its first page. */
  private at(change: Record<string, string>): string {
    return listAt(this.kind, { ...Object.fromEntries(this.asked), cursor: '', ...change });
  }

  private find(event: SubmitEvent) {
    event.preventDefault();
    go(this.at({ q: String(new FormData(event.target as HTMLFormElement).get('q')).trim() }));
  }
}

function go(address: string): void { location.hash = address; }

customElements.define('tandem-list', RecordList);
