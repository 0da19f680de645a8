import { LitElement, html, nothing } from 'lit';
import { caller, inWords, signIn, signOut } from './api';
import './cohorts';
import './dashboard';
import { readView, writeView } from './model';

/** The frame of the console: who is signed in, and which of the two businesses is looked at. */
class TandemConsole extends LitElement {
  static properties = { who: { state: true }, view: { state: true }, notice: { state: true }, busy: { state: true } };
  declare who: ReturnType<typeof caller>;
  declare view: ReturnType<typeof readView>;
  declare notice: string;
  declare busy: boolean;

  constructor() {
    super();
    this.who = caller();
    this.view = readView();
    this.notice = '';
    this.busy = false;
    addEventListener('hashchange', () => { this.view = readView(); });
    addEventListener('tandem-signed-out', () => {
      this.notice = 'Your session has ended. Sign in again.';
      this.who = null;
    });
  }

  createRenderRoot() { return this; }

  render() {
    return this.who ? this.page() : this.door();
  }

  private page() {
    const tab = (model: 'B2B' | 'B2C', title: string) => html`<a href="#/${model.toLowerCase()}"
        aria-current=${this.view.model === model ? 'page' : nothing}>${title}</a>`;
    return html`
      <a class="skip" href="#/${this.view.model.toLowerCase()}" @click=${this.skip}>Skip to the figures</a>
      <header class="bar">
        <span class="mark"><svg viewBox="0 0 32 20" aria-hidden="true"><circle cx="7.5" cy="10" r="6"/><circle cx="24.5" cy="10" r="6"/><path d="M7.5 10h17"/></svg>Tandem</span>
        <nav aria-label="Businesses">${tab('B2B', 'B2B')}${tab('B2C', 'B2C')}</nav>
        <span class="who"><a href="/docs/">API</a><span title=${this.who!.roles.join(', ')}>${this.who!.username}</span>
          <button class="plain" @click=${this.leave}>Sign out</button></span>
      </header>
      <main id="figures" tabindex="-1"><tandem-dashboard .view=${this.view}></tandem-dashboard></main>`;
  }

  private door() {
    return html`<main class="door"><form @submit=${this.enter}>
      <span class="mark"><svg viewBox="0 0 32 20" aria-hidden="true"><circle cx="7.5" cy="10" r="6"/><circle cx="24.5" cy="10" r="6"/><path d="M7.5 10h17"/></svg>Tandem</span>
      <h1>Sign in</h1>
      <label>Name<input name="username" autocomplete="username" autocapitalize="none" required autofocus></label>
      <label>Password<input name="password" type="password" autocomplete="current-password" required></label>
      <button class="main" ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
      <p role="alert" class="fault">${this.notice}</p>
    </form></main>`;
  }

  private async enter(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    this.busy = true;
    this.notice = '';
    try {
      await signIn(String(form.get('username')).trim(), String(form.get('password')));
      this.who = caller();
      const role = this.who?.roles[0] ?? '';
      if (!location.hash) {
        writeView({ ...readView(), model: ['shop', 'support', 'shopper'].includes(role) ? 'B2C' : 'B2B' });
      }
    } catch (error) {
      this.notice = inWords(error).replace('This is not available yet.', 'This deployment has no local log-ins.');
    } finally {
      this.busy = false;
    }
  }

  private leave() {
    signOut();
    this.notice = '';
    this.who = null;
  }

  private skip(event: Event) {
    event.preventDefault();
    document.getElementById('figures')?.focus();
  }
}
customElements.define('tandem-console', TandemConsole);
