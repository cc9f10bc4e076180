// SPDX-License-Identifier: Apache-2.0
// What a report holds: sections without anything in them are left out, and the page lists what is missing.
import type { Report, Scenario } from '../data';

export const SECTIONS = ['outlook', 'time', 'map', 'compare', 'drivers', 'needs', 'who', 'quality'] as const;
export type SectionId = (typeof SECTIONS)[number];
export type Missing = 'compare' | 'drivers' | 'attribution' | 'needs' | 'who';

export function missingFrom(report: Report, scenario: Scenario): Missing[] {
  const { causes, attribution, needs, who } = scenario;
  const absent: Record<Missing, boolean> = {
    compare: report.scenarios.length < 2,
    drivers: !causes && !attribution,
    attribution: Boolean(causes) && !attribution,
    needs: !needs?.services.length,
    who: !who?.strata && !who?.homes,
  };
  return (Object.keys(absent) as Missing[]).filter((what) => absent[what]);
}

export function sectionsOf(report: Report, scenario: Scenario): SectionId[] {
  const missing: string[] = missingFrom(report, scenario);
  return SECTIONS.filter((id) => !missing.includes(id));
}
