// SPDX-License-Identifier: Apache-2.0
// Where zones lie on the page: a Mercator map that shows all of them, with countries behind.
import { geoArea, geoMercator, geoPath, type GeoProjection } from 'd3-geo';
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

type Ring = number[][];

/** RFC 7946 winds outer rings counterclockwise, d3 takes what lies to the right of a ring for its inside: a ring
 *  around more than half of the globe was meant the other way round. Holes wind against their outer ring. */
function wound(rings: Ring[]): Ring[] {
  return rings.map((ring, i) => {
    const most = geoArea({ type: 'Polygon', coordinates: [ring] }) > 2 * Math.PI;
    return most === (i === 0) ? [...ring].reverse() : ring;
  });
}

/** Boundaries as d3 reads them, whichever way their rings wind. */
export function outlinesOf(report: Report): FeatureCollection {
  const features = (report.boundaries?.features ?? []).map((f): FeatureCollection['features'][number] => {
    const { geometry } = f;
    return { ...f, geometry: geometry.type === 'Polygon'
      ? { type: 'Polygon', coordinates: wound(geometry.coordinates) }
      : { type: 'MultiPolygon', coordinates: geometry.coordinates.map(wound) } };
  });
  return { type: 'FeatureCollection', features };
}

function extent(report: Report, outlines: FeatureCollection): MultiPoint | FeatureCollection {
  if (outlines.features.length) return outlines;
  const points = report.zones.lat.flatMap((lat, zone): [number, number][] => {
    const lon = report.zones.lon[zone];
    return isCount(lat) && isCount(lon) ? [[lon, lat]] : [];
  });
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const [x, y] = [middle(points.map((p) => p[0])), middle(points.map((p) => p[1]))];
  const half = LEAST_SPAN / 2;
  return { type: 'MultiPoint', coordinates: [...points, [x - half, y - half], [x + half, y + half]] };
}

function project(report: Report, outlines: FeatureCollection, width: number, height: number): GeoProjection {
  return geoMercator().fitExtent(
    [[MARGIN, MARGIN], [width - MARGIN, height - MARGIN]], extent(report, outlines)).clipExtent([[0, 0], [width, height]]);
}

export function hasPlaces(report: Report): boolean {
  return report.zones.lat.some((lat, zone) => isCount(lat) && isCount(report.zones.lon[zone]));
}

export function ground(report: Report, width: number, height: number): Ground {
  const boundaries = outlinesOf(report);
  const projection = project(report, boundaries, width, height);
  const path = geoPath(projection).digits(1);
  const countries = feature(topology, topology.objects.countries);
  const outlines = new Map(boundaries.features.map(
    (f) => [(f.properties as { code: string }).code, path(f) ?? null] as const));
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
