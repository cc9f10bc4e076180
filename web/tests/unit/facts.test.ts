// SPDX-License-Identifier: Apache-2.0
// What the page says of a report. The expected numbers follow from the rules of the sample by hand.
import { describe, expect, it } from 'vitest';
import { chanceAbove, chanceOverCapacity } from '../../src/facts/chance';
import { mostChanged, sideBySide } from '../../src/facts/difference';
import { needBand, needLines } from '../../src/facts/need';
import { busiest, halfRow, nobodyArrives, outlook } from '../../src/facts/outlook';
import { homesAt, sumBy } from '../../src/facts/people';
import type { Comparison, Report, Scenario } from '../../src/data';
import { ALL, bandOf, firstPlace, monthsUnknown, placesByArrivals, shortName } from '../../src/view';
import { sampleReport } from '../sample/sample';

const report = sampleReport();
const base = report.scenarios[0] as Scenario;

describe('outlook', () => {
  it('tells arrivals of the period with their interval', () => {
    // zone 0: 100 a month for 12 months; the outer quantiles are half and twice of it
    expect(outlook(report, base, 0).arrivals).toEqual({ value: 1200, low: 600, high: 2400 });
    expect(outlook(report, base, 0).present).toEqual({ value: 1200, low: 600, high: 2400 });
  });
  it('finds when the room is full, for the median and for the upper bound', () => {
    // room 1000: the median 100 (t+1) is above from the 11th month, the upper 200 (t+1) from the 6th
    const found = outlook(report, base, 0);
    expect(found.full_row).toBe(10);
    expect(found.maybe_full_row).toBe(5);
  });
  it('tells what is withheld, zero and absent apart', () => {
    expect(outlook(report, base, 5).arrivals).toBe('hidden');
    expect(outlook(report, base, 4).arrivals).toEqual({ value: 0, low: 0, high: 0 });
    const none: Report = { ...report, scenarios: [{ ...base, arrivals_period: { total: [], zones: [] } }] };
    expect(outlook(none, none.scenarios[0] as Scenario, 0).arrivals).toBeNull();
  });
  it('has no bounds without an ensemble', () => {
    const single = sampleReport({ ensemble: false });
    expect(outlook(single, single.scenarios[0] as Scenario, 0).arrivals).toEqual({ value: 1200 });
  });
  it('finds half and the busiest month of daily rows', () => {
    expect(halfRow([1, 1, 1, 1])).toBe(1);
    expect(halfRow([0, 0, 9, 1])).toBe(2);
    expect(halfRow([0, 0])).toBeNull();
    const dates = ['2020-01-30', '2020-01-31', '2020-02-01', '2020-02-02', '2020-03-01'];
    expect(busiest(dates, [1, 1, 4, 4, 0])).toEqual({ row: 3, share: 0.8 });
    expect(busiest(dates, [1, 1, 1, 1, 2])).toBeNull();
  });
  it('says nothing of when people come if any row is not a count', () => {
    const dates = ['2020-01-31', '2020-02-29', '2020-03-31'];
    expect(halfRow([5])).toBe('unknown');
    for (const rows of [[], [null, null, null], [0, null, 0], [100, 1, null]]) {
      expect(halfRow(rows)).toBe('unknown');
      expect(busiest(dates, rows)).toBe('unknown');
    }
    // months of an ensemble of daily runs: the period is known, its months are not
    const nulls = Array.from({ length: 5 }, () => new Array<null>(12).fill(null));
    const arrivals = { total: nulls, zones: report.zones.code.map(() => 'hidden' as const) };
    for (const place of [ALL, 0]) {
      const found = outlook(report, { ...base, arrivals }, place);
      expect(found).toMatchObject({ half_row: 'unknown', busiest: 'unknown' });
      expect(nobodyArrives(found)).toBe(false);
    }
    expect(monthsUnknown(report, arrivals)).toBe(true);
    expect(monthsUnknown(report, base.arrivals)).toBe(false);
  });
  it('knows where nobody arrives', () => {
    expect(nobodyArrives(outlook(report, base, 4))).toBe(true);
    expect(nobodyArrives(outlook(report, base, 5))).toBe(false);
  });
});

describe('chance of too little room', () => {
  const quantiles = [0.05, 0.5, 0.95];
  it('interpolates between quantiles', () => {
    // half way between the median and the upper bound: 1 - (0.5 + 0.225)
    expect(chanceAbove(quantiles, [0, 100, 200], 150)?.share).toBeCloseTo(0.275, 12);
    expect(chanceAbove(quantiles, [0, 100, 200], 100)?.share).toBeCloseTo(0.5, 12);
  });
  it('claims no more than the quantiles tell', () => {
    expect(chanceAbove(quantiles, [10, 100, 200], 5)).toMatchObject({ share: 0.95, bound: '>' });
    expect(chanceAbove(quantiles, [10, 100, 200], 200)?.bound).toBe('<');
    expect(chanceAbove(quantiles, [10, null, 200], 50)).toBeNull();
  });
  it('prefers what was counted among the members', () => {
    const counted = { ...base, exceed: { at_end: [0.42] } };
    expect(chanceOverCapacity(report, counted, 0)).toEqual({ share: 0.42, from: 'members' });
    expect(chanceOverCapacity(report, base, 1)).toBeNull();
  });
});

