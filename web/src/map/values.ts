// SPDX-License-Identifier: Apache-2.0
// What the map shows of each zone at a date, by the median.
import type { Count, Flows, Report, Scenario } from '../data';
import { bandOf, isCount, medianOf } from '../view';

export type Quantity = 'present' | 'arrivals' | 'net';
export const QUANTITIES: Quantity[] = ['present', 'arrivals', 'net'];

/** `values[zone][row]`; a zone without the quantity has no entry. */
export type Values = (Count[] | 'hidden' | null)[];

export function mapValues(report: Report, scenario: Scenario, quantity: Quantity): Values {
  if (quantity === 'net' && countsLeavers(scenario)) return arrivalsLessDepartures(report, scenario);
  const measure = quantity === 'net' && scenario.net ? scenario.net
    : quantity === 'arrivals' ? scenario.arrivals : scenario.present;
  const differ = isDifference(scenario, quantity);
  return report.zones.code.map((_, zone) => {
    const band = bandOf(report, measure, zone);
    if (!Array.isArray(band)) return band;
    const line = medianOf(report, band);
    return differ ? differences(line) : line;
  });
}

/** A single run with departures: the net change of residents as well. (Medians may not be subtracted.) */
const countsLeavers = (scenario: Scenario) => !scenario.net && scenario.members <= 1 && Boolean(scenario.departures);

function arrivalsLessDepartures(report: Report, scenario: Scenario): Values {
  return report.zones.code.map((_, zone) => {
    const came = bandOf(report, scenario.arrivals, zone);
    const left = scenario.departures ? bandOf(report, scenario.departures, zone) : null;
    if (!Array.isArray(came) || !Array.isArray(left)) return came === 'hidden' || left === 'hidden' ? 'hidden' : null;
    const gone = medianOf(report, left);
    return medianOf(report, came).map((v, row) => {
      const less = gone[row];
      return isCount(v) && isCount(less) ? v - less : null;
    });
  });
}

/** The net change is not given: differences of the median present stand for it. */
export const isDifference = (scenario: Scenario, quantity: Quantity) =>
  quantity === 'net' && !scenario.net && !countsLeavers(scenario);

/** From the row before; the first row has none, as who was there at the start is not told. */
export const differences = (line: Count[]): Count[] =>
  line.map((v, row) => {
    const before = row > 0 ? line[row - 1] : null;
    return isCount(v) && isCount(before) ? v - before : null;
  });

/** The largest value of any zone at any date: sizes stay comparable while the slider moves. */
export function largest(values: Values): number {
  let max = 0;
  for (const line of values) {
    if (Array.isArray(line)) for (const v of line) max = Math.max(max, Math.abs(v ?? 0));
  }
  return max;
}

export interface Arc {
  from: number;
  to: number;
  persons: number;
}

/** Flows below this share of the largest would be hairs on the map. */
const LEAST = 0.015;

/** More of them hide each other. */
const MOST_ARCS = 20;

/** The largest flows of a row, or of the whole period where flows are not given over time. */
export function arcsAt(flows: Flows | undefined, row: number): Arc[] {
  if (!flows) return [];
  const least = largestFlow(flows) * LEAST;
  return flows.from.flatMap((from, i): Arc[] => {
    const to = flows.to[i];
    const persons = flowsOverTime(flows) ? flows.by_time?.[i]?.[row] : flows.total[i];
    return to !== undefined && isCount(persons) && persons > least ? [{ from, to, persons }] : [];
  }).sort((a, b) => b.persons - a.persons).slice(0, MOST_ARCS);
}

/** Public pages give flows of the whole period only. */
export function flowsOverTime(flows: Flows): boolean {
  return flows.by_time?.some((line) => line.length > 0) ?? false;
}

export function largestFlow(flows: Flows | undefined): number {
  if (!flows) return 0;
  const shown = flowsOverTime(flows) ? flows.by_time?.flat() : flows.total;
  return Math.max(0, ...(shown ?? []).map((v) => v ?? 0));
}
