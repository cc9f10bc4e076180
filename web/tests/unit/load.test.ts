// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { NoReport, parseReport } from '../../src/load';
import { sampleReport } from '../sample/sample';

const kindOf = (text: string) => {
  try {
    parseReport(text);
  } catch (error) {
    return error instanceof NoReport ? error.kind : 'other';
  }
  return 'read';
};
const changed = (change: object) => JSON.stringify({ ...sampleReport(), ...change });

describe('reading the data', () => {
  it('reads a report, also one with minor additions', () => {
    expect(kindOf(changed({}))).toBe('read');
    expect(kindOf(changed({ version: [2, 7], news: true }))).toBe('read');
  });
  it('refuses what it cannot show', () => {
    expect(kindOf(JSON.stringify(sampleReport()).slice(0, 5000))).toBe('broken');
    expect(kindOf('null')).toBe('broken');
    expect(kindOf('{}')).toBe('broken');
    expect(kindOf(changed({ version: [1, 0] }))).toBe('version');
    expect(kindOf(changed({ scenarios: [] }))).toBe('broken');
    expect(kindOf(changed({ zones: sampleReport({ zones: 7 }).zones }))).toBe('broken');
  });
});
