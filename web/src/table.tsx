// SPDX-License-Identifier: Apache-2.0
// One form for every table: shown, and written to CSV and XLSX. Cells are texts or numbers; `null` is
// withheld, `undefined` not known.
import type { Estimate } from './view';
import { coverage, hasEnsemble, isCount } from './view';
import type { Report } from './data';
import { textDirection, useWords, type Words } from './text';

export type Cell = string | number | null | undefined;

export interface Table {
  /** Name of the file and of the sheet. */
  id: string;
  title: string;
  columns: string[];
  rows: Cell[][];
  /** Numbers are shown with three digits instead of as whole people. */
  digits?: number;
  /** What CSV and XLSX hold instead, where a cell of the page has a number and its range. */
  file?: { columns: string[]; rows: Cell[][] };
}

/** Names of the columns of a spread. */
export function spreadColumns(report: Report, words: Words, of = ''): string[] {
  const name = (text: string) => (of ? `${of}: ${text}` : text);
  if (!hasEnsemble(report)) return [name(words.t('column.value'))];
  return report.quantiles.map((q) =>
    name(q === 0.5 ? words.t('column.median') : words.t('column.quantile', { percent: words.percent(q) })),
  );
}

export function cellText(cell: Cell, words: Words, digits = 0): string {
  if (cell === undefined) return words.t('cell.none');
  if (cell === null) return words.t('cell.hidden');
  if (typeof cell === 'string') return cell;
  return digits ? words.amount(cell) : words.count(cell);
}

/** What a column of estimates is called: of an ensemble they are medians. */
export const medianColumn = (name: string, report: Report, words: Words) =>
  hasEnsemble(report) ? `${name} (${words.t('column.median').toLocaleLowerCase(words.language)})` : name;

/** Columns and cells of a number with its range, for files. */
export function rangeColumns(name: string, report: Report, words: Words): string[] {
  if (!hasEnsemble(report)) return [name];
  return [name, `${name}: ${words.t('column.low')}`, `${name}: ${words.t('column.high')}`];
}

export function rangeCells(report: Report, x: Estimate | 'hidden' | null): Cell[] {
  const cells = x === 'hidden' ? [null, null, null] : x === null ? [undefined, undefined, undefined]
    : [x.value, x.low, x.high];
  return hasEnsemble(report) ? cells : cells.slice(0, 1);
}

export const fileForm = (table: Table): Table => ({ ...table, ...table.file });

/** `12,000 (8,000 to 19,000)`. */
export function estimateText(x: Estimate | 'hidden' | null, words: Words, signed = false): string {
  if (x === 'hidden') return words.t('cell.hidden');
  if (x === null) return words.t('cell.none');
  const number = (n: number | null | undefined) =>
    signed && isCount(n) ? words.signed(n) : words.count(n);
  if (!isCount(x.low) || !isCount(x.high)) return number(x.value);
  return `${number(x.value)} (${words.t('to', { low: number(x.low), high: number(x.high) })})`;
}

export const intervalName = (report: Report, words: Words) => words.percent(coverage(report));

/** Long texts need width, long words (checksums) may break anywhere. */
function shape(text: string): string {
  if (/\S{36}/.test(text)) return ' code';
  return text.length > 48 ? ' long' : '';
}

const isNumber = (table: Table, column: number) =>
  table.rows.some((row) => typeof row[column] === 'number');

export function TableView({ table }: { table: Table }) {
  const words = useWords();
  const numeric = table.columns.map((_, i) => isNumber(table, i));
  return (
    <div class="table" tabIndex={0} role="region" aria-label={table.title}>
      <table>
        <caption>{table.title}</caption>
        <thead>
          <tr>
            {table.columns.map((name, i) => (
              <th scope="col" class={numeric[i] ? 'number' : ''}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr>
              {row.map((cell, i) => {
                const text = cellText(cell, words, table.digits);
                const faint = cell === null || cell === undefined ? ' faint' : '';
                return i === 0 ? (
                  <th scope="row">{text}</th>
                ) : (
                  <td dir={numeric[i] ? undefined : textDirection(text)} class={(numeric[i] ? 'number' : '') + faint + shape(text)}>{text}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
