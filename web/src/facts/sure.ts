// SPDX-License-Identifier: Apache-2.0
// How sure a projection is, in what can be said without statistics: how far the simulations lie apart, and
// how far off it was where it could be checked with counts, beside rules that need no model.
import type { Report, Scenario, Skill } from '../data';
import { hasEnsemble, isCount, type Estimate } from '../view';

/** How wide the range is: its high end in multiples of its low end. */
export type Width =
  | { kind: 'single' | 'close' }
  | { kind: 'rough' | 'wide'; times: number }
  | { kind: 'open'; high: number };

const CLOSE = 1.5;
const ROUGH = 3;
/** A low end below this share of the high one is as good as nobody. */
const NOBODY = 0.02;

/** `null`: the range is withheld or there is nobody. */
export function widthOf(report: Report, arrivals: Estimate | null): Width | null {
  if (!hasEnsemble(report)) return { kind: 'single' };
  const { low, high } = arrivals ?? {};
  if (!isCount(low) || !isCount(high) || high <= 0) return null;
  if (low < high * NOBODY) return { kind: 'open', high };
  const times = high / low;
  if (times <= CLOSE) return { kind: 'close' };
  return { kind: times <= ROUGH ? 'rough' : 'wide', times };
}

/** Errors in people of 100: `misplaced` (in the wrong place) or `off` (absolute error). */
export interface Check {
  kind: 'misplaced' | 'off';
  own: number;
  /** Told every count as it comes. */
  last?: number;
  /** The best that knew only the first counts. */
  rule?: { name: string; error: number };
  /** The projection knew capacities that were known only afterwards. */
  capacity: boolean;
}

const FOLLOWS = 'locf';
const FROM_THE_START = ['equal', 'frozen0', 'frozen30hon'];

/** Which measure can be said in words, by its place; half of ARD is the share in the wrong place. */
export function plainMeasure(skill: Skill): { kind: Check['kind']; at: number } | null {
  const misplaced = skill.measure.indexOf('mean error');
  if (misplaced >= 0) return { kind: 'misplaced', at: misplaced };
  const off = skill.measure.indexOf('WAPE');
  return off >= 0 ? { kind: 'off', at: off } : null;
}

/** Capacities of the report are the most people ever counted. */
export const knewAfterwards = (report: Report) => report.zones.capacity_evidence.includes('observed_maximum');

export function checkOf(report: Report, scenario: Scenario): Check | null {
  const { skill } = scenario.quality;
  const measure = skill ? plainMeasure(skill) : null;
  if (!skill || !measure) return null;
  const errorOf = (name: string) => {
    const value = skill.value[skill.forecast.findIndex((f) => f.name === name)]?.[measure.at];
    return isCount(value) ? 100 * value : undefined;
  };
  const own = skill.value[0]?.[measure.at];
  if (!isCount(own)) return null;
  const rules = FROM_THE_START.flatMap((name) => {
    const error = errorOf(name);
    return error === undefined ? [] : [{ name, error }];
  }).sort((a, b) => a.error - b.error);
  return {
    kind: measure.kind, own: 100 * own, last: errorOf(FOLLOWS), rule: rules[0],
    capacity: (skill.forecast[0]?.uses_capacity ?? false) && knewAfterwards(report),
  };
}
