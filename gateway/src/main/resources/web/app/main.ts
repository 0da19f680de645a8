import { LitElement, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import './dashboard';
import './door';
import './list';
import { mark } from './mark';
import type { ModelId } from './kinds';
import { forgetNames } from './names';
import { homeOf, menuOf, modelOf, readPlace, seesFigures } from './place';
import type { Place } from './place';
import './record';
import { caller, endInTime, hasExpired, onEnd, signOut } from './session';

const ENDED = 'Your session has ended. Sign in again.';

/** The frame of the console: who is signed in, and which page the address names. */
class TandemConsole extends LitElement {
  static properties = { who: { state: true }, place: { state: true }, notice: { state: true } };
  declare who: ReturnType<typeof caller>;
  declare place: Place;
  declare notice: string;

  constructor() {
    super();
    this.notice = hasExpired() ? ENDED : '';
    this.who = caller();
    this.place = readPlace(location.hash);
    if (this.who) this.begin();
    addEventListener('hashchange', () => this.arrive());
    onEnd(() => {
      this.notice = ENDED;
      this.who = null;
    });
  }

  createRenderRoot() { return this; }

  private begin() {
    endInTime();
    const home = homeOf(this.who!);
    if (!location.hash && home) {
      history.replaceState(null, '', home);
      this.place = readPlace(home);
    }
  }

  private arrive() { this.place = readPlace(location.hash); }

  updated(changed: PropertyValues) {
    if (!changed.has('place') && !changed.has('who')) return;
    document.title = `${this.who ? this.heading() : 'Sign in'} – Tandem`;
    const before = changed.get('place') as Place | undefined;
    if (this.who && before && pageKey(before) !== pageKey(this.place)) {
      scrollTo(0, 0);
      // Who reads by ear or key begins at the new page's heading.
      const main = this.querySelector('main')!;
      requestAnimationFrame(() => (main.querySelector<HTMLElement>('h1') ?? main).focus({ preventScroll: true }));
    }
  }

  private heading(): string {
    const { place } = this;
    return place.page === 'figures' ? `${place.view.model} dashboard` : place.page === 'list' ? place.kind.many
      : place.page === 'record' ? place.kind.one : 'Nothing here';
  }

  render() {
    if (!this.who) return html`<tandem-door .notice=${this.notice} @entered=${this.entered}></tandem-door>`;
    const model = modelOf(this.place);
    return html`
      <a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      <header class="bar">
        ${mark()}
        <nav aria-label="Businesses">${(['B2B', 'B2C'] as ModelId[]).map((each) => this.business(each, model))}</nav>
        <span class="who"><a href="/docs/">API</a><span title=${this.who.roles.join(', ')}>${this.who.username}</span>
          <button class="plain" @click=${this.leave}>Sign out</button></span>
      </header>
      ${model ? this.menu(model) : nothing}
      <main id="main" tabindex="-1">${this.content()}</main>`;
  }

  private business(each: ModelId, now?: ModelId) {
    const home = homeOf(this.who!, [each]);
    return home ? html`<a href=${home} aria-current=${each === now ? 'true' : nothing}>${each}</a>` : nothing;
  }

  private menu(model: ModelId) {
    const { place } = this;
    const at = (current: boolean) => (current ? (place.page === 'record' ? 'true' : 'page') : nothing);
    return html`<nav class="menu" aria-label="${model} pages">
      ${seesFigures(this.who!, model) ? html`<a href="#/${model.toLowerCase()}" aria-current=${at(place.page === 'figures')}>Dashboard</a>` : nothing}
      ${menuOf(this.who!, model).map((kind) => html`<a href="#/${kind.id}"
        aria-current=${at((place.page === 'list' || place.page === 'record') && place.kind === kind)}>${kind.many}</a>`)}
    </nav>`;
  }

  private content() {
    const { place } = this;
    switch (place.page) {
      case 'figures': return html`<tandem-dashboard .view=${place.view}></tandem-dashboard>`;
      case 'list': return html`<tandem-list .kind=${place.kind} .asked=${place.asked}></tandem-list>`;
      case 'record': return html`<tandem-record .kind=${place.kind} .recordId=${place.id}></tandem-record>`;
      default: return html`<h1 tabindex="-1">Nothing here</h1><p class="quiet">${homeOf(this.who!)
        ? html`This address names no page. <a href=${homeOf(this.who!)!}>To the first page</a>` : 'The console has no page for your role.'}</p>`;
    }
  }

  private entered() {
    this.notice = '';
    this.who = caller();
    this.begin();
  }

  private leave() {
    signOut();
    forgetNames();
    this.notice = '';
    this.who = null;
    // The next person begins at his own first page.
    history.replaceState(null, '', location.pathname);
    this.arrive();
  }

  private skip(event: Event) {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
}

/** The page without what is asked of it, so that a changed question leaves the focus where it is. */
function pageKey(place: Place): string {
  return place.page === 'figures' ? place.view.model : place.page === 'list' ? place.kind.id
    : place.page === 'record' ? `${place.kind.id}/${place.id}` : '';
}

customElements.define('tandem-console', TandemConsole);
