// SPDX-License-Identifier: Apache-2.0
// A made-up report that has everything the contract allows, of any size. Its numbers follow from simple
// rules (no chance), so that tests can say what they must find.
import type { Band, Count, Report, Scenario, ZoneBand } from '../../src/data';

export interface SampleSize {
  zones?: number;
  rows?: number;
  scenarios?: number;
  ensemble?: boolean;
}

export const HOSTILE = '</script><img src=x onerror="document.title=1">';
export const ARABIC = 'مخيم امبرة';
export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
/** Of the median: how far the quantiles lie. */
const SPREAD = [0.5, 0.8, 1, 1.3, 2];

const month = (row: number) => new Date(Date.UTC(2020, row + 1, 0)).toISOString().slice(0, 10);

/** Arrivals of the middle projection: 100 per zone number and month. */
export const arrivalsOf = (zone: number, scenario: number) => 100 * (zone + 1) + 10 * scenario * zone;

function band(ensemble: boolean, rows: number, value: (row: number) => number): Band {
  return (ensemble ? SPREAD : [1]).map((k) =>
    Array.from({ length: rows }, (_, row) => Math.round(value(row) * k)));
}

const spread = (ensemble: boolean, value: number): Count[] =>
  (ensemble ? SPREAD : [1]).map((k) => Math.round(value * k));

function bands(zones: number, special: Record<number, ZoneBand>, make: (zone: number) => Band): ZoneBand[] {
  return Array.from({ length: zones }, (_, zone) => (zone in special ? (special[zone] ?? null) : make(zone)));
}

function scenario(index: number, n: number, rows: number, ensemble: boolean): Scenario {
  const all = (make: (zone: number) => number) =>
    Array.from({ length: n }, (_, zone) => zone).reduce((sum, zone) => sum + make(zone), 0);
  // The last zone is withheld, the one before has nobody.
  const special: Record<number, ZoneBand> = n > 4 ? { [n - 1]: 'hidden', [n - 2]: 0 } : {};
  const arrivals = (zone: number) => arrivalsOf(zone, index);
  return {
    name: index === 0 ? 'Sample' : `Sample: the border closes, variant ${index}`,
    description: HOSTILE,
    model: 'drivers',
    resolution: 'cohorts',
    members: ensemble ? 100 : 1,
    present: {
      total: band(ensemble, rows, (row) => (row + 1) * all(arrivals)),
      zones: bands(n, special, (zone) => band(ensemble, rows, (row) => (row + 1) * arrivals(zone))),
    },
    arrivals: {
      total: band(ensemble, rows, () => all(arrivals)),
      zones: bands(n, special, (zone) => band(ensemble, rows, () => arrivals(zone))),
    },
    arrivals_period: {
      total: spread(ensemble, rows * all(arrivals)),
      zones: Array.from({ length: n }, (_, zone) =>
        zone in special ? (special[zone] as 0 | 'hidden') : spread(ensemble, rows * arrivals(zone))),
    },
    flows: {
      from: [0, 1, 2].slice(0, n - 1), to: [1, 2, 0].slice(0, n - 1), total: [900, 500, 100].slice(0, n - 1),
      by_time: [900, 500, 100].slice(0, n - 1).map((x) => new Array<number>(rows).fill(Math.round(x / rows))),
      basis: ensemble ? 'first_member' : 'single_run', share_of_moves: 0.75, pairs: 12,
    },
    causes: {
      name: ['conflict', 'drought', HOSTILE],
      departures: [4, 2, 1].map((k) => new Array<number>(rows).fill(k * 100)),
      period: [4, 2, 1].map((k) => spread(ensemble, k * 100 * rows)),
      arrivals: Array.from({ length: n }, (_, zone) =>
        zone in special ? (special[zone] as 0 | 'hidden')
          : [0.6, 0.3, 0.1].map((k) => new Array<number>(rows).fill(Math.round(k * arrivals(zone))))),
    },
    ...(index === 0 && {
      attribution: {
        method: 'exact' as const, members: 100, driver: ['conflict', 'drought'], mean: [4000, 2000],
        low: [2000, 1000], median: [3900, 1900], high: [8000, 4000], alone: [4100, 2100], without: [3900, 1900],
        departures: [2, 1].map((k) => Array.from({ length: n }, (_, zone) => 100 * k * (zone + 1))),
        over_time: [4, 2].map((k) => new Array<number>(rows).fill(Math.round((k * 1000) / rows))),
      },
    }),
    exceed: { ever: Array.from({ length: n }, (_, zone) => (zone === 0 ? 0.8 : null)) },
    observed: { zone: [0, 0, 1], date: [month(0), month(1), month(0)], persons: [110, 190, null] },
    no_skill: [{
      name: 'frozen0', total: new Array<number>(rows).fill(500),
      zones: Array.from({ length: n }, (_, zone) => (zone < 2 ? new Array<number>(rows).fill(150) : null)),
    }],
    needs: {
      target_wait_days: 5,
      hosts: Array.from({ length: n }, (_, zone) => 1000 * (zone + 1)),
      services: [
        {
          id: 'water', unit: 'l/day', per_person: 15, available: Array.from({ length: n }, () => 20_000),
          standards: [{ name: 'water_l_per_person_day', value: 15, unit: 'l/(person day)', source: 'Sphere 2018' }],
        },
        { id: 'latrines', unit: 'latrines', per_person: 0.05, standards: [] },
        {
          id: 'wait', unit: 'days', rows: [rows - 1], standards: [],
          values: Array.from({ length: n }, () => (ensemble ? SPREAD : [1]).map((k) => [8 * k])),
        },
        {
          id: 'clinicians_to_hold_wait', unit: 'clinicians', rows: [rows - 1], standards: [],
          values: Array.from({ length: n }, () => (ensemble ? SPREAD : [1]).map((k) => [12 * k])),
        },
      ],
    },
    who: {
      strata: {
        name: ['female 0-17', 'female 18+', 'male 0-17', 'male 18+'],
        sex: ['female', 'female', 'male', 'male'], age: ['0-17', '18+', '0-17', '18+'],
        disability: [null, null, null, null],
        total: [4000, 3000, 2000, 1000],
        zones: Array.from({ length: n }, (_, zone) => (zone === 1 ? [40, null, 20, 10] : [400, 300, 200, 100])),
      },
      homes: { zone: [0, 0, 1], home: [1, 2 % n, 0], persons: [700, 300, 50], basis: 'first_member' },
    },
    quality: {
      coverage: { zones_observed: 2, zones: n, counts: 3, first: month(0), last: month(1), people_share: 0.4 },
      skill: {
        measure: ['WAPE', 'mean error'],
        forecast: [
          { name: 'drivers', uses_capacity: false, information: '' },
          { name: 'frozen0', uses_capacity: false, information: '' },
          { name: 'locf', uses_capacity: false, information: '' },
          { name: 'capacity', uses_capacity: true, information: '' },
        ],
        value: [[0.2, 0.1], [0.5, 0.25], [0.1, 0.05], [0.1, 0.2]],
      },
      horizon: { row: Math.floor(rows / 2), rows: 30, forecast: 'frozen0' },
      remarks: ['A remark.', HOSTILE],
      sources: [{ table: 'zones.csv', publisher: 'nobody', date: '2020', licence: 'CC0', url: '', note: HOSTILE }],
      provenance: {
        engine_version: '0.1.0', git_sha1: '0'.repeat(40), format_version: '1.2',
        scenario_sha256: 'a'.repeat(64), people_sha256: 'b'.repeat(64), input_sha256: ['c'.repeat(64)],
      },
    },
  };
}

