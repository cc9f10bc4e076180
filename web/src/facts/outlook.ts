// SPDX-License-Identifier: Apache-2.0
// What the headlines say of a place in a scenario: how many arrive, by when, how sure, what room is left.
import type { Count, Report, Scenario } from '../data';
import {
  atRow, bandOf, capacityOf, estimate, isCount, lastRow, medianOf, mostCounted, spreadOf,
  type Estimate, type Place,
} from '../view';
import { chanceOverCapacity, type Chance } from './chance';
import { leavingOf, type Leaving } from './leaving';

export interface Outlook {
  /** `hidden`: withheld; `null`: does not exist. */
  arrivals: Estimate | 'hidden' | null;
  present: Estimate | 'hidden' | null;
  /** Row by which half of the (median) arrivals have come; `null`: no row has any. */
  half_row: number | 'unknown' | null;
  /** The busiest month (of rows of a year: year), by its last row; `null`: none stands out. */
  busiest: { row: number; share: number } | 'unknown' | null;
  capacity: number | null;
  /** First row whose median is above the capacity, and first whose upper bound is. */
  full_row: number | null;
  maybe_full_row: number | null;
  /** Where it stands in place of the room, and the first row whose median is above it. */
  most_counted: number | null;
  above_row: number | null;
  leaving: Leaving | null;
  chance: Chance | null;
}

/** Whoever came in a row that is not shown may be more than all others: nothing is said of when. */
const known = (arrivals: Count[]): arrivals is number[] => arrivals.length > 0 && arrivals.every(isCount);

const sum = (values: number[]) => values.reduce((total, x) => total + x, 0);

export function halfRow(arrivals: Count[]): Outlook['half_row'] {
  // Within a single row nobody knows when.
  if (!known(arrivals) || arrivals.length < 2) return 'unknown';
  const all = sum(arrivals);
  if (all <= 0) return null;
  let so_far = 0;
  return arrivals.findIndex((x) => (so_far += x) >= all / 2);
}

/** A month stands out if it has so many times its even share. */
const STANDS_OUT = 1.4;

/** Rows of one month are put together. */
export function busiest(dates: string[], arrivals: Count[]): Outlook['busiest'] {
  if (!known(arrivals)) return 'unknown';
  const all = sum(arrivals);
  if (all <= 0) return null;
  let best: { row: number; share: number } | null = null;
  let spans = 0;
  for (let from = 0; from < dates.length; ) {
    const month = dates[from]?.slice(0, 7);
    let to = from;
    while (to + 1 < dates.length && dates[to + 1]?.slice(0, 7) === month) ++to;
    const share = sum(arrivals.slice(from, to + 1)) / all;
    if (!best || share > best.share) best = { row: to, share };
    ++spans;
    from = to + 1;
  }
  return best && best.share * spans > STANDS_OUT ? best : null;
}

/** Nobody arrives in the whole period, in any of the quantiles. */
export const nobodyArrives = ({ arrivals }: Outlook) =>
  arrivals !== null && arrivals !== 'hidden' && arrivals.value === 0 && !arrivals.high;

function firstAbove(values: Count[] | undefined, limit: number | null): number | null {
  if (limit === null || !values) return null;
  const row = values.findIndex((x) => isCount(x) && x > limit);
  return row < 0 ? null : row;
}

export function outlook(report: Report, scenario: Scenario, place: Place): Outlook {
  const period = spreadOf(report, scenario.arrivals_period, place);
  const arrivals = bandOf(report, scenario.arrivals, place);
  const present = bandOf(report, scenario.present, place);
  const capacity = capacityOf(report, place);
  const most_counted = mostCounted(report, place);
  const median = Array.isArray(arrivals) ? medianOf(report, arrivals) : [];
  const stock = Array.isArray(present) ? present : null;
  return {
    arrivals: Array.isArray(period) ? estimate(report, period) : period,
    present: stock ? estimate(report, atRow(stock, lastRow(report))) : (present as 'hidden' | null),
    half_row: halfRow(median),
    busiest: busiest(report.time.dates, median),
    capacity,
    full_row: stock ? firstAbove(medianOf(report, stock), capacity) : null,
    maybe_full_row: stock ? firstAbove(stock[stock.length - 1], capacity) : null,
    most_counted,
    above_row: stock ? firstAbove(medianOf(report, stock), most_counted) : null,
    leaving: leavingOf(report, scenario, place),
    chance: chanceOverCapacity(report, scenario, place),
  };
}
