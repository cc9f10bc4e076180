// SPDX-License-Identifier: Apache-2.0
// Series that add up, stacked over time, with their names beside the colours.
import type { Count } from '../data';
import { useChoice } from '../state';
import { useWords } from '../text';
import { PAPER, seriesColour } from '../theme';
import { Legend, TimeFrame, type Plot } from './frame';
import { areaPath, linePath } from './scale';

export interface Layer {
  name: string;
  values: Count[];
}

export function StackChart({ title, layers }: { title: string; layers: Layer[] }) {
  const { report, row } = useChoice();
  const words = useWords();
  const rows = report.time.dates.length;
  const tops: number[][] = [];
  const base = new Array<number>(rows).fill(0);
  for (const { values } of layers) {
    tops.push(base.map((sum, t) => (base[t] = sum + (values[t] ?? 0))));
  }
  const max = Math.max(1, ...base);
  const line = (plot: Plot, values: number[]) =>
    values.map((v, t): [number, number] => [plot.x(t), plot.y(v)]);
  const now = layers.map(({ name, values }) => `${name} ${words.count(values[row])}`).join('; ');
  const total = layers.map(({ name, values }) =>
    `${name}: ${words.count(values.reduce<number>((sum, v) => sum + (v ?? 0), 0))}`).join('; ');
  return (
    <>
      <TimeFrame title={title} description={total} max={max} height={260}
        readout={`${words.date(report.time.dates[row] ?? '')}: ${now}`}>
        {(plot) => tops.map((top, i) => (
          <>
            <path d={areaPath(line(plot, top), line(plot, tops[i - 1] ?? top.map(() => 0)))}
              fill={seriesColour(i)} opacity={0.82} />
            <path d={linePath(line(plot, top))} fill="none" stroke={PAPER} stroke-width={1.5} />
          </>
        ))}
      </TimeFrame>
      <Legend items={layers.map(({ name }, i) => ({ text: name, colour: seriesColour(i), kind: 'square' }))} />
    </>
  );
}
