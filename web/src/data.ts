// SPDX-License-Identifier: Apache-2.0
// The data of a report: what C++ writes into the page and the page reads. This file is the contract;
// web/README.md says how the data gets into the page.
//
// Rules for all of it:
// - Numbers of people are people (already multiplied with `persons_per_count`), rounded to integers.
// - A table over zones is indexed as `zones.code` is; a table over time as `time.dates`.
// - `null` in place of a number: withheld (disclosure control), never "zero". One thing is not known as
//   well: quantiles of flows of months, where months were put together from an ensemble of daily runs.
// - What does not exist is absent (the key is left out), or `null` where the type says so.
// - Texts are plain UTF-8 from the scenario, in its language; the page escapes them. It translates the
//   words it knows (causes, services, kinds) and shows all others as they are.

/** Raised in its first number when an older page could no longer read the data. */
export const FORMAT_VERSION = [2, 0] as const;

export type Language = 'en' | 'fr' | 'es' | 'ar';

/** A count of people; `null`: withheld. */
export type Count = number | null;

/**
 * A quantity over time, `band[q][t]`, with q as in `Report.quantiles`. Without an ensemble
 * (`quantiles` is empty) it has one row.
 */
export type Band = Count[][];

/** Of a zone: `0` is zero at all times, `null` does not exist there, `'hidden'` is withheld as a whole. */
export type ZoneBand = Band | 0 | null | 'hidden';

/** The same without time: a number per quantile (one number without an ensemble). */
export type Spread = Count[];
export type ZoneSpread = Spread | 0 | null | 'hidden';

/** A quantity by zone and for all zones together (its own quantiles: they do not add up). */
export interface Measure {
  total: Band;
  zones: ZoneBand[];
}
export interface PeriodMeasure {
  total: Spread;
  zones: ZoneSpread[];
}

export interface Report {
  format: 'ravenstein-report';
  version: readonly [number, number];
  /** Language shown first. */
  language: Language;
  /** `restricted` is stamped on every page. */
  release: 'public' | 'restricted';
  /** Zone shown first; absent: the page chooses the zone with most arrivals. */
  focus?: number;
  time: TimeAxis;
  zones: Zones;
  /** Ascending, e.g. [0.05, 0.25, 0.5, 0.75, 0.95], always with 0.5; empty: no ensemble. */
  quantiles: number[];
  /** The first is the baseline. Names are unique. */
  scenarios: Scenario[];
  /** One per scenario but the first, in their order; absent: one scenario, or not computed. */
  comparison?: Comparison[];
  boundaries?: Boundaries;
  disclosure?: Disclosure;
  /** If there are more places than fit on a page: those with most people are shown, the totals count all. */
  aggregation?: { zones_before: number };
}

export interface TimeAxis {
  /** First day of the projection, YYYY-MM-DD. */
  begin: string;
  /** Last day of each row, YYYY-MM-DD. Stocks are of that day; flows are sums over the row. */
  dates: string[];
  step: 'day' | 'week' | 'month' | 'year' | 'other';
}

/** Columns: one element per zone. */
export interface Zones {
  /** Unique; a string even if it looks like a number. */
  code: string[];
  name: string[];
  country: string[];
  region: string[];
  kind: ('town' | 'camp' | 'idp_camp' | 'hub' | 'marker')[];
  /** Degrees, WGS 84; `null`: not known (no place on the map). */
  lat: (number | null)[];
  lon: (number | null)[];
  /** Residents on the first day. */
  population: Count[];
  /** People the zone can take; `null`: not limited or not known. */
  capacity: (number | null)[];
  /** Where the capacity is from. `observed_maximum` was known only afterwards: the page says so. */
  capacity_evidence: ('unknown' | 'planned' | 'observed_maximum' | 'estimated' | null)[];
}

