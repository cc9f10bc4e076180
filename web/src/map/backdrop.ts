// SPDX-License-Identifier: Apache-2.0
// Where zones lie on the page: a Mercator map that shows all of them, with countries behind.
import { geoMercator, geoPath, type GeoProjection } from 'd3-geo';
import type { FeatureCollection, MultiPoint } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-110m.json';
import type { Report } from '../data';
import { isCount } from '../view';

const topology = world as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;

type Country = GeometryCollection<{ name: string }>['geometries'][number];

/** Natural Earth draws who rules in fact; maps of the United Nations do not set these two apart. */
const PART_OF: Record<string, string> = { Somaliland: 'Somalia', 'N. Cyprus': 'Cyprus' };
const nameOf = (country: Country) => (country.properties as { name?: string } | undefined)?.name ?? '';
const ownerOf = (country: Country) => PART_OF[nameOf(country)] ?? nameOf(country);

export interface Ground {
  /** Position of each zone; `null`: not known. */
  at: ([number, number] | null)[];
  countries: string;
  borders: string;
  /** Per zone the outline of its boundary, if the report has one. */
  outlines: (string | null)[];
  names: { name: string; x: number; y: number }[];
}

const MARGIN = 34;
/** Zones nearer than this (degrees) are not blown up to fill the map. */
const LEAST_SPAN = 1.5;

function extent(report: Report): MultiPoint | FeatureCollection {
  if (report.boundaries?.features.length) return report.boundaries as FeatureCollection;
  const points = report.zones.lat.flatMap((lat, zone): [number, number][] => {
    const lon = report.zones.lon[zone];
    return isCount(lat) && isCount(lon) ? [[lon, lat]] : [];
  });
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const [x, y] = [middle(points.map((p) => p[0])), middle(points.map((p) => p[1]))];
  const half = LEAST_SPAN / 2;
  return { type: 'MultiPoint', coordinates: [...points, [x - half, y - half], [x + half, y + half]] };
}

function project(report: Report, width: number, height: number): GeoProjection {
  return geoMercator().fitExtent(
    [[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]], extent(report)).clipExtent([[0, 0], [width, height]]);
}

export function hasPlaces(report: Report): boolean {
  return report.zones.lat.some((lat, zone) => isCount(lat) && isCount(report.zones.lon[zone]));
}

export function ground(report: Report, width: number, height: number): Ground {
  const projection = project(report, width, height);
  const path = geoPath(projection).digits(1);
  const countries = feature(topology, topology.objects.countries);
  const outlines = new Map((report.boundaries?.features ?? []).map(
    (f) => [f.properties.code, path(f) ?? null] as const));
  return {
    at: report.zones.lat.map((lat, zone) => {
      const lon = report.zones.lon[zone];
      return isCount(lat) && isCount(lon) ? (projection([lon, lat]) as [number, number] | null) : null;
    }),
    countries: path(countries) ?? '',
    borders: path(mesh(topology, topology.objects.countries, (a, b) =>
      ownerOf(a as Country) !== ownerOf(b as Country))) ?? '',
    outlines: report.zones.code.map((code) => outlines.get(code) ?? null),
    names: countries.features.flatMap((f) => {
      const [[x0, y0], [x1, y1]] = path.bounds(f);
      const [x, y] = path.centroid(f);
      const room = x1 - x0 > 150 && y1 - y0 > 60 && !(f.properties.name in PART_OF);
      return room && Number.isFinite(x) ? [{ name: f.properties.name, x, y }] : [];
    }),
  };
}
