// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { areaPath, dateTicks, linePath, niceTicks, scale } from '../../src/charts/scale';
import { ground, outlinesOf } from '../../src/map/backdrop';
import { labels } from '../../src/map/labels';
import type { Scenario } from '../../src/data';
import { arcsAt, differences, mapValues } from '../../src/map/values';
import { sampleReport } from '../sample/sample';

describe('scales', () => {
  it('has round ticks that cover the values', () => {
    expect(niceTicks(403_000, 4)).toEqual([0, 200_000, 400_000, 600_000]);
    expect(niceTicks(1, 4)).toEqual([0, 0.5, 1]);
    expect(niceTicks(100, 4)).toEqual([0, 50, 100]);
  });
  it('maps the ends to the ends', () => {
    const x = scale(0, 10, 100, 200);
    expect([x(0), x(5), x(10)]).toEqual([100, 150, 200]);
  });
  it('marks months, without one that is cut too short for its name', () => {
    const days = Array.from({ length: 92 }, (_, i) => new Date(Date.UTC(2012, 1, 29 + i)).toISOString().slice(0, 10));
    expect(dateTicks(days, 6).map((tick) => tick.iso)).toEqual(['2012-03-01', '2012-04-01', '2012-05-01']);
    const years = Array.from({ length: 36 }, (_, i) => `${2014 + i}-12-31`);
    const ticks = dateTicks(years, 10);
    expect(ticks.length).toBeLessThanOrEqual(10);
    expect(ticks.every((tick) => tick.parts === 'year')).toBe(true);
  });
});

describe('paths', () => {
  it('shows a single date', () => {
    expect(linePath([[50, 1]])).toBe('M38.0,1.0h24');
  });
  it('fills a narrow column at a date alone', () => {
    expect(areaPath([null, [50, 1], null], [[0, 9], [50, 9], [99, 9]])).toBe('M44.0,1.0h12V9.0h-12Z');
  });
  it('leaves gaps where a value is withheld', () => {
    expect(linePath([[0, 1], [1, 1], null, [3, 2]])).toBe('M0.0,1.0L1.0,1.0M3.0,2.0');
    expect(areaPath([[0, 0], [1, 0], null, [3, 0], [4, 0]], [[0, 1], [1, 1], [2, 1], [3, 1], [4, 1]])).toBe(
      'M0.0,0.0L1.0,0.0L1.0,1.0L0.0,1.0ZM3.0,0.0L4.0,0.0L4.0,1.0L3.0,1.0Z');
  });
});

describe('map', () => {
  it('puts no name over another', () => {
    const at = (zone: number, x: number, weight: number) => ({
      zone, name: 'Name', at: [x, 50] as [number, number], weight, offset: 0 });
    const placed = labels([at(0, 100, 1), at(1, 110, 5), at(2, 400, 2), at(3, 200, 0)], 600);
    expect(placed.map((label) => label.zone)).toEqual([1, 2]);
  });
  it('counts who leaves in the net change of a single run', () => {
    const single = sampleReport({ ensemble: false, rows: 2 });
    const one = single.scenarios[0] as Scenario;
    const left = { total: [[30, 10]], zones: single.zones.code.map((_, zone) => (zone === 0 ? [[130, 10]] : (0 as const))) };
    // zone 0: 100 arrive in each month
    expect(mapValues(single, { ...one, departures: left }, 'net')[0]).toEqual([-30, 90]);
    expect(mapValues(single, one, 'net')[0]).toEqual([null, 100]);
  });
  it('takes differences and leaves out flows too small to see', () => {
    expect(differences([5, 8, null, 4])).toEqual([null, 3, null, null]);
    expect(differences([5000, 5003])).toEqual([null, 3]);
    const flows = sampleReport({ rows: 1 }).scenarios[0]?.flows;
    expect(arcsAt(flows, 0).map((arc) => arc.persons)).toEqual([900, 500, 100]);
    const tiny = flows && { ...flows, by_time: [[1000], [10], [100]] };
    expect(arcsAt(tiny, 0).map((arc) => arc.persons)).toEqual([1000, 100]);
  });
  it('draws flows of the whole period where a public page has no others', () => {
    const flows = sampleReport({ rows: 1 }).scenarios[0]?.flows;
    const whole = flows && { ...flows, total: [1000, 10, 100], by_time: [[], [], []] };
    expect(arcsAt(whole, 0).map((arc) => arc.persons)).toEqual([1000, 100]);
  });
});

describe('boundaries', () => {
  const outer = [[1, 14], [2, 14], [2, 15], [1, 15], [1, 14]];
  const hole = [[1.4, 14.4], [1.6, 14.4], [1.6, 14.6], [1.4, 14.6], [1.4, 14.4]];
  const with_rings = (...rings: number[][][]) => ({ ...sampleReport(), boundaries: {
    type: 'FeatureCollection' as const,
    features: [{ type: 'Feature' as const, properties: { code: 'Z0' },
      geometry: { type: 'MultiPolygon' as const, coordinates: [rings] } }] } });
  const turned = (ring: number[][]) => [...ring].reverse();
  it('are the same whichever way their rings wind', () => {
    // counterclockwise outer rings and clockwise holes are those of RFC 7946
    const rfc = with_rings(outer, turned(hole));
    const others = [with_rings(turned(outer), hole), with_rings(outer, hole), with_rings(turned(outer), turned(hole))];
    for (const other of others) expect(outlinesOf(other)).toEqual(outlinesOf(rfc));
    // turned inside out, the path would go round all of the map
    const path = ground(rfc, 640, 400).outlines[0] ?? '';
    const x = [...path.matchAll(/[ML](-?[\d.]+),/g)].map((found) => Number(found[1]));
    expect(x.length).toBe(8);
    expect(Math.min(...x)).toBeGreaterThan(30);
    expect(Math.max(...x)).toBeLessThan(610);
  });
});
