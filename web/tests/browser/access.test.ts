// SPDX-License-Identifier: Apache-2.0
// For everybody: by keyboard alone, for screen readers (axe-core), on paper.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillPage, jsonOf } from '../sample/page';
import { sampleReport } from '../sample/sample';
import { hasChromium, Reports } from './browser';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run()')) as { violations: Violation[]; passes: unknown[] };
  expect(found.passes.length).toBeGreaterThan(20);
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.skipIf(!hasChromium)('access', () => {
  let reports: Reports;
  beforeAll(async () => {
    reports = await Reports.start();
  });
  afterAll(() => reports?.stop());
  const open = (change = {}, width = 1280) =>
    reports.open(fillPage(jsonOf({ ...sampleReport(), ...change })), width, { reducedMotion: 'reduce' });

  it.each([['en', 1280], ['en', 390], ['ar', 1280]] as const)('has no serious fault for axe: %s at %i', async (language, width) => {
    const { page } = await open({ language, release: 'restricted' }, width);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it('can be used by keyboard alone', async () => {
    const { page } = await open();
    const press = async (key: string, times = 1) => {
      for (let i = 0; i < times; ++i) await page.keyboard.press(key);
    };
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');
    await press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await press('Tab');
    expect(await focused()).toBe('choose-place');
    // From "Alpha" on: the list is sorted by arrivals, so the next is withheld or has fewer.
    const before = await page.textContent('.headline');
    await press('ArrowUp');
    expect(await page.textContent('.headline')).not.toBe(before);
    const reached = new Set<string>();
    for (let i = 0; i < 200; ++i) {
      await press('Tab');
      const id = await focused();
      if (id === 'map-play' && !reached.has(id)) await press('Enter', 2);
      if (id === 'map-date') {
        await press('Home');
        expect(await page.getAttribute('#map-date', 'aria-valuetext')).toBe('31 January 2020');
        await press('ArrowRight');
        expect(await page.getAttribute('#map-date', 'aria-valuetext')).toBe('29 February 2020');
      }
      reached.add(id);
      if (id === 'all-tables') break;
    }
    for (const id of ['map-quantity', 'map-play', 'map-date', 'all-tables']) expect([...reached]).toContain(id);
    const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
    expect(download.suggestedFilename()).toBe('report.xlsx');
    await page.close();
  });

  it('opens the table behind a chart, with the numbers of the chart', async () => {
    const { page } = await open();
    await page.locator('#time summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.innerText('#time table >> nth=0')).toContain('2020-01-31\t50\t80\t100\t130\t200\t110\t150');
    await page.close();
  });

  it('describes every chart', async () => {
    const { page } = await open();
    const texts = await page.locator('svg.chart desc').allTextContents();
    expect(texts.length).toBeGreaterThan(7);
    for (const text of texts) expect(text).toMatch(/\d/);
    await page.close();
  });

  it('prints without controls, with the stamp', async () => {
    const { page } = await open({ release: 'restricted' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.choices').isVisible()).toBe(false);
    expect(await page.locator('.stamp').isVisible()).toBe(true);
    expect((await page.pdf()).subarray(0, 4).toString()).toBe('%PDF');
    await page.close();
  });
});
