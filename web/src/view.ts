// SPDX-License-Identifier: Apache-2.0
// Looks things up in a report: bands and spreads of a zone or of all zones, medians and intervals.
import type { Band, Count, Measure, PeriodMeasure, Report, Spread, ZoneBand, ZoneSpread } from './data';

/** A zone's number, or all zones together. */
export const ALL = -1;
export type Place = number;

export type Found<T> = T | 'hidden' | null;

export function bandOf(report: Report, measure: Measure, place: Place): Found<Band> {
  if (place === ALL) return measure.total;
  return unfold(report, measure.zones[place] ?? null);
}

export const allNull = (band: Band) => band.every((line) => line.every((v) => v === null));
export const allZero = (band: Band) => band.every((line) => line.every((v) => v === 0));

/**
 * Days put together to months: of an ensemble of daily runs the quantiles of a month's flows are not
 * known, so that not even the total of all zones has any.
 */
export const monthsUnknown = (report: Report, measure: Measure) =>
  hasEnsemble(report) && report.time.step === 'month' && allNull(measure.total);

/** `0` becomes zeros at all times. */
export function unfold(report: Report, band: ZoneBand, rows = report.time.dates.length): Found<Band> {
  if (band !== 0) return band;
  return Array.from({ length: bandRows(report) }, () => new Array<Count>(rows).fill(0));
}

export function spreadOf(report: Report, measure: PeriodMeasure, place: Place): Found<Spread> {
  const found: ZoneSpread = place === ALL ? measure.total : (measure.zones[place] ?? null);
  return found === 0 ? new Array<Count>(bandRows(report)).fill(0) : found;
}

export const bandRows = (report: Report) => Math.max(1, report.quantiles.length);
export const hasEnsemble = (report: Report) => report.quantiles.length > 1;

/** Position of the median in bands and spreads. */
export function middle(report: Report): number {
  return hasEnsemble(report) ? Math.max(0, report.quantiles.indexOf(0.5)) : 0;
}

export function medianOf(report: Report, band: Band): Count[] {
  return band[middle(report)] ?? [];
}

/** A number with its outermost quantiles; without an ensemble `low` and `high` are absent. */
export interface Estimate {
  value: Count;
  low?: Count;
  high?: Count;
}

export function estimate(report: Report, spread: Spread): Estimate {
  const value = spread[middle(report)] ?? null;
  if (!hasEnsemble(report)) return { value };
  return { value, low: spread[0] ?? null, high: spread[spread.length - 1] ?? null };
}

export const atRow = (band: Band, row: number): Spread => band.map((line) => line[row] ?? null);

export function scaled(by: number, spread: Spread): Spread {
  return spread.map((x) => (x === null ? null : x * by));
}

/** Share of probability between the outermost quantiles, e.g. 0.9. */
export function coverage(report: Report): number {
  const q = report.quantiles;
  return hasEnsemble(report) ? Math.round(((q[q.length - 1] ?? 1) - (q[0] ?? 0)) * 1000) / 1000 : 0;
}

/** A single date is no chart. */
export const hasTime = (report: Report) => report.time.dates.length > 1;

export const lastRow = (report: Report) => report.time.dates.length - 1;

/** What is given as room is sometimes the most people ever counted: that is no room. */
const isMostCounted = (report: Report, place: Place) =>
  report.zones.capacity_evidence[place] === 'observed_maximum';

/** People a place has room for; `null`: not limited or not known. */
export const capacityOf = (report: Report, place: Place): number | null =>
  place === ALL || isMostCounted(report, place) ? null : (report.zones.capacity[place] ?? null);

/** The most people ever counted there, known only afterwards, where that stood in place of the room. */
export const mostCounted = (report: Report, place: Place): number | null =>
  place !== ALL && isMostCounted(report, place) ? (report.zones.capacity[place] ?? null) : null;

const DAY_MS = 86_400_000;

/**
 * Where a date lies among the rows: 2.5 is half way between the ends of rows 2 and 3; -1 is the day before
 * the first. `null`: outside the period.
 */
export function rowAt(report: Report, date: string): number | null {
  const { begin, dates } = report.time;
  const row = dates.findIndex((end) => end >= date);
  if (row < 0 || date < begin) return null;
  const end = Date.parse(dates[row] ?? '');
  const before = row > 0 ? Date.parse(dates[row - 1] ?? '') : Date.parse(begin) - DAY_MS;
  return row - (end - Date.parse(date)) / (end - before);
}

/** Name without what all share with the baseline: "Somalia 2019: a cease-fire" is "a cease-fire". */
export function shortName(report: Report, index: number): string {
  const name = report.scenarios[index]?.name ?? '';
  const base = report.scenarios[0]?.name ?? '';
  const rest = name.slice(base.length).replace(/^[\s:,;–-]+/, '');
  return index > 0 && base && name.startsWith(base) && rest ? rest : name;
}

/** Zones that ever receive or hold anybody in any scenario, most arrivals of the baseline first. */
export function placesByArrivals(report: Report): Place[] {
  const arrivals = report.scenarios[0]?.arrivals_period;
  const size = (zone: number) => {
    const spread = arrivals ? spreadOf(report, arrivals, zone) : null;
    return Array.isArray(spread) ? (spread[middle(report)] ?? 0) : 0;
  };
  return report.zones.code
    .map((_, zone) => zone)
    .filter((zone) => report.zones.kind[zone] !== 'marker')
    .sort((a, b) => size(b) - size(a) || a - b);
}

export function firstPlace(report: Report): Place {
  const { focus } = report;
  if (focus !== undefined && focus >= 0 && focus < report.zones.code.length) return focus;
  return placesByArrivals(report)[0] ?? ALL;
}

export const isCount = (x: unknown): x is number => typeof x === 'number' && Number.isFinite(x);
