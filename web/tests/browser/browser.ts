// SPDX-License-Identifier: Apache-2.0
// Opens reports from disk in Debian's Chromium (or the one that CHROMIUM names), without a network.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);

export interface Opened {
  page: Page;
  /** Requests that left the file, and whatever the page complained about. */
  requests: string[];
  complaints: string[];
  /** Processor time of the page's main thread until it was ready. */
  work_s: number;
}

export class Reports {
  private folder = mkdtempSync(join(tmpdir(), 'ravenstein-web-'));
  private count = 0;
  private constructor(private browser: Browser) {}

  static async start(): Promise<Reports> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    return new Reports(browser);
  }

  async open(html: string, width = 1280, options: { reducedMotion?: 'reduce' } = {}): Promise<Opened> {
    const file = join(this.folder, `report-${++this.count}.html`);
    writeFileSync(file, html);
    return this.openFile(file, width, options);
  }

  async openFile(file: string, width = 1280, options: { reducedMotion?: 'reduce' } = {}): Promise<Opened> {
    const page = await this.browser.newPage({
      viewport: { width, height: 900 }, acceptDownloads: true, ...options });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!/^(file|blob|data):/.test(request.url())) requests.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(`file://${file}`);
    await page.waitForSelector('#page[data-state]');
    const { metrics } = await session.send('Performance.getMetrics');
    const work_s = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Infinity;
    return { page, requests, complaints, work_s };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }
}
