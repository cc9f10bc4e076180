// SPDX-License-Identifier: Apache-2.0
// The files that the page makes: CSV, ZIP and XLSX.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/export/csv';
import { sheetNames, xlsx } from '../../src/export/xlsx';
import { crc32, zip } from '../../src/export/zip';
import type { Table } from '../../src/table';

const table: Table = {
  id: 'arrivals',
  title: 'Arrivals <& more>',
  columns: ['Date', 'Median', 'مكان'],
  rows: [['2020-01-31', 1200, 'a "quoted", text'], ['=1+1', null, 'مخيم'], ['line\nbreak', undefined, '</t>']],
};

describe('CSV', () => {
  it('quotes, keeps withheld and unknown apart, and runs no formula', () => {
    expect(csv(table, 'withheld')).toBe(
      '\ufeffDate,Median,مكان\r\n2020-01-31,1200,"a ""quoted"", text"\r\n\'=1+1,withheld,مخيم\r\n"line\nbreak",,</t>\r\n');
  });
});

describe('ZIP', () => {
  it('has the checksum of the standard', () => {
    // the check value of CRC-32/ISO-HDLC
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
  it('gives the same bytes again', () => {
    const files = [{ name: 'a.txt', text: 'ä' }];
    expect(zip(files)).toEqual(zip(files));
  });
});

const PYTHON = `
import json, sys, zipfile, xml.dom.minidom as dom
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
for name in book.namelist(): dom.parseString(book.read(name))
sheet = dom.parseString(book.read('xl/worksheets/sheet1.xml'))
def cell(c):
    text = c.getElementsByTagName('t') or c.getElementsByTagName('v')
    return text[0].firstChild.data if text else None
rows = [[cell(c) for c in row.getElementsByTagName('c')] for row in sheet.getElementsByTagName('row')]
formulas = len(sheet.getElementsByTagName('f'))
print(json.dumps({'names': book.namelist(), 'rows': rows, 'formulas': formulas}))
`;

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import zipfile']);
    return true;
  } catch {
    return false;
  }
}

describe('XLSX', () => {
  it.skipIf(!hasPython())('is a ZIP of XML that others read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ravenstein-web-'));
    try {
      const file = join(folder, 'book.xlsx');
      writeFileSync(file, xlsx([table, { ...table, id: 'arrivals' }], 'withheld'));
      const read = JSON.parse(execFileSync('python3', ['-c', PYTHON, file], { encoding: 'utf8' }));
      expect(read.rows[0]).toEqual(['Arrivals <& more>']);
      expect(read.rows[2]).toEqual(['2020-01-31', '1200', 'a "quoted", text']);
      expect(read.rows[3]).toEqual(['=1+1', 'withheld', 'مخيم']);
      expect(read.rows[4]).toEqual(['line\nbreak', null, '</t>']);
      expect(read.formulas).toBe(0);
      expect(read.names).toContain('xl/worksheets/sheet2.xml');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it('names sheets as spreadsheets allow', () => {
    const names = sheetNames(['a/b', 'A b', '', 'x'.repeat(40)].map((id) => ({ ...table, id })));
    expect(names).toEqual(['a b', 'A b 2', 'table', 'x'.repeat(28)]);
  });
});
