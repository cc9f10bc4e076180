// SPDX-License-Identifier: Apache-2.0
// A fan chart: bands between quantiles around the median, with what was counted, the room there is and a
// forecast without skill.
import type { Band, Count, Report } from '../data';
import { useChoice } from '../state';
import { cellText } from '../table';
import { useWords, type Words } from '../text';
import { FONT, INK, LIMIT, MUTED, PAPER, seriesColour } from '../theme';
import { hasEnsemble, hasTime, isCount, lastRow, middle } from '../view';
import { Legend, TimeFrame, type LegendItem, type Plot } from './frame';
import { areaPath, linePath } from './scale';

export interface FanSeries {
  name: string;
  band: Band;
  colour?: string;
}

/** A count at its place among the rows (view.rowAt). */
export interface Seen {
  at: number;
  date: string;
  persons: Count;
}

interface FanProps {
  title: string;
  /** Several: one scenario each, with outer bands only. */
  series: FanSeries[];
  observed?: Seen[];
  /** They were scaled to a later recount. */
  corrected?: boolean;
  no_skill?: { name: string; values: Count[] };
  capacity?: number | null;
  /** The most people ever counted: no room, but told. */
  most_counted?: number | null;
  horizon?: number;
  height?: number;
  /** Counted during the rows, not at their ends: columns where there are few. */
  flow?: boolean;
}

const pairs = (report: Report) =>
  Array.from({ length: Math.floor(report.quantiles.length / 2) }, (_, i) => [i, report.quantiles.length - 1 - i] as const);

const points = (plot: Plot, line: Count[] | undefined) =>
  (line ?? []).map((v, row): [number, number] | null => (isCount(v) ? [plot.x(row), plot.y(v)] : null));

function largest(props: FanProps): number {
  const most = (values: (Count | undefined)[]) =>
    values.reduce<number>((max, v) => (isCount(v) && v > max ? v : max), 0);
  const shown = Math.max(
    most(props.series.flatMap(({ band }) => band.flat())),
    most((props.observed ?? []).map((o) => o.persons)),
    most(props.no_skill?.values ?? []));
  // A room ten times larger than anybody needs would press the chart flat: it is told in the legend.
  const room = limitOf(props) ?? 0;
  return room <= shown * 2.5 ? Math.max(shown, room) : shown;
}

const limitOf = ({ capacity, most_counted }: FanProps) => capacity ?? most_counted;

export function FanChart(props: FanProps) {
  const { report, placeName, row } = useChoice();
  const words = useWords();
  const { title, series, observed = [], no_skill, horizon } = props;
  const limit = limitOf(props);
  const columns = isColumns(report, props);
  const [from, to] = columns ? [-0.5, report.time.dates.length - 0.5] : [Math.min(0, ...observed.map(({ at }) => at))];
  const max = largest(props);
  const several = series.length > 1;
  if (!hasTime(report)) {
    const seen = observed.filter((o) => isCount(o.persons)).map((o) =>
      `${words.t(props.corrected ? 'legend.corrected' : 'legend.observed')}: ${words.count(o.persons)} (${words.date(o.date)})`);
    return <p class="readout">{[readout(report, props, row, words), ...seen].join('; ')}</p>;
  }
  return (
    <>
      <TimeFrame title={title} description={describe(report, props, placeName, words)} max={max}
        height={props.height} from={from} to={to} readout={readout(report, props, row, words)}>
        {(plot) => (
          <>
            {columns && <Columns report={report} plot={plot} band={series[0]?.band ?? []} colour={series[0]?.colour ?? INK} />}
            {!columns && series.map(({ band, colour }, i) => (
              <Bands report={report} plot={plot} band={band} colour={colour ?? seriesColour(i)} outer={several} />
            ))}
            {no_skill && (
              <path d={linePath(points(plot, no_skill.values))} fill="none" stroke={MUTED}
                stroke-width={1.25} stroke-dasharray="4 3" />
            )}
            {isCount(limit) && limit <= max && (
              <line x1={plot.left} x2={plot.right} y1={plot.y(limit)} y2={plot.y(limit)} stroke={LIMIT}
                stroke-width={1.5} stroke-dasharray={isCount(props.capacity) ? undefined : '1 4'} />
            )}
            {!columns && series.map(({ band, colour }, i) => (
              <path d={linePath(points(plot, band[middle(report)]))} fill="none"
                stroke={colour ?? seriesColour(i)} stroke-width={2.25} stroke-linejoin="round" />
            ))}
            {horizon !== undefined && horizon < lastRow(report) && <Fade plot={plot} row={columns ? horizon + 0.5 : horizon} text={words.t('legend.horizon')} />}
            {observed.map((o) => isCount(o.persons) && (
              <circle cx={plot.x(o.at)} cy={plot.y(o.persons)} r={3.25} fill={PAPER} stroke={INK} stroke-width={1.4} />
            ))}
          </>
        )}
      </TimeFrame>
      <Legend items={legend(report, props, words)} />
    </>
  );
}

const MOST_COLUMNS = 24;
const isColumns = (report: Report, { flow, series }: FanProps) =>
  Boolean(flow) && series.length === 1 && report.time.dates.length <= MOST_COLUMNS;

