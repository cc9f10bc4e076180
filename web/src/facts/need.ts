// SPDX-License-Identifier: Apache-2.0
// What services people need, from the published numbers of people and rates per person.
import type { Band, Count, Needs, Report, Scenario, Service } from '../data';
import { ALL, bandOf, isCount, lastRow, scaled, unfold, type Place } from '../view';

export type Group = 'newcomers' | 'hosts' | 'all';

/** Rate per person at a place; `null`: there is none, or it differs between the zones together. */
export function rateAt(service: Service, place: Place): number | null {
  const rate = service.per_person;
  if (rate === undefined) return null;
  if (typeof rate === 'number') return rate;
  if (place !== ALL) return rate[place] ?? null;
  const known = new Set(rate.filter(isCount));
  return known.size === 1 ? ([...known][0] as number) : null;
}

export function hostsAt(report: Report, needs: Needs, place: Place): Count[] | null {
  const rows = report.time.dates.length;
  const series = (zone: number): Count[] | null => {
    const found = needs.hosts[zone] ?? null;
    return isCount(found) ? new Array<Count>(rows).fill(found) : found;
  };
  if (place !== ALL) return series(place);
  // A sum of which a part is withheld is not known.
  const zones = needs.hosts.map((_, zone) => series(zone));
  return report.time.dates.map((_, row) =>
    zones.reduce<Count>((sum, zone) => {
      const x = zone?.[row] ?? null;
      return isCount(sum) && isCount(x) ? sum + x : null;
    }, 0),
  );
}

/** Over time. `null`: not known for this group or place. */
export function needBand(
  report: Report, scenario: Scenario, service: Service, place: Place, group: Group,
): Band | null {
  const rate = rateAt(service, place);
  if (rate === null) return group === 'all' ? listedBand(report, service, place) : null;
  const people = bandOf(report, scenario.present, place);
  if (group === 'newcomers') {
    return Array.isArray(people) ? people.map((line) => scaled(rate, line)) : null;
  }
  const hosts = scenario.needs ? hostsAt(report, scenario.needs, place) : null;
  if (!hosts) return null;
  if (group === 'hosts') return [scaled(rate, hosts)];
  if (!Array.isArray(people)) return null;
  return people.map((line) =>
    line.map((x, row) => {
      const host = hosts[row];
      return isCount(x) && isCount(host) ? (x + host) * rate : null;
    }),
  );
}

/** Values that C++ listed for some rows, held until the next of them. */
function listedBand(report: Report, service: Service, place: Place): Band | null {
  if (place === ALL || !service.values) return null;
  const listed = service.rows ?? report.time.dates.map((_, row) => row);
  const band = unfold(report, service.values[place] ?? null, listed.length);
  if (!Array.isArray(band)) return null;
  return band.map((line) =>
    report.time.dates.map((_, row) => {
      const next = listed.findIndex((at) => at >= row);
      return next < 0 ? null : (line[next] ?? null);
    }),
  );
}

export function availableAt(service: Service, place: Place, row: number): number | null {
  if (place === ALL) return null;
  const found = service.available?.[place] ?? null;
  return Array.isArray(found) ? (found[row] ?? null) : found;
}

/** A line of the table of needs, at a row of the projection. Spreads are over `Report.quantiles`. */
export interface NeedLine {
  service: Service;
  newcomers: Count[] | null;
  hosts: Count;
  all: Count[] | null;
  available: number | null;
  /** All less available, quantile by quantile, at least 0; `null`: what there is was not said. */
  missing: Count[] | null;
}

/** Not an amount of anything: no gap and no sum. */
export const isWait = (service: Service) => service.id === 'wait';

export function needLines(report: Report, scenario: Scenario, place: Place, row = lastRow(report)) {
  return (scenario.needs?.services ?? []).map((service): NeedLine => {
    const at = (group: Group) => {
      const band = needBand(report, scenario, service, place, group);
      return band ? { spread: band.map((line) => line[row] ?? null), band } : null;
    };
    const all = at('all');
    const available = isWait(service) ? null : availableAt(service, place, row);
    return {
      service,
      newcomers: at('newcomers')?.spread ?? null,
      hosts: at('hosts')?.spread[0] ?? null,
      all: all?.spread ?? null,
      available,
      missing: all && isCount(available)
        ? all.spread.map((x) => (isCount(x) ? Math.max(0, x - available) : null)) : null,
    };
  });
}
