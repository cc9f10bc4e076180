// SPDX-License-Identifier: Apache-2.0
// CSV (RFC 4180) in UTF-8 with a byte order mark, so that spreadsheets read every script.
import type { Cell, Table } from '../table';

/** A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP). */
function field(cell: Cell, hidden: string): string {
  if (cell === undefined) return '';
  if (cell === null) return hidden;
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function csv(table: Table, hidden: string): string {
  const line = (cells: Cell[]) => cells.map((cell) => field(cell, hidden)).join(',');
  return `\ufeff${[table.columns, ...table.rows].map(line).join('\r\n')}\r\n`;
}