describe('needs', () => {
  const water = base.needs?.services[0];
  const wait = base.needs?.services[2];
  it('multiplies people with the rate', () => {
    const lines = needLines(report, base, 0);
    // 1200 newcomers and 1000 hosts, 15 l each; there are 20,000 l
    expect(lines[0]?.newcomers).toEqual([9000, 14400, 18000, 23400, 36000]);
    expect(lines[0]?.hosts).toBe(15000);
    expect(lines[0]?.all?.[2]).toBe(33000);
    expect(lines[0]?.missing).toEqual([4000, 9400, 13000, 18400, 31000]);
    expect(lines[1]?.missing).toBeNull();
  });
  it('never tells a need of people who are withheld', () => {
    expect(water && needBand(report, base, water, 5, 'newcomers')).toBeNull();
    expect(water && needBand(report, base, water, 5, 'all')).toBeNull();
  });
  it('does not sum hosts of whom some are withheld', () => {
    expect(needLines(report, base, ALL)[0]?.hosts).toBe(15 * 21000); // six zones: 1,000, 2,000, ...
    const hosts = [...(base.needs?.hosts ?? [])];
    hosts[2] = null;
    const withheld = { ...base, needs: base.needs && { ...base.needs, hosts } };
    expect(needLines(report, withheld, ALL)[0]?.hosts).toBeNull();
    expect(needLines(report, withheld, ALL)[0]?.all).toEqual([null, null, null, null, null]);
  });
  it('holds listed values for all people only', () => {
    expect(wait && needBand(report, base, wait, 0, 'all')?.[2]?.[0]).toBe(8);
    expect(wait && needBand(report, base, wait, 0, 'newcomers')).toBeNull();
    expect(wait && needBand(report, base, wait, ALL, 'all')).toBeNull();
  });
});

describe('scenarios side by side', () => {
  it('takes paired differences and ranks by arrivals', () => {
    const lines = sideBySide(report, 1);
    expect(lines[0]?.arrivals_delta).toBeNull();
    expect(lines[1]?.arrivals_delta).toEqual({ value: 10, low: -10, high: 140 });
    expect(lines.map((line) => line.rank)).toEqual([1, 2]);
    expect(sideBySide(report, 0).map((line) => line.rank)).toEqual([1, 1]);
  });
  it('ranks by the differences, of which the medians may be in another order', () => {
    const pair = report.comparison?.[0] as Comparison;
    const zones = pair.arrivals_period.zones.map(() => [-300, -200, -100, 0, 50]);
    const fewer: Report = { ...report, comparison: [{ ...pair, arrivals_period: { ...pair.arrivals_period, zones } }] };
    // by their own medians the second scenario has more in zone 1: 210 against 200 a month
    expect(sideBySide(fewer, 1).map((line) => line.rank)).toEqual([2, 1]);
    expect(sideBySide(fewer, 0)[1]?.chance_arrivals).toBe(1);
    expect(sideBySide(fewer, ALL)[1]?.chance_arrivals).toBe(0.1);
  });
  it('takes medians where nothing was paired, without bounds', () => {
    const unpaired: Report = { ...report, comparison: undefined };
    // zone 1: 200 a month, 210 in the second scenario
    expect(sideBySide(unpaired, 1)[1]?.arrivals_delta).toEqual({ value: 120 });
    expect(mostChanged(unpaired, 1, 1)[0]?.zone).toBe(3);
  });
});

describe('people', () => {
  it('sums strata and withholds sums with a withheld part', () => {
    expect(sumBy(['a', 'b', 'a', null], [1, 2, 3, 4])).toEqual([
      { name: 'a', persons: 4 }, { name: 'b', persons: 2 }]);
    expect(sumBy(['a', 'a', 'a'], [1, null, 3])).toEqual([{ name: 'a', persons: null }]);
  });
  it('finds homes of a place and of all', () => {
    const homes = base.who?.homes;
    expect(homes && homesAt(homes, 0, report.zones.name).map((x) => x.persons)).toEqual([700, 300]);
    expect(homes && homesAt(homes, ALL, report.zones.name).length).toBe(3);
  });
});

describe('view', () => {
  it('begins with the focus, else with most arrivals', () => {
    expect(firstPlace(report)).toBe(0);
    const free: Report = { ...report, focus: undefined };
    expect(firstPlace(free)).toBe(3);
    expect(placesByArrivals(report).length).toBe(6);
  });
  it('unfolds zeros and shortens names', () => {
    expect(bandOf(report, base.present, 4)).toEqual(Array.from({ length: 5 }, () => new Array(12).fill(0)));
    expect(shortName(report, 1)).toBe('the border closes, variant 1');
    expect(shortName(report, 0)).toBe('Sample');
  });
});
