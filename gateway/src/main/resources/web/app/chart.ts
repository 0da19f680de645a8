import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Kpi, Series } from './model';
import { grouped, label, unitMark } from './numbers';

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, MarkAreaComponent, TooltipComponent, CanvasRenderer]);

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
    const additive = ['orders', 'revenue', 'won_amount', 'pipeline_value'].includes(kpi.id);
    const [low, high] = [kpi.band?.low, kpi.band?.high].map((edge) => (edge ? Number(edge) : null));
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
          return `${point.period}\n${point.value === null ? 'no figure' : `${grouped(point.value)} ${unit}`}`;
        } },
      xAxis: { type: 'category', data: series.series.map((point) => point.period), axisTick: { show: false },
        axisLine: { lineStyle: { color: colour('--line') } }, axisLabel: { color: colour('--quiet'), hideOverlap: true } },
      // A band that lies outside the figures must still be seen, else it says nothing.
      yAxis: { type: 'value', scale: !additive,
        ...(low != null || high != null ? { min: (at: { min: number }) => 10 * Math.floor(Math.min(at.min, low ?? at.min) / 10),
          max: (at: { max: number }) => 10 * Math.ceil(Math.max(at.max, high ?? at.max) / 10) } : {}), splitNumber: 4, splitLine: { lineStyle: { color: colour('--line') } },
        axisLabel: { color: colour('--quiet'), formatter: (value: number) => short(value) } },
      series: [{
        name: label(kpi.id, kpi.name), type: additive ? 'bar' : 'line', barMaxWidth: 36, symbolSize: 7, lineStyle: { width: 2 },
        data: series.series.map((point) => ({ value: point.value === null ? null : Number(point.value),
          itemStyle: { color: picked === point.period ? colour('--strong') : colour('--accent'),
            borderRadius: additive ? [3, 3, 0, 0] : 0 } })),
        color: colour('--accent'),
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
    const step = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
    return step;
  }).join(' ');
}
