// SPDX-License-Identifier: Apache-2.0
// The page as a reader uses it. Needs `npm run build` before, and Chromium (skipped without).
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillPacked, fillPage, jsonOf, template } from '../sample/page';
import { ARABIC, HOSTILE, sampleReport } from '../sample/sample';
import { hasChromium, Reports } from './browser';

const full = sampleReport();
const headline = (page: Page) => page.textContent('.headline');

describe.skipIf(!hasChromium)('the page', () => {
  let reports: Reports;
  beforeAll(async () => {
    reports = await Reports.start();
  });
  afterAll(() => reports?.stop());
  const open = (change = {}, width?: number) => reports.open(fillPage(jsonOf({ ...full, ...change })), width);

  it('answers on the first screen, at both widths, without a sideways scroll', async () => {
    for (const width of [1280, 390]) {
      const { page, complaints } = await open({}, width);
      expect(await headline(page)).toBe('About 1,200 people arrive in Alpha by 31 December 2020.');
      const answers = await page.innerText('.answers');
      expect(await page.innerText('.lead')).toContain('In 9 of 10 simulations it is between 600 and 2,400');
      expect(answers).toContain('There is room for 1,000. The middle projection is above that from 30 November 2020 on.');
      expect(answers).toContain('At some time it is too small in 80% of the simulations.');
      expect(answers).toContain('18,000 litres a day');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  it('sends no request and runs no foreign script', async () => {
    const { page, requests } = await open();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(requests).toEqual([]);
    expect(await page.title()).toBe('Sample');
    expect(await page.locator('img').count()).toBe(0);
    // The policy holds: what was injected by hand is refused, as is a request.
    const refused = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
      const sent = await window.fetch('https://example.org/').then(() => true, () => false);
      return { title: document.title, sent };
    });
    expect(refused).toEqual({ title: 'Sample', sent: false });
    await page.close();
  });

  it('shows names in any script and with HTML in them as text', async () => {
    const { page } = await open({ focus: 1 });
    expect(await headline(page)).toContain(HOSTILE);
    await page.selectOption('#choose-place', '2');
    expect(await headline(page)).toContain(ARABIC);
    await page.close();
  });

  it('moves map, charts and table with the slider', async () => {
    const { page } = await open();
    const readout = page.locator('#time .readout').first();
    expect(await readout.innerText()).toBe('31 December 2020: 1,200 (600 to 2,400)');
    await page.locator('#map-date').fill('3');
    expect(await readout.innerText()).toBe('30 April 2020: 400 (200 to 800)');
    expect(await page.innerText('#map figure h3 >> nth=0')).toBe('People present, 30 April 2020');
    expect(await page.innerText('#needs figure h3 >> nth=0')).toBe('Needs in Alpha on 30 April 2020');
    await page.selectOption('#map-quantity', 'net');
    expect(await page.locator('#map svg.chart circle').count()).toBeGreaterThan(6);
    await page.close();
  });

  it('plays to the end and stops', async () => {
    const { page } = await open();
    await page.click('#map-play');
    await page.waitForFunction(() => (document.querySelector('#map-date') as HTMLInputElement).value === '2');
    await page.click('#map-play');
    expect(await page.getAttribute('#map-play', 'aria-pressed')).toBe('false');
    await page.close();
  });

  it('switches scenario and tells the difference', async () => {
    const { page } = await open({ focus: 1 });
    await page.selectOption('#choose-scenario', '1');
    // zone 1 has 210 arrivals a month in the second scenario
    expect(await headline(page)).toContain('About 2,500 people');
    const table = await page.innerText('#compare table >> nth=0');
    expect(table).toContain('+10 (-10 to +140)');
    expect(table).toContain('60%\t70%');
    expect(await page.innerText('#compare .leads')).toContain('brings 10 more arrivals than “Sample”');
    await page.close();
  });

  it('switches language, Arabic from right to left', async () => {
    const { page } = await open();
    await page.selectOption('#choose-language', 'fr');
    expect(await headline(page)).toBe('Environ 1\u202f200 personnes arrivent à Alpha d’ici au 31 décembre 2020.');
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    await page.selectOption('#choose-language', 'ar');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    expect(await headline(page)).toContain('1,200');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
    await page.selectOption('#choose-language', 'es');
    expect(await page.getAttribute('html', 'dir')).toBe('ltr');
    await page.close();
  });

  it('hands out CSV, XLSX, SVG and PNG', async () => {
    const { page, complaints } = await open();
    const get = async (selector: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const buttons = '#time figure:nth-of-type(1) .downloads button';
    const text = await get(`${buttons}:nth-child(1)`);
    expect(text.name).toBe('present.csv');
    expect(text.bytes.toString()).toContain('\r\n2020-01-31,50,80,100,130,200,110,150\r\n');
    const book = await get(`${buttons}:nth-child(2)`);
    expect(book.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    const drawing = await get(`${buttons}:nth-child(3)`);
    expect(drawing.bytes.toString()).toMatch(/^<svg .*People present who are away from home, Alpha/s);
    const picture = await get(`${buttons}:nth-child(4)`);
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.bytes.length).toBeGreaterThan(10_000);
    const all = await get('#all-tables');
    expect(all.name).toBe('report.xlsx');
    expect(all.bytes.includes('xl/worksheets/sheet12.xml')).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says in words what is not there', async () => {
    const bare = sampleReport({ scenarios: 1, ensemble: false });
    const left_out = ['flows', 'causes', 'attribution', 'needs', 'who', 'observed', 'no_skill'];
    const scenario = Object.fromEntries(
      Object.entries(bare.scenarios[0] ?? {}).filter(([key]) => !left_out.includes(key)));
    const { lat } = bare.zones;
    const { page, complaints } = await reports.open(fillPage(jsonOf({
      ...bare, scenarios: [scenario as never], zones: { ...bare.zones, lat: lat.map(() => null) } })));
    for (const [id, words] of Object.entries({
      outlook: 'this is one simulation only', map: 'no coordinates, so there is no map',
    })) {
      expect(await page.innerText(`#${id}`)).toContain(words);
    }
    // Sections without content are left out, and named among what the report does not tell.
    expect(await page.locator('nav a').allInnerTexts()).toEqual(['Outlook', 'Over time', 'Map', 'How far to trust it']);
    const quality = await page.innerText('#quality');
    for (const words of ['holds one scenario only', 'does not tell causes apart', 'What people need.', 'Sex, age']) {
      expect(quality).toContain(words);
    }
    await page.selectOption('#choose-place', '5');
    expect(await headline(page)).toContain('is withheld to protect them');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows one zone and one date', async () => {
    const { page, complaints } = await reports.open(fillPage(jsonOf(
      sampleReport({ zones: 1, rows: 1, scenarios: 1, ensemble: false }))));
    expect(await headline(page)).toBe('About 100 people arrive in Alpha by 31 January 2020.');
    // One date is no chart, and nobody knows when within it.
    expect(await page.locator('#time svg.chart').count()).toBe(0);
    expect(await page.locator('#time .readout').first().innerText()).toBe('31 January 2020: 100; counted: 110 (31 January 2020)');
    expect(await page.innerText('.answers')).toContain('When they come is not shown.');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells of a place that people leave who leaves and where they go', async () => {
    const scenarios = full.scenarios.map((one) => ({
      ...one, flows: one.flows && { ...one.flows, basis: 'mean' as const },
      arrivals_period: { ...one.arrivals_period, zones: one.arrivals_period.zones.map(() => 0 as const) } }));
    const { page, complaints } = await open({ scenarios });
    // flows of the sample: 900 from Alpha to the second zone
    expect(await headline(page)).toBe('At least 900 people leave Alpha by 31 December 2020.');
    expect(await page.innerText('.lead')).toContain('that this report shows. Nobody arrives there.');
    expect(await page.innerText('.answers')).toContain('Where people from Alpha go');
    expect(await page.innerText('#time')).toContain('Where people from Alpha go');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells corrected counts, their dates, and the most ever counted, which is no room', async () => {
    const scenarios = full.scenarios.map((one) => ({
      ...one, observed: { zone: [0, 0], date: ['2020-02-10', '2020-03-31'], persons: [110, 190], corrected: [0] } }));
    const zones = { ...full.zones, capacity_evidence: full.zones.code.map(() => 'observed_maximum') };
    const { page } = await open({ scenarios, zones });
    const answers = await page.innerText('.answers');
    expect(answers).toContain('How many people there is room for was not stated.');
    expect(answers).toContain('above it from 30 November 2020 on');
    expect(answers).not.toContain('There is room for');
    const figure = page.locator('#time figure').first();
    expect(await figure.locator('.legend').innerText()).toContain('counted, then corrected');
    expect(await figure.locator('.legend').innerText()).toContain('most ever counted: 1,000');
    expect(await figure.locator('.note').innerText()).toMatch(/scaled to it.*at their own dates/);
    const counts = page.locator('#time figure').nth(1);
    await counts.locator('summary').click();
    expect(await counts.locator('table').innerText()).toContain('2020-02-10\t110');
    await page.close();
  });

  it('leaves no blank unfilled and no key unread, in any language', async () => {
    for (const change of [{}, { release: 'restricted' }]) {
      const { page } = await open(change);
      for (const language of ['en', 'fr', 'es', 'ar']) {
        await page.selectOption('#choose-language', language);
        for (const place of ['-1', '0', '1', '5']) {
          await page.selectOption('#choose-place', place);
          const text = await page.innerText('body');
          expect(text.match(/\{\w+\}/g)).toBeNull();
          expect(text.match(/undefined|NaN|\[object/g)).toBeNull();
        }
      }
      await page.close();
    }
  });

  it('says that months of an ensemble of daily runs are not shown', async () => {
    const nulls = Array.from({ length: 5 }, () => new Array<null>(12).fill(null));
    const scenarios = full.scenarios.map((one) => ({
      ...one, arrivals: { total: nulls, zones: one.arrivals.zones.map(() => 'hidden' as const) } }));
    const { page, complaints } = await open({ scenarios });
    for (const place of ['0', '-1']) {
      await page.selectOption('#choose-place', place);
      expect(await headline(page)).toMatch(/^About [\d,]+ /);
      expect(await page.innerText('.answers')).toContain('When they come is not shown.');
      const chart = page.locator('#time figure').nth(1);
      expect(await chart.innerText()).toContain('Arrivals by month are not shown');
      expect(await chart.locator('svg').count()).toBe(0);
    }
    await page.selectOption('#map-quantity', 'arrivals');
    expect(await page.innerText('#map .note >> nth=0')).toContain('Arrivals by month are not shown');
    await page.selectOption('#choose-place', '4');
    expect(await page.innerText('.answers')).toContain('There are no arrivals.');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells neither a change at the first date nor a share of moves that it was not given', async () => {
    const scenarios = full.scenarios.map((one) => ({
      ...one, flows: one.flows && { ...one.flows, share_of_moves: null } }));
    const { page } = await open({ scenarios });
    await page.selectOption('#map-quantity', 'net');
    await page.locator('#map-date').fill('0');
    const figure = page.locator('#map figure').first();
    expect(await figure.locator('h3').innerText()).toBe('Change of people present, 31 January 2020');
    expect(await figure.locator('.note').innerText()).toContain('the first date has none');
    expect(await figure.locator('.note').innerText()).toContain('3 largest of 12 flows. ');
    await figure.locator('summary').click();
    expect(await figure.locator('table tr').nth(1).innerText()).toContain('not known');
    await page.locator('#map-date').fill('1');
    // zone 0: 100 present in January, 200 in February
    expect(await figure.locator('table tr').nth(1).innerText()).toContain('100');
    await page.close();
  });

  it('stamps restricted releases, in pictures and names of files as well', async () => {
    const { page } = await open({ release: 'restricted' });
    expect(await page.innerText('.stamp')).toContain('RESTRICTED');
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.click('#time figure:nth-of-type(1) .downloads button:nth-child(3)')]);
    expect(download.suggestedFilename()).toBe('present-restricted.svg');
    expect(readFileSync(await download.path(), 'utf8')).toContain('RESTRICTED');
    await page.close();
  });

  it('reads packed data, and tells what is wrong with bad data', async () => {
    const stateOf = async (html: string) => {
      const { page } = await reports.open(html);
      const state = await page.getAttribute('#page', 'data-state');
      const text = await page.innerText('body');
      await page.close();
      return { state, text };
    };
    expect((await stateOf(fillPacked(jsonOf(full)))).state).toBe('ready');
    expect(await stateOf(template())).toMatchObject({ state: 'empty', text: expect.stringContaining('no data') });
    expect((await stateOf(fillPage(jsonOf(full).slice(0, 9999)))).state).toBe('broken');
    expect((await stateOf(fillPacked('{"format":1}'))).state).toBe('broken');
    expect((await stateOf(fillPage(jsonOf({ ...full, version: [9, 0] })))).text).toContain('another version (9.0)');
  });

  it('draws boundaries where there are some', async () => {
    const ring = (lon: number) => [[[lon, 10], [lon, 12], [lon + 2, 12], [lon + 2, 10], [lon, 10]]];
    const { page } = await open({
      boundaries: {
        type: 'FeatureCollection',
        features: [0, 1].map((i) => ({
          type: 'Feature', properties: { code: `Z${i}` }, geometry: { type: 'Polygon', coordinates: ring(i * 2) } })),
      },
    });
    expect(await page.locator('#map svg.chart path > title').count()).toBe(2);
    await page.close();
  });
});
