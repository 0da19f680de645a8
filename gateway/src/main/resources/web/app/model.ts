/** The replies this page reads, with the fields it uses, and the question that every figure on a page shares. */
export type ModelId = 'B2B' | 'B2C';

export interface Band { low?: string; high?: string; goodWhen: string; alarmBelow?: string; alarmAbove?: string; source: string }

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
  by: string; dim: string; is: string;
}

export const SHOWN: Record<ModelId, string[]> = {
  B2B: ['win_rate', 'opportunity_to_won', 'won_amount', 'asp', 'sales_cycle_days', 'pipeline_value'],
  B2C: ['orders', 'revenue', 'aov', 'repeat_rate', 'repurchase_60d'],
};

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'];

export function readView(): View {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const said = new URLSearchParams(query ?? '');
  const text = (name: string) => said.get(name) ?? '';
  return {
    model: path.toUpperCase() === 'B2C' ? 'B2C' : 'B2B', from: text('from'), to: text('to'),
    grain: GRAINS.includes(text('grain')) ? text('grain') : '', kpi: text('kpi'), stat: text('stat'), period: text('period'),
    by: text('by'), dim: text('dim'), is: text('is'),
  };
}

export function writeView(view: View): void {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(view)) {
    if (name !== 'model' && value) query.set(name, value);
  }
  const hash = `#/${view.model.toLowerCase()}${query.size ? '?' + query : ''}`;
  if (hash !== location.hash) location.hash = hash;
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
