// SPDX-License-Identifier: Apache-2.0
// Puts a report into the built page, as C++ does.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Report } from '../../src/data';

export const BLOCK = '<script type="application/json" id="report-data"></script>';
export const template = () => readFileSync('dist/report.html', 'utf8');

export function jsonOf(report: Report): string {
  return JSON.stringify(report)
    .replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

export function fillPage(json: string): string {
  return template().replace(BLOCK, () => BLOCK.replace('><', `>${json}<`));
}

/** As C++ does it: packed above 2 MB. */
export const fillLarge = (json: string) =>
  (Buffer.byteLength(json) > 2_000_000 ? fillPacked(json) : fillPage(json));

export function fillPacked(json: string): string {
  const packed = gzipSync(json).toString('base64');
  return template().replace(BLOCK, `<script type="application/gzip+base64" id="report-data">${packed}</script>`);
}
