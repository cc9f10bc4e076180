// SPDX-License-Identifier: Apache-2.0
// Who leaves a place, and where they go: departures where the report tells them (restricted releases), else
// what its flows to other places add up to. Flows of one member say nothing of an ensemble: it is not told
// from them how many leave.
import type { Count, Report, Scenario } from '../data';
import { ALL, estimate, isCount, spreadOf, type Estimate, type Place } from '../view';
import type { Group } from './people';

export interface Leaving {
  persons: Estimate;
  /** `flows` is a lower bound. */
  basis: 'departures' | 'flows';
}

/** `null`: nobody, not known, or all zones together. */
export function leavingOf(report: Report, scenario: Scenario, place: Place): Leaving | null {
  if (place === ALL) return null;
  const told = scenario.departures_period;
  const spread = told ? spreadOf(report, told, place) : null;
  if (Array.isArray(spread)) {
    const persons = estimate(report, spread);
    return persons.value || persons.high ? { persons, basis: 'departures' } : null;
  }
  if (scenario.flows?.basis === 'first_member') return null;
  const sum = destinations(report, scenario, place)
    .reduce((total, { persons }) => total + (persons ?? 0), 0);
  return sum > 0 ? { persons: { value: sum }, basis: 'flows' } : null;
}

/** Where people from a place go, by the flows of the whole period, the most first. Who moves within it does not
 *  leave. Public ensembles: none, for nothing beside them tells how many leave in the other members. */
export function destinations(report: Report, scenario: Scenario, place: Place): Group[] {
  const { flows } = scenario;
  if (!flows || place === ALL) return [];
  if (flows.basis === 'first_member' && report.release === 'public') return [];
  return flows.from.flatMap((from, i): Group[] => {
    const persons: Count = flows.total[i] ?? null;
    const name = report.zones.name[flows.to[i] ?? -1] ?? '';
    return from === place && flows.to[i] !== place && persons !== 0 ? [{ name, persons }] : [];
  }).sort((a, b) => (b.persons ?? -1) - (a.persons ?? -1));
}

/** More people leave than arrive: the place is told of as one that people leave. */
export function isLeft(leaving: Leaving | null, arrivals: Estimate | 'hidden' | null): boolean {
  const leave = leaving?.persons.value;
  if (!isCount(leave) || arrivals === 'hidden') return false;
  return leave > (arrivals?.value ?? 0);
}
