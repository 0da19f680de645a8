import type { Kpi, Point } from './model';
import { grouped, unitMark } from './numbers';

/** How the place of a figure in its usual range is said and coloured; which place it has, the API decides. */
const WORDS: Record<string, string> = { BELOW: 'below the usual', IN: 'as usual', ABOVE: 'above the usual', ALARM: 'alarm' };

export function place(point: Point): string { return WORDS[point.band] ?? ''; }

export function tone(kpi: Kpi, point: Point): 'good' | 'off' | 'alarm' | '' {
  if (!place(point)) return '';
  if (point.band === 'ALARM') return 'alarm';
  if (point.band === 'IN') return 'good';
  const better = kpi.band?.goodWhen === 'HIGHER' ? 'ABOVE' : kpi.band?.goodWhen === 'LOWER' ? 'BELOW' : '';
  return point.band === better ? 'good' : 'off';
}

/** What is usual for a figure, in a few words; nothing where no range is known. */
export function usual(kpi: Kpi): string {
  const band = kpi.band;
  if (!band) return '';
  const unit = unitMark(kpi.unit, band.currency ?? null);
  const edge = (value: string) => grouped(value);
  const range = band.low && band.high ? `${edge(band.low)} to ${edge(band.high)}` : band.low ? `${edge(band.low)} or more`
    : band.high ? `${edge(band.high)} or less` : '';
  const alarm = band.alarmBelow ? `alarm below ${edge(band.alarmBelow)}` : band.alarmAbove ? `alarm above ${edge(band.alarmAbove)}` : '';
  return `${[range, alarm].filter(Boolean).join(', ')} ${unit}`.trim();
}
