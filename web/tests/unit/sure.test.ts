// SPDX-License-Identifier: Apache-2.0
// How sure a projection is, who leaves, and what a report holds. The expected words follow from the rules in
// src/facts; numbers are made up.
import { describe, expect, it } from 'vitest';
import type { Flows, Report, Scenario, Skill } from '../../src/data';
import { missingFrom, sectionsOf } from '../../src/facts/held';
import { destinations, isLeft, leavingOf } from '../../src/facts/leaving';
import { checkOf, widthOf, type Check } from '../../src/facts/sure';
import { sentences } from '../../src/sections/sure';
import { stackTops } from '../../src/charts/stack';
import { wordsIn } from '../../src/text';
import { capacityOf, mostCounted, rowAt } from '../../src/view';
import { sampleReport } from '../sample/sample';

const report = sampleReport();
const base = report.scenarios[0] as Scenario;
const en = wordsIn('en');

describe('the range', () => {
  it('is judged by its high end in multiples of the low one', () => {
    const kind = (low: number, high: number) => widthOf(report, { value: low, low, high })?.kind;
    expect(kind(100, 150)).toBe('close');
    expect(kind(100, 300)).toBe('rough');
    expect(kind(100, 301)).toBe('wide');
    expect(kind(1, 100)).toBe('open');
    expect(widthOf(report, { value: 200, low: 100, high: 400 })).toEqual({ kind: 'wide', times: 4 });
  });
  it('is unknown of a single run, and nothing is said where it is withheld', () => {
    expect(widthOf(sampleReport({ ensemble: false }), { value: 7 })).toEqual({ kind: 'single' });
    expect(widthOf(report, { value: 5, low: null, high: 9 })).toBeNull();
    expect(widthOf(report, { value: 0, low: 0, high: 0 })).toBeNull();
  });
});

describe('the check with counts', () => {
  it('is told in people of 100, beside rules that need no model', () => {
    // mean error: .1 of the projection, .05 of the last count, .25 of the shares of the first day
    expect(checkOf(report, base)).toEqual({
      kind: 'misplaced', own: 10, last: 5, rule: { name: 'frozen0', error: 25 }, capacity: false });
    expect(sentences(checkOf(report, base) as Check, 3, en).join(' ')).toBe(
      'Checked with 3 counts of the past: of 100 people, it put 10 in the wrong place. '
      + 'Simply repeating the last count was better (5), but needs new counts all the time. '
      + 'Simple rules that knew only the first counts were worse (25 at best).');
  });
  it('says when a simple rule was better, and that capacities flatter', () => {
    const said = sentences(
      { kind: 'off', own: 30, rule: { name: 'equal', error: 20 }, capacity: true }, 9, en).join(' ');
    expect(said).toContain('for every 100 people counted, it was off by 30');
    expect(said).toContain('first counts was better: “every place has as many people” (20)');
    expect(said).toContain('no fair test');
  });
  it('calls equal what reads the same', () => {
    const said = sentences({ kind: 'misplaced', own: 4.2, last: 3.8, rule: { name: 'equal', error: 4.4 }, capacity: false }, 2, en);
    expect(said[1]).toContain('was about as good (4)');
    expect(said[2]).toContain('was about as good: “every place has as many people” (4)');
  });
  it('speaks of capacities only where they were known afterwards', () => {
    const skill = { ...(base.quality.skill as Skill), forecast: (base.quality.skill as Skill).forecast.map((f) => ({ ...f, uses_capacity: true })) };
    const uses = { ...base, quality: { ...base.quality, skill } };
    const capacity_evidence = report.zones.code.map(() => 'observed_maximum' as const);
    expect(checkOf(report, uses)?.capacity).toBe(false);
    expect(checkOf({ ...report, zones: { ...report.zones, capacity_evidence } }, uses)?.capacity).toBe(true);
  });
  it('is not there without scores that can be said in words', () => {
    const skill = { ...(base.quality.skill as Skill), measure: ['CRPS', 'ARD'] };
    expect(checkOf(report, { ...base, quality: { ...base.quality, skill: undefined } })).toBeNull();
    expect(checkOf(report, { ...base, quality: { ...base.quality, skill } })).toBeNull();
  });
});

