// SPDX-License-Identifier: Apache-2.0
// Who leaves a place, and where they go: departures where the report tells them (restricted releases), else
// what its flows to other places add up to.
import type { Count, Report, Scenario } from '../data';
import { ALL, estimate, isCount, spreadOf, type Estimate, type Place } from '../view';
import type { Group } from './people';

export interface Leaving {
  persons: Estimate;
  /** `flows` and `one` are lower bounds; `one`: of one simulation only. */
  basis: 'departures' | 'flows' | 'one';
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
  const sum = destinations(report, scenario, place)
    .reduce((total, { persons }) => total + (persons ?? 0), 0);
  if (sum <= 0) return null;
  return { persons: { value: sum }, basis: scenario.flows?.basis === 'first_member' ? 'one' : 'flows' };
}

/** Where people from a place go, by the flows of the whole period, the most first. */
export function destinations(report: Report, scenario: Scenario, place: Place): Group[] {
  const { flows } = scenario;
  if (!flows || place === ALL) return [];
  return flows.from.flatMap((from, i): Group[] => {
    const persons: Count = flows.total[i] ?? null;
    const name = report.zones.name[flows.to[i] ?? -1] ?? '';
    return from === place && persons !== 0 ? [{ name, persons }] : [];
  }).sort((a, b) => (b.persons ?? -1) - (a.persons ?? -1));
}

/** More people leave than arrive: the place is told of as one that people leave. */
export function isLeft(leaving: Leaving | null, arrivals: Estimate | 'hidden' | null): boolean {
  const leave = leaving?.persons.value;
  if (!isCount(leave) || arrivals === 'hidden') return false;
  return leave > (arrivals?.value ?? 0);
}