export interface Scenario {
  /** Short and unique: the title, or the title and the file's name. */
  name: string;
  description?: string;
  model: string;
  resolution: string;
  /** Of the ensemble; 1: none. */
  members: number;
  /** Stock: displaced people and refugees in the zone at the end of the row. */
  present: Measure;
  /** Flow: people who arrived during the row. */
  arrivals: Measure;
  /** Arrivals less departures of the row; absent: the page takes differences of the median present,
   *  which the first row has none of. */
  net?: Measure;
  /** Flow: people who left the zone during the row. Restricted releases only. */
  departures?: Measure;
  /** Flow of the whole period. */
  arrivals_period: PeriodMeasure;
  departures_period?: PeriodMeasure;
  /**
   * Per zone: share of members in which present people exceed the capacity on any day (`ever`) and at
   * the end (`at_end`), 0..1; `null`: no capacity or withheld. Absent: the page interpolates between the
   * published quantiles and says so.
   */
  exceed?: { ever?: (number | null)[]; at_end?: (number | null)[] };
  observed?: Observed;
  /** Forecasts that need no skill, of people present; the first is drawn. */
  no_skill?: NoSkill[];
  flows?: Flows;
  causes?: Causes;
  attribution?: Attribution;
  needs?: Needs;
  who?: Who;
  quality: Quality;
}

/** Counts of people present, each with its own date. Columns. */
export interface Observed {
  zone: number[];
  date: string[];
  persons: Count[];
  /** Zones whose earlier counts were scaled to a later recount: not as published at the time. */
  corrected?: number[];
}

export interface NoSkill {
  /** e.g. frozen30hon; the page has words for those it knows. */
  name: string;
  total?: Count[];
  /** Per zone, over time. */
  zones: (Count[] | null)[];
}

/** The largest flows between pairs of zones. Columns, sorted by `total`, falling. */
export interface Flows {
  from: number[];
  to: number[];
  /** People of the whole period. */
  total: Count[];
  /** People by row: `by_time[pair][t]`. */
  by_time?: Count[][];
  /** What the numbers are: the mean of the members or the first of them. */
  basis: 'mean' | 'first_member' | 'single_run';
  /** Share of all moves that these pairs hold, 0..1; `null`: not told (public releases). */
  share_of_moves?: number | null;
  /** How many pairs have any flow. */
  pairs: number;
}

/** Departures or arrivals by cause. Means over the members (they add up), except `period`. */
export interface Causes {
  name: string[];
  /** What `departures` and `period` count; absent: departures. Public reports tell arrivals. */
  counted?: 'arrivals';
  /** `departures[cause][t]`: all zones together. */
  departures: Count[][];
  /** `period[cause]`: quantiles of the whole period, all zones together. */
  period: Spread[];
  /** `arrivals[zone]`: `[cause][t]`; 0: none at all. */
  arrivals?: (Count[][] | 0 | null | 'hidden')[];
}

/** From `ravenstein attribute`: moves that each driver explains (Shapley shares). */
export interface Attribution {
  method: 'exact' | 'sampled';
  members: number;
  driver: string[];
  /** Moves: mean, and 5, 50 and 95 % of the members. */
  mean: Count[];
  low: Count[];
  median: Count[];
  high: Count[];
  /** Mean with this driver alone, and how many fewer without it. */
  alone?: Count[];
  without?: Count[];
  /** `departures[driver][zone]`: mean share of who left the zone. */
  departures?: Count[][];
  /** `over_time[driver][t]`: mean share of the moves of a row, of all zones. Restricted releases only. */
  over_time?: Count[][];
}

export interface Needs {
  services: Service[];
  /** Waiting time that `clinicians_to_hold_wait` keeps, days. */
  target_wait_days?: number;
  /** Residents, returned and integrated people over time (mean), per zone, to whom needs apply as well. */
  hosts: (Count[] | number | null)[];
}

/**
 * A service. Needs are for all people: hosts and newcomers. Where a need is a rate times people,
 * `per_person` is given and the page multiplies the published people, so that a need never tells more
 * than the people it is of; all else comes as `values`.
 */
export interface Service {
  /** As in `ravenstein needs`: water, latrines, shelter, consultations, clinicians, beds, school_places,
   *  slum_households, wait, clinicians_to_hold_wait; others are shown as they are. */
  id: string;
  /** e.g. l/day, latrines, m2, days. */
  unit: string;
  /** In the service's unit per person: one number for all zones, or one per zone. */
  per_person?: number | (number | null)[];
  /** Per zone, over the rows `rows` only (positions in `time.dates`), `values[zone][q][row]`. */
  values?: ZoneBand[];
  rows?: number[];
  /** What there is: per zone one number, or a number for each row of `time`; `null`: not said. */
  available?: (number | number[] | null)[];
  standards: Standard[];
}

