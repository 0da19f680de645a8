import { html, nothing, svg } from 'lit';
import { place, tone, usual } from './band';
import { sparkline } from './chart';
import { counted } from './model';
import type { Kpi, Point, Series } from './model';
import { grouped, unitMark } from './numbers';

/** One figure of a dashboard at a glance: its value, what it is made of, its course, how final it is and whether it is usual. */
export interface Tile { total?: Series; trend?: Series; fault?: string }

export function tile(kpi: Kpi, known: Tile | undefined, pressed: boolean, open: () => void) {
  if (!known) return html`<div class="tile" aria-busy="true"><h2>${kpi.name}</h2><p class="figure waiting">…</p></div>`;
  const point = known.total?.series[0];
  if (known.fault || !point) {
    return html`<div class="tile"><h2>${kpi.name}</h2><p class="quiet">${known.fault ?? 'No figure was served.'}</p></div>`;
  }
  return html`<button class="tile" id="tile-${kpi.id}" aria-pressed=${pressed ? 'true' : 'false'} @click=${open}>
    <h2>${kpi.name}</h2>
    ${figure(kpi, point, known.total!.currency)}
    <span class="parts">${parts(kpi, point)}</span>
    <svg class="spark" viewBox="0 0 200 36" preserveAspectRatio="none" aria-hidden="true">${known.trend ? svg`<path d=${sparkline(known.trend, 200, 36)}/>` : nothing}</svg>
    <span class="chips">${chips(kpi, point)}</span>
  </button>`;
}

function figure(kpi: Kpi, point: Point, currency: string | null) {
  if (point.value === null) return html`<p class="figure none">–<small>${reason(point.reason)}</small></p>`;
  return html`<p class="figure">${grouped(point.value)}<small>${unitMark(kpi.unit, currency)}</small></p>`;
}

function parts(kpi: Kpi, point: Point) {
  const more = [counted(point.undated) ? `${grouped(String(counted(point.undated)))} without a date` : '',
    counted(point.unpriced) ? `${grouped(String(counted(point.unpriced)))} without an amount` : ''].filter(Boolean).join(', ');
  if (point.numerator === null || point.denominator === null) return more;
  const words = kpi.unit === 'percent' ? 'of' : '/';
  return `${grouped(point.numerator)} ${words} ${grouped(point.denominator)}${more ? '; ' + more : ''}`;
}

function chips(kpi: Kpi, point: Point) {
  const states: Record<string, string> = { OPEN: 'Open: may still change', SETTLED: 'Settled', RESTATED: 'Restated after settling' };
  return html`<span class="chip state-${point.state.toLowerCase()}" title=${states[point.state] ?? ''}>${point.state.toLowerCase()}</span>
    ${place(point) ? html`<span class="chip band-${tone(kpi, point)}">${place(point)} (${usual(kpi)})</span>` : nothing}`;
}

function reason(code: string | null): string {
  return code === 'no_data' || code === null ? 'no data in this range' : code.replace(/_/g, ' ');
}
