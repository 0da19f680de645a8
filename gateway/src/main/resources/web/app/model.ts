import type { ModelId } from './kinds';

/** The replies this page reads, with the fields it uses, and the question that every figure on a page shares. */
export interface Band { low?: string; high?: string; goodWhen: string; alarmBelow?: string; alarmAbove?: string; currency?: string; source: string }

export interface Kpi {
  id: string; model: ModelId; version: number; name: string; formula: string; unit: string;
  dimensions: string[]; stats: string[]; band: Band | null; available: boolean; pitfalls: string[];
}

export interface Point {
  period: string; dimensions: Record<string, string | null>; value: string | null; numerator: string | null;
  denominator: string | null; state: string; band: string; reason: string | null;
  undated?: number | { count: number }; unpriced?: number | { count: number };
}

export interface Series {
  kpi: string; currency: string | null; asOf: string | null; completeThrough: string | null; grain: string; series: Point[];
}

export interface Row {
  kind: string; id: string; externalId: string | null; href: string; occurredOn: string | null;
  numerator: string; denominator: string | null; value: string | null; selected: boolean;
}

export interface Explained {
  value: string | null; numerator: string | null; denominator: string | null; count: number;
  hidden: { count: number; numerator: string; denominator: string | null } | null; items: Row[]; nextCursor: string | null;
}

export interface CohortTable { completeThrough: string | null; cohorts: { period: string; size: number; active: (number | null)[]; retention: (string | null)[] }[] }

/** What is being looked at; it lives in the address, so that a view can be bookmarked and the back button works. */
export interface View {
  model: ModelId; from: string; to: string; grain: string; kpi: string; stat: string; period: string;
  by: string; dim: string; is: string; cohort: string; k: string;
}

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'];

export function readView(model: ModelId, asked: URLSearchParams): View {
  const text = (name: string) => asked.get(name) ?? '';
  return {
    model, from: text('from'), to: text('to'), grain: GRAINS.includes(text('grain')) ? text('grain') : '', kpi: text('kpi'),
    stat: text('stat'), period: text('period'), by: text('by'), dim: text('dim'), is: text('is'), cohort: text('cohort'), k: text('k'),
  };
}

export function viewAt(view: View): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(view)) {
    if (name !== 'model' && value) query.set(name, value);
  }
  return `#/${view.model.toLowerCase()}${query.size ? '?' + query : ''}`;
}

export function ask(view: View, change: Partial<View>): void { location.hash = viewAt({ ...view, ...change }); }

/** The figures of a business that are computed, in the catalogue's order. */
export function figuresOf(catalogue: Kpi[], model: ModelId): Kpi[] {
  return catalogue.filter((kpi) => kpi.model === model && kpi.available);
}

export function kpiPath(view: View, id: string, extra: Record<string, string>, explain = false): string {
  const query = new URLSearchParams({ from: view.from, to: view.to });
  if (view.dim) query.set(`filter[${view.dim}]`, view.is);
  for (const [name, value] of Object.entries(extra)) {
    if (value) query.set(name, value);
  }
  return `/api/v1/metrics/kpis/${view.model}/${id}${explain ? '/explain' : ''}?${query}`;
}

export function counted(value: number | { count: number } | undefined | null): number {
  return value == null ? 0 : typeof value === 'number' ? value : value.count;
}
