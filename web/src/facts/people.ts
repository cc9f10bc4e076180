// SPDX-License-Identifier: Apache-2.0
// Sums of the strata by sex, age or disability, and homes of who is at a place.
import type { Count, Who } from '../data';
import { ALL, isCount, type Place } from '../view';

export interface Group {
  name: string;
  persons: Count;
}

type Strata = NonNullable<Who['strata']>;
type Homes = NonNullable<Who['homes']>;

export function strataAt(strata: Strata, place: Place): Count[] | 'hidden' | null {
  if (place === ALL) return strata.total;
  const found = strata.zones[place] ?? null;
  return found === 0 ? strata.name.map(() => 0) : found;
}

/** Persons by what `labels` says of each stratum; withheld as soon as one of its strata is. */
export function sumBy(labels: (string | null)[], persons: Count[]): Group[] {
  const sums = new Map<string, Count>();
  labels.forEach((label, i) => {
    if (label === null) return;
    const before = sums.has(label) ? (sums.get(label) ?? null) : 0;
    const more = persons[i] ?? null;
    sums.set(label, isCount(before) && isCount(more) ? before + more : null);
  });
  return [...sums].map(([name, sum]) => ({ name, persons: sum }));
}

/** Homes of those at a place, or of all; the most first. */
export function homesAt(homes: Homes, place: Place, names: string[]): Group[] {
  const persons = new Map<number, Count>();
  homes.home.forEach((home, i) => {
    if (place !== ALL && homes.zone[i] !== place) return;
    const before = persons.has(home) ? (persons.get(home) ?? null) : 0;
    const more = homes.persons[i] ?? null;
    persons.set(home, isCount(before) && isCount(more) ? before + more : null);
  });
  return [...persons]
    .map(([home, sum]) => ({ name: names[home] ?? '', persons: sum }))
    .sort((a, b) => (b.persons ?? -1) - (a.persons ?? -1));
}
