import { html } from 'lit';

/** The product's name and sign. */
export function mark() {
  return html`<span class="mark"><svg viewBox="0 0 32 20" aria-hidden="true"><circle cx="7.5" cy="10" r="6"/><circle cx="24.5" cy="10" r="6"/><path d="M7.5 10h17"/></svg>Tandem</span>`;
}
