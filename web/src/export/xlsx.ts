// SPDX-License-Identifier: Apache-2.0
// The least XLSX (ECMA-376) that spreadsheets open: sheets of texts and numbers, with a bold, frozen
// first row. Texts stay texts: nothing is a formula.
import type { Cell, Table } from '../table';
import { zip } from './zip';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // eslint-disable-next-line no-control-regex -- these may not stand in XML at all
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
  return clean.replace(/[&<>"]/g, (letter) => names[letter] ?? letter);
}

/** Names of sheets: at most 31 letters, none of []:*?/\, each once. */
export function sheetNames(tables: Table[]): string[] {
  const used = new Set<string>();
  return tables.map((table) => {
    const base = table.id.replace(/[[\]:*?/\\']/g, ' ').trim().slice(0, 28) || 'table';
    let name = base;
    for (let i = 2; used.has(name.toLowerCase()); ++i) name = `${base} ${i}`;
    used.add(name.toLowerCase());
    return name;
  });
}

function cellXml(cell: Cell, hidden: string, style = ''): string {
  if (cell === undefined) return `<c${style}/>`;
  if (typeof cell === 'number') return `<c${style}><v>${cell}</v></c>`;
  const text = escapeXml(cell === null ? hidden : cell);
  return `<c${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function sheetXml(table: Table, hidden: string): string {
  const row = (cells: Cell[], style = '') =>
    `<row>${cells.map((cell) => cellXml(cell, hidden, style)).join('')}</row>`;
  const title = row([table.title], ' s="1"');
  const head = row(table.columns, ' s="1"');
  const pane = '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>';
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView>` +
    `</sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
    `<cols><col min="1" max="${Math.max(1, table.columns.length)}" width="18" customWidth="1"/></cols>` +
    `<sheetData>${title}${head}${table.rows.map((cells) => row(cells)).join('')}</sheetData></worksheet>`
  );
}

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>' +
  '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** `hidden`: the word for withheld counts. */
export function xlsx(tables: Table[], hidden: string): Uint8Array<ArrayBuffer> {
  const names = sheetNames(tables);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const override = (part: string, type: string) =>
    `<Override PartName="/${part}" ContentType="${MIME}.${type}+xml"/>`;
  const sheets = names.map(
    (name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return zip([
    {
      name: '[Content_Types].xml',
      text:
        `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        override('xl/workbook.xml', 'sheet.main') + override('xl/styles.xml', 'styles') +
        names.map((_, i) => override(`xl/worksheets/sheet${i + 1}.xml`, 'worksheet')).join('') +
        '</Types>',
    },
    {
      name: '_rels/.rels',
      text: `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text:
        `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
        names.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        relation(`rId${names.length + 1}`, 'styles', 'styles.xml') + '</Relationships>',
    },
    { name: 'xl/styles.xml', text: STYLES },
    ...tables.map((table, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      text: sheetXml(table, hidden),
    })),
  ]);
}
