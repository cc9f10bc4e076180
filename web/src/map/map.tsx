// SPDX-License-Identifier: Apache-2.0
// The map as a picture: countries, boundaries or circles in proportion, arcs of flows, names.
import { useId, useMemo } from 'preact/hooks';
import { useWidth } from '../charts/frame';
import type { Count } from '../data';
import { useChoice } from '../state';
import { useWords } from '../text';
import { BORDER, FONT, GAIN, INK, LAND, LOSS, MUTED, PAPER, SERIES } from '../theme';
import { isCount } from '../view';
import { ground, type Ground } from './backdrop';
import { labels } from './labels';
import type { Arc, Quantity } from './values';

interface MapProps {
  quantity: Quantity;
  /** Of each zone at the chosen date. */
  now: (Count | 'hidden' | undefined)[];
  max: number;
  arcs: Arc[];
  arc_max: number;
  description: string;
  title: string;
}

const RADIUS = 34;

export function MapPicture({ quantity, now, max, arcs, arc_max, description, title }: MapProps) {
  const { report, place, choose } = useChoice();
  const [ref, width] = useWidth();
  const id = useId();
  const height = Math.round(Math.min(560, Math.max(320, width * 0.62)));
  const base = useMemo(() => (width ? ground(report, width, height) : null), [report, width, height]);
  const most = width < 500 ? RADIUS * 0.65 : RADIUS;
  const radius = (v: Count | 'hidden' | undefined) =>
    isCount(v) && max > 0 ? Math.sqrt(Math.abs(v) / max) * most : 0;
  return (
    <div ref={ref} class="plot">
      {base && (
        <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" font-family={FONT} font-size={12}
          direction="ltr" aria-labelledby={`${id}t ${id}d`}>
          <title id={`${id}t`}>{title}</title>
          <desc id={`${id}d`}>{description}</desc>
          <Backdrop base={base} width={width} height={height} />
          {base.outlines.map((outline, zone) => outline && (
            <path d={outline} fill={shade(now[zone], max, quantity)} stroke={PAPER} stroke-width={1}
              onClick={() => choose({ place: zone })}>
              <title>{report.zones.name[zone]}</title>
            </path>
          ))}
          {base.at.map((at, zone) => at && !base.outlines[zone] && (
            <g onClick={() => choose({ place: zone })}>
              <circle cx={at[0]} cy={at[1]} r={2} fill={MUTED} />
              <circle cx={at[0]} cy={at[1]} r={radius(now[zone])} fill={colour(now[zone], quantity)}
                fill-opacity={0.55} stroke={colour(now[zone], quantity)} stroke-width={1}>
                <title>{report.zones.name[zone]}</title>
              </circle>
            </g>
          ))}
          {arcs.map((arc) => <FlowArc arc={arc} base={base} max={arc_max} />)}
          <Names base={base} now={now} radius={radius} width={width} chosen={place} />
        </svg>
      )}
    </div>
  );
}

const sign = (v: Count | 'hidden' | undefined) => (isCount(v) && v < 0 ? -1 : 1);

function colour(v: Count | 'hidden' | undefined, quantity: Quantity): string {
  if (quantity !== 'net') return SERIES[0];
  return sign(v) < 0 ? LOSS : GAIN;
}

/** Five classes by the square root: few people must not vanish beside many. */
function shade(v: Count | 'hidden' | undefined, max: number, quantity: Quantity): string {
  if (!isCount(v)) return '#e4e4e0';
  const step = v === 0 || max <= 0 ? 0 : Math.ceil(Math.sqrt(Math.abs(v) / max) * 5);
  const ramps = {
    plus: ['#f4f4ef', '#d2e1ec', '#a3c4dc', '#6ba1c6', '#357ba9', '#0b5c94'],
    gain: ['#f4f4ef', '#f3dcc0', '#ebbd85', '#dd9a4d', '#c9781f', '#b35806'],
    loss: ['#f4f4ef', '#dcd9ea', '#bab4d8', '#958cc2', '#6f64a9', '#4b3f91'],
  };
  const ramp = quantity !== 'net' ? ramps.plus : v < 0 ? ramps.loss : ramps.gain;
  return ramp[step] ?? INK;
}

function Backdrop({ base, width, height }: { base: Ground; width: number; height: number }) {
  return (
    <g>
      <rect width={width} height={height} fill="#f7fafb" />
      <path d={base.countries} fill={LAND} />
      <path d={base.borders} fill="none" stroke={BORDER} stroke-width={1} />
      {base.names.map(({ name, x, y }) => (
        <text x={x} y={y} text-anchor="middle" fill="#6d7780" letter-spacing={1.5} font-size={11}>{name.toUpperCase()}</text>
      ))}
    </g>
  );
}

/** Bent to the right of its direction, so that both ways between two zones can be seen. */
function FlowArc({ arc, base, max }: { arc: Arc; base: Ground; max: number }) {
  const a = base.at[arc.from];
  const b = base.at[arc.to];
  if (!a || !b || max <= 0) return null;
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const [mx, my] = [(a[0] + b[0]) / 2 - dy * 0.18, (a[1] + b[1]) / 2 + dx * 0.18];
  const size = 0.8 + Math.sqrt(arc.persons / max) * 6;
  const length = Math.hypot(b[0] - mx, b[1] - my) || 1;
  const [ux, uy] = [(b[0] - mx) / length, (b[1] - my) / length];
  const head = 5 + size;
  const [hx, hy] = [b[0] - ux * head, b[1] - uy * head];
  const f = (x: number) => x.toFixed(1);
  return (
    <g opacity={0.5}>
      <path d={`M${f(a[0])},${f(a[1])}Q${f(mx)},${f(my)} ${f(hx)},${f(hy)}`} fill="none" stroke={INK} stroke-width={f(size)} />
      <path d={`M${f(b[0])},${f(b[1])}L${f(hx - uy * head * 0.5)},${f(hy + ux * head * 0.5)}L${f(hx + uy * head * 0.5)},${f(hy - ux * head * 0.5)}Z`} fill={INK} />
    </g>
  );
}

interface NamesProps {
  base: Ground;
  now: (Count | 'hidden' | undefined)[];
  radius: (v: Count | 'hidden' | undefined) => number;
  width: number;
  chosen: number;
}

function Names({ base, now, radius, width, chosen }: NamesProps) {
  const { report } = useChoice();
  const words = useWords();
  const shown = labels(report.zones.name.map((name, zone) => ({
    zone, name, at: base.at[zone] ?? null,
    weight: zone === chosen ? Infinity : Math.abs(isCount(now[zone]) ? now[zone] : 0),
    offset: base.outlines[zone] ? 0 : radius(now[zone]),
  })), width);
  return (
    <>
      {shown.map(({ zone, name, x, y, anchor }) => {
        const v = now[zone];
        const text = isCount(v) && v !== 0 ? `\u2068${name}\u2069 ${words.about(v)}` : name;
        return (
          <text x={x} y={y} text-anchor={anchor} fill={INK} stroke={PAPER} stroke-width={3} stroke-linejoin="round" paint-order="stroke"
            font-weight={zone === chosen ? 700 : 500}>{text}</text>
        );
      })}
    </>
  );
}