describe('who leaves', () => {
  it('is told by departures, else at least by flows', () => {
    // flows of the sample: 900 from zone 0 to 1, 500 from 1 to 2, 100 from 2 to 0
    const run: Scenario = { ...base, flows: { ...(base.flows as Flows), basis: 'single_run' } };
    expect(leavingOf(report, run, 0)).toEqual({ persons: { value: 900 }, basis: 'flows' });
    expect(leavingOf(report, run, 3)).toBeNull();
    expect(destinations(report, run, 1)).toEqual([{ name: report.zones.name[2], persons: 500 }]);
    const told: Scenario = {
      ...base, departures_period: { total: [], zones: [[1, 2, 3, 4, 5], 0, null, 'hidden', 0, 0] } };
    expect(leavingOf(report, told, 0)).toEqual({ persons: { value: 3, low: 1, high: 5 }, basis: 'departures' });
    expect(leavingOf(report, told, 1)).toBeNull();
  });
  it('is not told of an ensemble by the flows of one member', () => {
    const flows: Flows = { ...(base.flows as Flows), basis: 'first_member' };
    expect(leavingOf(report, { ...base, flows }, 0)).toBeNull();
    expect(destinations({ ...report, release: 'public' }, { ...base, flows }, 1)).toEqual([]);
    // restricted pages show them with a note, beside departures that are of all members
    expect(destinations({ ...report, release: 'restricted' }, { ...base, flows }, 1)).toHaveLength(1);
  });
  it('leaves out who moves within the place', () => {
    const flows: Flows = { ...(base.flows as Flows), basis: 'single_run', from: [1, 1, 2], to: [1, 2, 0] };
    expect(destinations(report, { ...base, flows }, 1)).toEqual([{ name: report.zones.name[2], persons: 500 }]);
  });
  it('makes a place one that people leave if more leave than arrive', () => {
    const leaving = { persons: { value: 900 }, basis: 'flows' as const };
    expect(isLeft(leaving, { value: 899 })).toBe(true);
    expect(isLeft(leaving, { value: 900 })).toBe(false);
    expect(isLeft(leaving, 'hidden')).toBe(false);
    expect(isLeft(null, { value: 0 })).toBe(false);
  });
});

describe('dates and room', () => {
  it('puts counts where their dates are between the ends of rows', () => {
    // rows end on 31 January and 29 February 2020, the period begins on 1 January
    expect(rowAt(report, '2020-01-31')).toBe(0);
    expect(rowAt(report, '2020-02-15')).toBeCloseTo(15 / 29, 12);
    expect(rowAt(report, '2020-01-01')).toBeCloseTo(-30 / 31, 12);
    expect(rowAt(report, '2019-12-31')).toBeNull();
    expect(rowAt(report, '2021-01-01')).toBeNull();
  });
  it('never takes the most people ever counted for room', () => {
    const zones = { ...report.zones, capacity_evidence: report.zones.code.map(() => 'observed_maximum' as const) };
    const later: Report = { ...report, zones };
    expect(capacityOf(report, 0)).toBe(1000);
    expect(mostCounted(report, 0)).toBeNull();
    expect(capacityOf(later, 0)).toBeNull();
    expect(mostCounted(later, 0)).toBe(1000);
  });
});

describe('what is there', () => {
  it('leaves out sections without content and names them', () => {
    expect(missingFrom(report, base)).toEqual([]);
    const bare: Report = { ...report, scenarios: [{ ...base, causes: undefined, attribution: undefined, who: {} }] };
    const scenario = bare.scenarios[0] as Scenario;
    expect(missingFrom(bare, scenario)).toEqual(['compare', 'drivers', 'who']);
    expect(sectionsOf(bare, scenario)).toEqual(['outlook', 'time', 'map', 'needs', 'quality']);
    expect(missingFrom(report, { ...base, attribution: undefined })).toEqual(['attribution']);
  });
  it('stacks nothing where a layer is withheld', () => {
    expect(stackTops([{ name: 'a', values: [1, null, 3] }, { name: 'b', values: [10, 20, 0] }], 3))
      .toEqual([[1, null, 3], [11, null, 3]]);
  });
});
