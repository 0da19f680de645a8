import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { place, tone } from './band';
import type { Kpi, Point, Series } from './model';
import { grouped, unitMark } from './numbers';

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

/** Draws a trend with its usual band; a click on a period tells the page. */
export class TrendChart {
  private readonly chart: echarts.ECharts;
  private readonly resize: ResizeObserver;

  constructor(place: HTMLElement, pick: (period: string) => void) {
    this.chart = echarts.init(place);
    this.chart.on('click', (event) => pick(event.name));
    this.resize = new ResizeObserver(() => this.chart.resize());
    this.resize.observe(place);
  }

  draw(kpi: Kpi, series: Series, picked: string): void {
    const css = getComputedStyle(document.documentElement);
    const colour = (name: string) => css.getPropertyValue(name).trim();
    const unit = unitMark(kpi.unit, series.currency);
    // What is a plain sum stands on zero, so it is drawn as bars.
    const additive = !kpi.stats.length && series.series.every((point) => point.denominator === null);
    const [low, high, ...alarms] = [kpi.band?.low, kpi.band?.high, kpi.band?.alarmBelow, kpi.band?.alarmAbove]
      .map((edge) => (edge ? Number(edge) : null));
    const toneColour = (point: Point) => colour({ good: '--accent', off: '--off', alarm: '--alarm', '': '--accent' }[tone(kpi, point)]);
    const band = kpi.band?.low || kpi.band?.high
      ? [[{ yAxis: kpi.band.low ? Number(kpi.band.low) : 'min' }, { yAxis: kpi.band.high ? Number(kpi.band.high) : 'max' }]] : [];
    this.chart.setOption({
      aria: { enabled: true }, animation: !matchMedia('(prefers-reduced-motion: reduce)').matches, animationDuration: 250,
      grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
      // Rich text is painted; HTML would need inline styles, which the content policy forbids.
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: colour('--surface'),
        borderColor: colour('--line'), textStyle: { color: colour('--text'), fontSize: 12 },
        formatter: (points: { dataIndex: number }[]) => {
          const point = series.series[points[0].dataIndex];
          return [point.period, point.value === null ? 'no figure' : `${grouped(point.value)} ${unit}`, place(point)].filter(Boolean).join('\n');
        } },
      xAxis: { type: 'category', data: series.series.map((point) => point.period), axisTick: { show: false },
        axisLine: { lineStyle: { color: colour('--line') } }, axisLabel: { color: colour('--quiet'), hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' } },
      // A band that lies outside the figures must still be seen, else it says nothing.
      yAxis: { type: 'value', scale: !additive,
        ...(low != null || high != null ? { min: (at: { min: number }) => 10 * Math.floor(Math.min(at.min, low ?? at.min) / 10),
          max: (at: { max: number }) => 10 * Math.ceil(Math.max(at.max, high ?? at.max) / 10) } : {}), splitNumber: 4, splitLine: { lineStyle: { color: colour('--line') } },
        axisLabel: { color: colour('--quiet'), formatter: (value: number) => short(value) } },
      series: [{
        name: kpi.name, type: additive ? 'bar' : 'line', barMaxWidth: 36, symbolSize: 7, lineStyle: { width: 2 },
        data: series.series.map((point) => ({ value: point.value === null ? null : Number(point.value),
          itemStyle: { color: picked === point.period ? colour('--strong') : toneColour(point),
            borderRadius: additive ? [3, 3, 0, 0] : 0 } })),
        color: colour('--accent'),
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colour('--alarm'), type: 'dashed' },
          data: alarms.filter((edge) => edge !== null).map((edge) => ({ yAxis: edge })) },
        markArea: { silent: true, itemStyle: { color: colour('--band') }, data: band },
      }],
    }, true);
  }

  dispose(): void {
    this.resize.disconnect();
    this.chart.dispose();
  }
}

function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${+(value / 1e6).toFixed(1)}m`;
  return size >= 1e4 ? `${+(value / 1e3).toFixed(1)}k` : `${value}`;
}

/** The points of a small trend line as SVG coordinates; gaps where there is no figure. */
export function sparkline(series: Series, width: number, height: number): string {
  const values = series.series.map((point) => (point.value === null ? null : Number(point.value)));
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  let pen = 'M';
  return values.map((value, index) => {
    if (value === null) {
      pen = 'M';
      return '';
    }
    const x = (index / (values.length - 1)) * width;
    const y = height - 2 - ((value - low) / span) * (height - 4);
    // A figure between two gaps is a dot.
    const step = `${pen}${x.toFixed(1)} ${y.toFixed(1)}${pen === 'M' ? 'h.01' : ''}`;
    pen = 'L';
    return step;
  }).join(' ');
}
