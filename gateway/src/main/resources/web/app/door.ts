import { LitElement, html } from 'lit';
import { inWords, signIn } from './api';
import { mark } from './mark';

/** The way in. It says why somebody stands before it, and leads to where he wanted to go. */
class Door extends LitElement {
  static properties = { notice: { attribute: false }, busy: { state: true } };
  declare notice: string;
  declare busy: boolean;

  constructor() {
    super();
    this.notice = '';
    this.busy = false;
  }

  createRenderRoot() { return this; }

  firstUpdated() { this.querySelector('input')?.focus(); }

  render() {
    return html`<main class="door"><form @submit=${this.enter}>
      ${mark()}
      <h1>Sign in</h1>
      <label>Name<input name="username" autocomplete="username" autocapitalize="none" required></label>
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
      this.dispatchEvent(new CustomEvent('entered'));
    } catch (error) {
      this.notice = inWords(error);
      await this.updateComplete;
      this.querySelector<HTMLInputElement>('[name=password]')?.select();
    } finally {
      this.busy = false;
    }
  }
}
customElements.define('tandem-door', Door);
