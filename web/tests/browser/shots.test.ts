// SPDX-License-Identifier: Apache-2.0
// Pictures of every section for docs/report, of a report that `ravenstein report` made:
//   SHOTS_OF=/path/to/report.html SHOTS=../docs/report npx vitest run --project browser shots
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { hasChromium, Reports } from './browser';

const report = process.env['SHOTS_OF'];
const folder = process.env['SHOTS'] ?? 'shots';
const SECTIONS = ['time', 'map', 'compare', 'drivers', 'needs', 'who', 'quality'];

describe.skipIf(!hasChromium || !report)('pictures', () => {
  let reports: Reports;
  beforeAll(async () => {
    reports = await Reports.start();
    mkdirSync(folder, { recursive: true });
  });
  afterAll(() => reports?.stop());

  it.each([1280, 390])('at %i pixels', async (width) => {
    const { page } = await reports.openFile(resolve(report ?? ''), width);
    await page.screenshot({ path: join(folder, `first-screen-${width}.png`) });
    for (const id of SECTIONS) {
      const section = page.locator(`#${id}`);
      if (await section.count() === 0) continue; // without content, left out
      await section.screenshot({ path: join(folder, `${id}-${width}.png`) });
    }
    await page.selectOption('#choose-language', 'ar');
    await page.evaluate('scrollTo(0, 0)');
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(folder, `arabic-${width}.png`) });
    await page.close();
  });
});
