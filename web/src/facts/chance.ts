// SPDX-License-Identifier: Apache-2.0
// How likely more people are present than there is room for.
import type { Report, Scenario, Spread } from '../data';
import { ALL, atRow, bandOf, capacityOf, hasEnsemble, isCount, lastRow, type Place } from '../view';

export interface Chance {
  share: number;
  /** The quantiles do not tell more than that it is below (`<`) or above (`>`) the share. */
  bound?: '<' | '>';
  /** Counted among the members, or interpolated between published quantiles. */
  from: 'members' | 'quantiles';
}

/** P(X > limit), by straight lines between the quantiles. */
export function chanceAbove(quantiles: number[], spread: Spread, limit: number): Chance | null {
  const values = spread.filter(isCount);
  if (values.length !== spread.length || quantiles.length < 2) return null;
  const last = values.length - 1;
  const at = (i: number) => values[i] as number;
  const level = (i: number) => quantiles[i] as number;
  if (limit < at(0)) return { share: 1 - level(0), bound: '>', from: 'quantiles' };
  if (limit >= at(last)) return { share: 1 - level(last), bound: '<', from: 'quantiles' };
  let i = 0;
  while (limit >= at(i + 1)) ++i;
  const part = (limit - at(i)) / (at(i + 1) - at(i));
  return { share: 1 - (level(i) + part * (level(i + 1) - level(i))), from: 'quantiles' };
}

/** At the end of the projection; `null`: no capacity, withheld, or a single run. */
export function chanceOverCapacity(report: Report, scenario: Scenario, place: Place): Chance | null {
  if (place === ALL) return null;
  const capacity = capacityOf(report, place);
  if (capacity === null) return null;
  const counted = scenario.exceed?.at_end?.[place];
  if (isCount(counted)) return { share: counted, from: 'members' };
  const band = bandOf(report, scenario.present, place);
  if (!Array.isArray(band) || !hasEnsemble(report)) return null;
  return chanceAbove(report.quantiles, atRow(band, lastRow(report)), capacity);
}