export interface Standard {
  /** e.g. water_l_per_person_day */
  name: string;
  value: number;
  unit: string;
  source: string;
  /** If it holds for some zones only: their codes or their country. */
  where?: string;
}

/** Who is away from home at the end of the projection. */
export interface Who {
  /** Displaced people and refugees by stratum. */
  strata?: {
    name: string[];
    sex: (string | null)[];
    /** As published, e.g. `0-17`, `60+`. */
    age: (string | null)[];
    disability: (string | null)[];
    /** `total[stratum]` and `zones[zone][stratum]`: median, or the only run. */
    total: Count[];
    zones: (Count[] | 0 | null | 'hidden')[];
  };
  /** By home, as columns sorted by `zone`; homes that are not known are left out. */
  homes?: {
    zone: number[];
    home: number[];
    persons: Count[];
    basis: 'mean' | 'first_member' | 'single_run';
  };
}

export interface Quality {
  coverage: {
    zones_observed: number;
    zones: number;
    counts: number;
    first?: string;
    last?: string;
    /** Share of the people present at the end who are in observed zones, 0..1. */
    people_share?: number;
  };
  /** Scores of the whole period and of all zones together. */
  skill?: Skill;
  /**
   * Last row at which the projection is still better than the no-skill forecast; charts fade beyond.
   * -1: nowhere better. Absent: not known. `forecast` is the other one, `rows` how many rows of the record
   * (up to each) the errors were summed over.
   */
  horizon?: { row: number; rows: number; forecast: string };
  /** Remarks of the scenario: what a reader of the numbers must know. */
  remarks: string[];
  /** What the behaviour assumes, in sentences (optional). */
  assumptions?: string[];
  sources: Source[];
  provenance: Provenance;
}

export interface Skill {
  measure: string[];
  /** The first is the projection itself. */
  forecast: { name: string; uses_capacity: boolean; information: string }[];
  /** `value[forecast][measure]`; `null`: not defined. */
  value: (number | null)[][];
  /** Per zone code the first measure: `[forecast]`. */
  by_zone?: { zone: string; value: (number | null)[] }[];
}

export interface Source {
  table: string;
  publisher: string;
  date: string;
  licence: string;
  url: string;
  note: string;
}

/** A public release holds checksums and versions only: no seed, no text, no names of inputs. */
export interface Provenance {
  engine_version: string;
  git_sha1: string;
  format_version: string;
  scenario_sha256: string;
  people_sha256: string;
  input_sha256: string[];
  created?: string;
  /** Restricted releases only: name and value of whatever else is known (seed, command line, ...). */
  more?: [string, string][];
}

/**
 * Scenario minus baseline, members paired by common random numbers if `paired` (else the members were
 * taken as independent). Quantiles as in `Report.quantiles`.
 */
export interface Comparison {
  paired: boolean;
  members: number;
  /** People present at the end, and arrivals of the whole period. */
  present_end: PeriodMeasure;
  arrivals_period: PeriodMeasure;
  /** Share of members in which the scenario has more, per zone and in total, 0..1. */
  more_present?: { total: number | null; zones: (number | null)[] };
  more_arrivals?: { total: number | null; zones: (number | null)[] };
  /** Of the mean difference of arrivals: the share that chance may have made, 0..1; 1: no difference can be
   *  told from chance, by the rule of `ravenstein compare`. */
  chance_arrivals?: { total: number | null; zones: (number | null)[] };
}

/** GeoJSON of the zones' boundaries (RFC 7946, at most five decimals). */
export interface Boundaries {
  type: 'FeatureCollection';
  features: {
    type: 'Feature';
    properties: { code: string };
    geometry:
      | { type: 'Polygon'; coordinates: number[][][] }
      | { type: 'MultiPolygon'; coordinates: number[][][][] };
  }[];
}

export interface Disclosure {
  /** Counts below are withheld. */
  threshold: number;
  /** Counts are rounded to multiples of this. */
  rounding: number;
  cells: number;
  cells_hidden: number;
  /** Share of people in hidden cells, 0..1. */
  people_hidden_share: number;
}
