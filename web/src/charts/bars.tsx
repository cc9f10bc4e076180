// SPDX-License-Identifier: Apache-2.0
// Horizontal bars with their names and values written out; intervals as thin lines below them.
import { useId } from 'preact/hooks';
import type { Count } from '../data';
import { useWords } from '../text';
import { FONT, INK, MUTED, RULE } from '../theme';
import { isCount } from '../view';
import { useWidth } from './frame';

export interface Bar {
  name: string;
  value: Count;
  low?: Count;
  high?: Count;
  colour: string;
}

const ROW = 30;
/** Where names are too long to stand beside the bars, they stand above them. */
const ABOVE = 17;

export function Bars({ title, bars }: { title: string; bars: Bar[] }) {
  const [ref, width] = useWidth();
  const words = useWords();
  const id = useId();
  const max = Math.max(1e-9, ...bars.flatMap((bar) => [bar.value ?? 0, bar.high ?? 0]));
  const longest = 12 + Math.max(...bars.map((bar) => bar.name.length)) * 7;
  const above = longest > width * 0.42 ? ABOVE : 0;
  const names = above ? 0 : longest;
  const high = ROW + above;
  const values = 76;
  const length = (x: number) => (x / max) * Math.max(20, width - names - values);
  const value = (bar: Bar) => (isCount(bar.value) ? words.amount(bar.value) : words.t('cell.hidden'));
  const letters = Math.floor((above ? width : names) / 6.6);
  const short = (name: string) => (name.length > letters ? `${name.slice(0, letters - 1)}…` : name);
  return (
    <div ref={ref} class="plot">
      {width > 0 && (
        <svg class="chart" viewBox={`0 0 ${width} ${bars.length * high + 4}`} role="img" font-family={FONT}
          font-size={13} direction="ltr" aria-labelledby={`${id}t ${id}d`}>
          <title id={`${id}t`}>{title}</title>
          <desc id={`${id}d`}>{bars.map((bar) => `${bar.name}: ${value(bar)}`).join('; ')}</desc>
          <line x1={names} x2={names} y1={2} y2={bars.length * high} stroke={RULE} />
          {bars.map((bar, i) => {
            const y = i * high + above + 5;
            return (
              <g>
                <text x={above ? 0 : names - 8} y={above ? y - 4 : y + 14} text-anchor={above ? 'start' : 'end'} fill={INK}>{short(bar.name)}</text>
                {isCount(bar.value) && (
                  <rect x={names} y={y + 1} width={length(bar.value)} height={14} fill={bar.colour} opacity={0.85} />
                )}
                {isCount(bar.low) && isCount(bar.high) && (
                  <line x1={names + length(bar.low)} x2={names + length(bar.high)} y1={y + 19.5} y2={y + 19.5}
                    stroke={INK} stroke-width={1.5} />
                )}
                <text x={names + length(bar.value ?? 0) + 6} y={y + 13} fill={MUTED}>{value(bar)}</text>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
