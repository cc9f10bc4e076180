// SPDX-License-Identifier: Apache-2.0
// Straight-line scales and their round ticks.
export type Scale = (x: number) => number;

export function scale(from: number, to: number, start: number, end: number): Scale {
  const k = to === from ? 0 : (end - start) / (to - from);
  return (x) => start + (x - from) * k;
}

/** About `many` round steps of 1, 2 or 5 times a power of ten that cover 0 to `top`. */
export function niceTicks(top: number, many: number, bottom = 0): number[] {
  const span = Math.max(top - bottom, 1e-9);
  const raw = span / Math.max(1, many);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((k) => k * power >= raw * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = Math.floor(bottom / step + 1e-9); ; ++i) {
    ticks.push(i * step);
    if (i * step >= top - step * 1e-9) return ticks;
  }
}

export interface DateTick {
  row: number;
  iso: string;
  parts: 'day' | 'month' | 'year';
}

/** Rows where a year, month or week begins, no more than `many`. */
export function dateTicks(dates: string[], many: number): DateTick[] {
  const begins = (length: number) =>
    dates.map((iso, row) => ({ iso, row })).filter(
      ({ iso, row }) => row === 0 || iso.slice(0, length) !== dates[row - 1]?.slice(0, length));
  const years = begins(4);
  const months = begins(7);
  const room = (dates.length / many) * 0.8;
  const thin = (all: { iso: string; row: number }[]) => {
    // A first month or year that is cut short has no room for its name.
    const rest = all.length > 2 && (all[1]?.row ?? 0) < room ? all.slice(1) : all;
    const every = Math.ceil(rest.length / many);
    return rest.filter((_, i) => i % every === 0);
  };
  if (years.length > 3) return thin(years).map((x) => ({ ...x, parts: 'year' as const }));
  if (months.length > 2) {
    return thin(months).map((x) => ({ ...x, parts: 'month' as const }));
  }
  return thin(dates.map((iso, row) => ({ iso, row }))).map((x) => ({ ...x, parts: 'day' as const }));
}

/** Points as an SVG path; a gap where a value is missing. */
export function linePath(points: ([number, number] | null)[]): string {
  const only = points.length === 1 ? points[0] : null;
  // One date alone is a short dash.
  if (only) return `M${(only[0] - 12).toFixed(1)},${only[1].toFixed(1)}h24`;
  let path = '';
  let pen = 'M';
  for (const point of points) {
    if (!point) {
      pen = 'M';
      continue;
    }
    path += `${pen}${point[0].toFixed(1)},${point[1].toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

/** The area between two lines, in pieces where either is missing. */
export function areaPath(upper: ([number, number] | null)[], lower: ([number, number] | null)[]): string {
  let path = '';
  let top: [number, number][] = [];
  let bottom: [number, number][] = [];
  const close = () => {
    const [u, l] = [top[0], bottom[0]];
    // One date alone is a narrow column.
    if (top.length === 1 && u && l) path += `M${(u[0] - 6).toFixed(1)},${u[1].toFixed(1)}h12V${l[1].toFixed(1)}h-12Z`;
    else if (top.length) path += `${linePath(top)}${linePath([...bottom].reverse()).replace('M', 'L')}Z`;
    top = [];
    bottom = [];
  };
  upper.forEach((u, i) => {
    const l = lower[i];
    if (!u || !l) return close();
    top.push(u);
    bottom.push(l);
  });
  close();
  return path;
}
