// SPDX-License-Identifier: Apache-2.0
// What all charts over time share: size, axes, the cursor of the chosen date. Time runs from left to
// right in every language.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useChoice } from '../state';
import { textDirection, useWords } from '../text';
import { FONT, INK, MUTED, RULE } from '../theme';
import { dateTicks, niceTicks, scale, type DateTick, type Scale } from './scale';

/** Width of an element on the page, followed while it changes. */
export function useWidth(least = 280) {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(least, Math.round(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [least]);
  return [ref, width] as const;
}

export interface Plot {
  x: Scale;
  y: Scale;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface FrameProps {
  title: string;
  description: string;
  height?: number;
  /** Largest (and smallest, if negative) value that must fit. */
  max: number;
  min?: number;
  /** Where the axis begins and ends, if not with the first and the last row (view.rowAt). */
  from?: number;
  to?: number;
  readout?: string;
  children: (plot: Plot) => ComponentChildren;
}

export function TimeFrame({ title, description, height = 300, max, min = 0, from = 0, to, readout, children }: FrameProps) {
  const [ref, width] = useWidth();
  const { report, row, choose } = useChoice();
  const words = useWords();
  const id = useId();
  const rows = report.time.dates.length;
  const ticks = niceTicks(max || 1, 4, min);
  const last = to ?? rows - 1;
  const plot = plotOf(width, height, [from, last], ticks, Math.max(...ticks.map((n) => words.amount(n).length)));
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const share = (x - plot.left) / (plot.right - plot.left);
    choose({ row: Math.min(rows - 1, Math.max(0, Math.round(from + share * (last - from)))) });
  };
  return (
    <div ref={ref} class="plot">
      {width > 0 && (
        <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" font-family={FONT} font-size={12}
          direction="ltr" aria-labelledby={`${id}t ${id}d`} onPointerDown={point}
          onPointerMove={(event) => event.pointerType === 'mouse' && point(event)}>
          <title id={`${id}t`}>{title}</title>
          <desc id={`${id}d`}>{description}</desc>
          <Axes plot={plot} ticks={ticks} ends={to === undefined} />
          {children(plot)}
          <line x1={plot.x(row)} x2={plot.x(row)} y1={plot.top} y2={plot.bottom} stroke={INK}
            stroke-width={1} stroke-dasharray="1 3" />
        </svg>
      )}
      {readout && <p class="readout">{readout}</p>}
    </div>
  );
}

function plotOf(width: number, height: number, [from, last]: [number, number], ticks: number[], letters: number): Plot {
  const left = 14 + letters * 6.6;
  const right = width - 14;
  const top = 12;
  const bottom = height - 28;
  return {
    left, right, top, bottom,
    x: last > from ? scale(from, last, left, right) : () => (left + right) / 2,
    y: scale(ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1, bottom, top),
  };
}

/** `ends`: rows stand at their ends; the name of a month that is one row stands at its middle. */
function Axes({ plot, ticks, ends }: { plot: Plot; ticks: number[]; ends: boolean }) {
  const words = useWords();
  const { report } = useChoice();
  const found = dateTicks(report.time.dates, Math.max(2, Math.floor((plot.right - plot.left) / 78)));
  const at = ({ row, parts }: DateTick) => plot.x(ends && parts === report.time.step ? row - 0.5 : row);
  const dates = found.filter((tick) => at(tick) >= plot.left - 1);
  return (
    <g>
      {ticks.map((n) => (
        <g>
          <line x1={plot.left} x2={plot.right} y1={plot.y(n)} y2={plot.y(n)}
            stroke={n === 0 ? MUTED : RULE} stroke-width={n === 0 ? 1 : 0.75} />
          <text x={plot.left - 7} y={plot.y(n) + 4} text-anchor="end" fill={MUTED}>{words.amount(n)}</text>
        </g>
      ))}
      {dates.map((tick) => ({ ...tick, x: at(tick) })).map(({ x, iso, parts }, i) => (
        <text x={x} y={plot.bottom + 19} fill={MUTED}
          text-anchor={x < plot.left + 20 ? 'start' : x > plot.right - 20 ? 'end' : 'middle'}>
          {words.shortDate(iso, parts)}
          {parts === 'month' && (i === 0 || iso.slice(0, 4) !== dates[i - 1]?.iso.slice(0, 4))
            ? ` ${iso.slice(0, 4)}` : ''}
        </text>
      ))}
    </g>
  );
}

export interface LegendItem {
  text: string;
  colour: string;
  kind: 'line' | 'band' | 'wide-band' | 'thin' | 'thick' | 'dot' | 'dots' | 'dash' | 'limit' | 'square';
}

export function Legend({ items }: { items: LegendItem[] }) {
  return (
    <ul class="legend">
      {items.map(({ text, colour, kind }) => (
        <li>
          <svg width="22" height="12" aria-hidden="true">
            {kind === 'line' && <line x1="0" x2="22" y1="6" y2="6" stroke={colour} stroke-width="2.5" />}
            {kind === 'limit' && <line x1="0" x2="22" y1="6" y2="6" stroke={colour} stroke-width="1.5" />}
            {kind === 'thin' && <line x1="11" x2="11" y1="0" y2="12" stroke={colour} stroke-width="1.2" opacity="0.8" />}
            {kind === 'thick' && <line x1="11" x2="11" y1="1" y2="11" stroke={colour} stroke-width="4" opacity="0.35" />}
            {kind === 'dots' && (
              <line x1="0" x2="22" y1="6" y2="6" stroke={colour} stroke-width="1.5" stroke-dasharray="1 4" />
            )}
            {kind === 'dash' && (
              <line x1="0" x2="22" y1="6" y2="6" stroke={colour} stroke-width="1.25" stroke-dasharray="4 3" />
            )}
            {kind === 'dot' && <circle cx="11" cy="6" r="3.5" fill="none" stroke={colour} stroke-width="1.5" />}
            {kind === 'square' && <rect x="5" y="0" width="12" height="12" fill={colour} />}
            {kind === 'band' && <rect width="22" height="12" fill={colour} opacity="0.45" />}
            {kind === 'wide-band' && <rect width="22" height="12" fill={colour} opacity="0.18" />}
          </svg>
          <bdi dir={textDirection(text)}>{text}</bdi>
        </li>
      ))}
    </ul>
  );
}
