// SPDX-License-Identifier: Apache-2.0
// Scenarios set side by side: differences from the baseline with intervals where members were paired.
import type { Comparison, Count, Report, Spread } from '../data';
import {
  ALL, atRow, bandOf, estimate, isCount, lastRow, middle, spreadOf, type Estimate, type Place,
} from '../view';
import { chanceOverCapacity, type Chance } from './chance';

export interface SideBySide {
  scenario: number;
  arrivals: Estimate | null;
  present: Estimate | null;
  /** Scenario minus baseline; of the baseline itself `null`. Without bounds: of the medians only. */
  arrivals_delta: Estimate | null;
  present_delta: Estimate | null;
  /** Share of members with more people present, and more arrivals, than in the baseline. */
  more_present: number | null;
  more_arrivals: number | null;
  /** Of the mean difference of arrivals: what chance may have made; 1: all of it. */
  chance_arrivals: number | null;
  chance: Chance | null;
  /** 1: fewest arrivals, by the differences from the baseline; equal ones share a rank. */
  rank: number | null;
}

const estimateOr = (report: Report, spread: Spread | 'hidden' | null) =>
  Array.isArray(spread) ? estimate(report, spread) : null;

const minus = (a: Count | undefined, b: Count | undefined): Estimate | null =>
  isCount(a) && isCount(b) ? { value: a - b } : null;

function presentEnd(report: Report, scenario: number, place: Place): Spread | null {
  const measure = report.scenarios[scenario]?.present;
  const band = measure ? bandOf(report, measure, place) : null;
  return Array.isArray(band) ? atRow(band, lastRow(report)) : null;
}

function arrivalsOf(report: Report, scenario: number, place: Place): Spread | null {
  const measure = report.scenarios[scenario]?.arrivals_period;
  const spread = measure ? spreadOf(report, measure, place) : null;
  return Array.isArray(spread) ? spread : null;
}

export function sideBySide(report: Report, place: Place): SideBySide[] {
  const mid = middle(report);
  const lines = report.scenarios.map((scenario, i): SideBySide => {
    const pair = i > 0 ? report.comparison?.[i - 1] : undefined;
    const arrivals = arrivalsOf(report, i, place);
    const present = presentEnd(report, i, place);
    const shareAt = (share: Comparison['more_present']) =>
      (place === ALL ? share?.total : share?.zones[place]) ?? null;
    const delta = (paired: Spread | 'hidden' | null, mine: Spread | null, base: Spread | null) =>
      i === 0 ? null : (estimateOr(report, paired) ?? minus(mine?.[mid], base?.[mid]));
    return {
      scenario: i,
      arrivals: estimateOr(report, arrivals),
      present: estimateOr(report, present),
      arrivals_delta: delta(
        pair ? spreadOf(report, pair.arrivals_period, place) : null,
        arrivals, arrivalsOf(report, 0, place)),
      present_delta: delta(
        pair ? spreadOf(report, pair.present_end, place) : null,
        present, presentEnd(report, 0, place)),
      more_present: shareAt(pair?.more_present),
      more_arrivals: shareAt(pair?.more_arrivals),
      chance_arrivals: shareAt(pair?.chance_arrivals),
      chance: chanceOverCapacity(report, scenario, place),
      rank: null,
    };
  });
  // Medians of differences need not be in the order of the medians themselves.
  const size = (line: SideBySide) => (
    line.scenario > 0 ? line.arrivals_delta?.value : isCount(line.arrivals?.value) ? 0 : null);
  const all = lines.map(size).filter(isCount);
  for (const line of lines) {
    const mine = size(line);
    line.rank = isCount(mine) ? 1 + all.filter((other) => other < mine).length : null;
  }
  return lines;
}

/** Zones by how much a scenario changes their people present at the end, the largest first. */
export function mostChanged(report: Report, scenario: number, many: number) {
  const pair = report.comparison?.[scenario - 1];
  const mid = middle(report);
  return report.zones.code
    .map((_, zone) => {
      const base = presentEnd(report, 0, zone);
      const mine = presentEnd(report, scenario, zone);
      const paired = pair ? spreadOf(report, pair.present_end, zone) : null;
      const delta = estimateOr(report, paired) ?? minus(mine?.[mid], base?.[mid]);
      return { zone, base: base?.[mid] ?? null, mine: mine?.[mid] ?? null, delta };
    })
    .filter((line) => isCount(line.delta?.value) && line.delta.value !== 0)
    .sort((a, b) => Math.abs(b.delta?.value ?? 0) - Math.abs(a.delta?.value ?? 0))
    .slice(0, many);
}