export function sampleReport({ zones = 6, rows = 12, scenarios = 2, ensemble = true }: SampleSize = {}): Report {
  const each = <T>(make: (zone: number) => T) => Array.from({ length: zones }, (_, zone) => make(zone));
  const names = ['Alpha', HOSTILE, ARABIC];
  const list = Array.from({ length: scenarios }, (_, i) => scenario(i, zones, rows, ensemble));
  return {
    format: 'ravenstein-report',
    version: [2, 0],
    language: 'en',
    release: 'public',
    focus: 0,
    time: { begin: '2020-01-01', dates: Array.from({ length: rows }, (_, row) => month(row)), step: 'month' },
    zones: {
      code: each((zone) => `Z${zone}`),
      name: each((zone) => names[zone] ?? `Zone ${zone}`),
      country: each((zone) => (zone % 2 ? 'Mali' : 'Niger')),
      region: each(() => ''),
      kind: each((zone) => (zone % 2 ? 'town' : 'camp')),
      lat: each((zone) => 14 + (zone % 10)),
      lon: each((zone) => 1 + ((zone * 7) % 11)),
      population: each((zone) => 1000 * (zone + 1)),
      capacity: each((zone) => (zone === 0 ? 1000 : null)),
      capacity_evidence: each((zone) => (zone === 0 ? 'planned' : null)),
    },
    quantiles: ensemble ? QUANTILES : [],
    scenarios: list,
    comparison: list.slice(1).map((_, i) => ({
      paired: true,
      members: 100,
      present_end: {
        total: [-100, 50, 150, 250, 400],
        zones: each((zone) => [-10, 0, 10 * zone * (i + 1), 20 * zone + 30, 50 * zone + 90]),
      },
      arrivals_period: {
        total: [-100, 50, 150, 250, 400],
        zones: each((zone) => [-10, 0, 10 * zone * (i + 1), 20 * zone + 30, 50 * zone + 90]),
      },
      more_present: { total: 0.8, zones: each(() => 0.7) },
      more_arrivals: { total: 0.8, zones: each(() => 0.6) },
      chance_arrivals: { total: 0.1, zones: each((zone) => (zone === 0 ? 1 : 0.2)) },
    })),
    disclosure: { threshold: 10, rounding: 5, cells: 200, cells_hidden: 30, people_hidden_share: 0.02 },
  };
}
