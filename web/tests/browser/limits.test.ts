// SPDX-License-Identifier: Apache-2.0
// Size and speed: at most 3 MB for 100 zones, 120 steps and 3 scenarios, ready after at most one second of
// work of the page's thread. Work is processor time: a busy machine does not change it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillLarge, fillPacked, fillPage, jsonOf, template } from '../sample/page';
import { sampleReport } from '../sample/sample';
import { hasChromium, Reports } from './browser';

const large = () => jsonOf(sampleReport({ zones: 100, rows: 120, scenarios: 3 }));

it('fits', () => {
  expect(template().length).toBeLessThan(400_000);
  expect(Buffer.byteLength(large())).toBeGreaterThan(2_000_000);
  expect(Buffer.byteLength(fillLarge(large()))).toBeLessThan(3_000_000);
});

describe.skipIf(!hasChromium)('speed', () => {
  let reports: Reports;
  beforeAll(async () => {
    reports = await Reports.start();
  });
  afterAll(() => reports?.stop());

  it.each([['plain', fillPage], ['packed', fillPacked]] as const)('is ready within a second of work: %s', async (form, fill) => {
    const { page, work_s } = await reports.open(fill(large()));
    const ready_ms = await page.evaluate(() => performance.getEntriesByName('ready')[0]?.startTime ?? Infinity);
    console.log(`${form}: ${Math.round(work_s * 1000)} ms of work, ready after ${Math.round(ready_ms)} ms`);
    expect(work_s).toBeGreaterThan(0.01);
    expect(work_s).toBeLessThan(1);
    await page.close();
  });
});
