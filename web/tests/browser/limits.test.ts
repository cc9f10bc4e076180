// SPDX-License-Identifier: Apache-2.0
// Size and speed: at most 3 MB for 100 zones, 120 steps and 3 scenarios, ready within a second.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillPage, jsonOf, template } from '../sample/page';
import { sampleReport } from '../sample/sample';
import { hasChromium, Reports } from './browser';

const large = () => fillPage(jsonOf(sampleReport({ zones: 100, rows: 120, scenarios: 3 })));

it('fits', () => {
  expect(template().length).toBeLessThan(400_000);
  expect(Buffer.byteLength(large())).toBeLessThan(3_000_000);
});

describe.skipIf(!hasChromium)('speed', () => {
  let reports: Reports;
  beforeAll(async () => {
    reports = await Reports.start();
  });
  afterAll(() => reports?.stop());

  it('is ready within a second of work', async () => {
    const times: number[] = [];
    for (let i = 0; i < 3; ++i) {
      const { page } = await reports.open(large());
      times.push(await page.evaluate(() => performance.getEntriesByName('ready')[0]?.startTime ?? Infinity));
      await page.close();
    }
    console.log('ready after (ms):', times.map(Math.round).join(', '));
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});