/** A column per row up to the middle, with thin and thick lines over the ranges. */
function Columns({ report, plot, band, colour }: Omit<BandsProps, 'outer'>) {
  const rows = report.time.dates.length;
  const wide = Math.min(40, ((plot.right - plot.left) / rows) * 0.62);
  return (
    <>
      {(band[middle(report)] ?? []).map((v, row) => isCount(v) && (
        <g>
          <rect x={plot.x(row) - wide / 2} y={plot.y(v)} width={wide} height={plot.bottom - plot.y(v)} fill={colour}
            opacity={0.75} />
          {pairs(report).map(([low, high], i) => {
            const [a, b] = [band[low]?.[row], band[high]?.[row]];
            return isCount(a) && isCount(b) && (
              <line x1={plot.x(row)} x2={plot.x(row)} y1={plot.y(a)} y2={plot.y(b)} stroke={INK}
                stroke-width={i === 0 ? 1.2 : 4} opacity={i === 0 ? 0.8 : 0.35} />
            );
          })}
        </g>
      ))}
    </>
  );
}

interface BandsProps {
  report: Report;
  plot: Plot;
  band: Band;
  colour: string;
  outer: boolean;
}

function Bands({ report, plot, band, colour, outer }: BandsProps) {
  const drawn = outer ? pairs(report).slice(0, 1) : pairs(report);
  return (
    <>
      {drawn.map(([low, high]) => (
        <path d={areaPath(points(plot, band[high]), points(plot, band[low]))} fill={colour}
          opacity={outer ? 0.13 : 0.2} />
      ))}
    </>
  );
}

/** Beyond the horizon the projection is pale. */
function Fade({ plot, row, text }: { plot: Plot; row: number; text: string }) {
  const x = Math.max(plot.left, plot.x(row));
  if (x >= plot.right) return null;
  const room = plot.right - x > text.length * 6.5;
  return (
    <g>
      <rect x={x} y={plot.top} width={plot.right - x} height={plot.bottom - plot.top} fill={PAPER} opacity={0.62} />
      <line x1={x} x2={x} y1={plot.top} y2={plot.bottom} stroke={MUTED} stroke-dasharray="2 3" />
      <text x={room ? x + 6 : x - 6} y={plot.top + 12} fill={MUTED} font-family={FONT}
        text-anchor={room ? 'start' : 'end'}>{room ? text : `${text} →`}</text>
    </g>
  );
}

function legend(report: Report, props: FanProps, words: Words): LegendItem[] {
  const items: LegendItem[] = [];
  const columns = isColumns(report, props);
  const q = report.quantiles;
  const percent = (low: number, high: number) =>
    words.t('legend.band', { percent: words.percent((q[high] ?? 1) - (q[low] ?? 0)) });
  props.series.forEach(({ name, colour }, i) => {
    const text = props.series.length > 1 ? name
      : words.t(hasEnsemble(report) ? 'legend.median' : 'legend.run');
    items.push({ text, colour: colour ?? seriesColour(i), kind: columns ? 'square' : 'line' });
  });
  const colour = props.series.length > 1 ? MUTED : (props.series[0]?.colour ?? seriesColour(0));
  const shown = props.series.length > 1 ? pairs(report).slice(0, 1) : pairs(report).reverse();
  shown.forEach(([low, high]) =>
    items.push({
      text: percent(low, high), colour: columns ? INK : colour,
      kind: columns ? (low === 0 ? 'thin' : 'thick') : low === 0 ? 'wide-band' : 'band' }));
  if (props.observed?.length) {
    items.push({ text: words.t(props.corrected ? 'legend.corrected' : 'legend.observed'), colour: INK, kind: 'dot' });
  }
  if (isCount(props.capacity)) {
    items.push({ text: words.t('legend.capacity', { n: words.count(props.capacity) }), colour: LIMIT, kind: 'limit' });
  }
  if (isCount(props.most_counted)) {
    const text = words.t('legend.most_counted', { n: words.count(props.most_counted) });
    items.push({ text, colour: LIMIT, kind: 'dots' });
  }
  if (props.no_skill) {
    items.push({ text: words.t('legend.no_skill', { name: props.no_skill.name }), colour: MUTED, kind: 'dash' });
  }
  return items;
}

function valueText(report: Report, band: Band, row: number, words: Words): string {
  const text = (n: Count | undefined) => (isCount(n) ? words.amount(n) : cellText(null, words));
  const value = text(band[middle(report)]?.[row]);
  if (!hasEnsemble(report)) return value;
  return `${value} (${words.t('to', { low: text(band[0]?.[row]), high: text(band[band.length - 1]?.[row]) })})`;
}

function readout(report: Report, props: FanProps, row: number, words: Words): string {
  const date = words.date(report.time.dates[row] ?? '');
  const values = props.series.map(({ name, band }) =>
    (props.series.length > 1 ? `${name}: ` : '') + valueText(report, band, row, words));
  return `${date}: ${values.join('; ')}`;
}

function describe(report: Report, props: FanProps, place: string, words: Words): string {
  const { dates } = report.time;
  return props.series.map(({ name, band }) => {
    const line = band[middle(report)] ?? [];
    let top = 0;
    line.forEach((v, row) => {
      if ((v ?? 0) > (line[top] ?? 0)) top = row;
    });
    return words.t('chart.desc', {
      title: props.series.length > 1 ? name : props.title,
      place,
      from: words.date(report.time.begin),
      to: words.date(dates[dates.length - 1] ?? ''),
      end: valueText(report, band, dates.length - 1, words),
      top: words.amount(line[top] ?? 0),
      topdate: words.date(dates[top] ?? ''),
    });
  }).join(' ');
}
