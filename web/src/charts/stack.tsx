// SPDX-License-Identifier: Apache-2.0
// Series that add up, stacked over time, with their names beside the colours. Where one of them is withheld
// there is a gap: what lies above it cannot be drawn at its height.
import type { Count } from '../data';
import { useChoice } from '../state';
import { useWords } from '../text';
import { PAPER, seriesColour } from '../theme';
import { isCount } from '../view';
import { Legend, TimeFrame, type Plot } from './frame';
import { areaPath, linePath } from './scale';

export interface Layer {
  name: string;
  values: Count[];
}

/** `tops[layer][row]`: the upper edge of each layer; `null` in rows with a withheld layer. */
export function stackTops(layers: Layer[], rows: number): Count[][] {
  const base = Array.from({ length: rows }, (_, t): Count =>
    layers.every(({ values }) => isCount(values[t])) ? 0 : null);
  return layers.map(({ values }) =>
    base.map((sum, t) => (base[t] = sum === null ? null : sum + (values[t] ?? 0))));
}

/** More of them would be hairs. */
const MOST_COLUMNS = 40;

export function StackChart({ title, layers }: { title: string; layers: Layer[] }) {
  const { report, row } = useChoice();
  const words = useWords();
  const rows = report.time.dates.length;
  const tops = stackTops(layers, rows);
  const floor = (tops[0] ?? []).map((v) => (v === null ? null : 0));
  const max = Math.max(1, ...(tops[tops.length - 1] ?? []).map((v) => v ?? 0));
  const line = (plot: Plot, values: Count[]) =>
    values.map((v, t): [number, number] | null => (v === null ? null : [plot.x(t), plot.y(v)]));
  // Beside a gap an area would slope to nowhere: a column per row instead.
  const columns = floor.includes(null) && rows <= MOST_COLUMNS;
  const [from, to] = columns ? [-0.5, rows - 0.5] : [];
  const now = layers.map(({ name, values }) => `${name} ${words.count(values[row])}`).join('; ');
  const sum = (values: Count[]) => words.count(values.every(isCount) ? values.reduce((a, b) => a + b, 0) : null);
  return (
    <>
      <TimeFrame title={title} description={layers.map(({ name, values }) => `${name}: ${sum(values)}`).join('; ')}
        max={max} height={260} from={from} to={to} readout={`${words.date(report.time.dates[row] ?? '')}: ${now}`}>
        {(plot) => tops.map((top, i) => columns ? (
          top.map((v, t) => {
            const below = (tops[i - 1] ?? floor)[t];
            const wide = Math.min(40, ((plot.right - plot.left) / rows) * 0.62);
            return isCount(v) && isCount(below) && (
              <rect x={plot.x(t) - wide / 2} y={plot.y(v)} width={wide} height={plot.y(below) - plot.y(v)}
                fill={seriesColour(i)} opacity={0.82} />
            );
          })
        ) : (
          <>
            <path d={areaPath(line(plot, top), line(plot, tops[i - 1] ?? floor))} fill={seriesColour(i)} opacity={0.82} />
            <path d={linePath(line(plot, top))} fill="none" stroke={PAPER} stroke-width={1.5} />
          </>
        ))}
      </TimeFrame>
      <Legend items={layers.map(({ name }, i) => ({ text: name, colour: seriesColour(i), kind: 'square' }))} />
    </>
  );
}
