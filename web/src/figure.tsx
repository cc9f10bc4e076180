// SPDX-License-Identifier: Apache-2.0
// A chart or a table with its title and its downloads. Tables register for the file of all tables.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { csv } from './export/csv';
import { pngOf, save, svgText } from './export/save';
import { xlsx } from './export/xlsx';
import { useChoice } from './state';
import { fileForm, TableView, type Table } from './table';
import { useWords } from './text';

/** Tables on the page now, in the order of the page. */
const shown = new Map<string, Table>();
export const shownTables = () => [...shown.values()];

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function saveTables(tables: Table[], name: string, hidden: string): void {
  save(`${name}.xlsx`, xlsx(tables.map(fileForm), hidden), XLSX_TYPE);
}

interface FigureProps {
  title: string;
  /** Absent: nothing to download. */
  table?: Table;
  /** A chart is among the children. */
  chart?: boolean;
  /** The table is shown on demand only. */
  closed?: boolean;
  note?: ComponentChildren;
  children?: ComponentChildren;
}

export function Figure({ title, table, chart = false, closed = chart, note, children }: FigureProps) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!table) return;
    shown.set(table.id, table);
    return () => void shown.delete(table.id);
  }, [table]);
  return (
    <figure ref={frame}>
      <figcaption>
        <h3>{title}</h3>
        {table && <Downloads table={table} title={title} frame={frame} chart={chart} />}
      </figcaption>
      {children}
      {note && <p class="note">{note}</p>}
      {table && closed && <ClosedTable table={table} />}
      {table && !closed && <TableView table={table} />}
    </figure>
  );
}

function ClosedTable({ table }: { table: Table }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={`${words.t('chart.table')}: ${table.title}`}>{words.t('chart.table')}</summary>
      {open && <TableView table={table} />}
    </details>
  );
}

interface DownloadsProps {
  table: Table;
  title: string;
  frame: { current: HTMLElement | null };
  chart: boolean;
}

function Downloads({ table, title, frame, chart }: DownloadsProps) {
  const words = useWords();
  const { report } = useChoice();
  const restricted = report.release === 'restricted';
  const name = table.id + (restricted ? '-restricted' : '');
  const hidden = words.t('cell.hidden');
  const picture = () => {
    const svg = frame.current?.querySelector('svg.chart') as SVGSVGElement | null;
    return svg ? svgText(svg, title, restricted ? words.t('release.restricted') : undefined) : null;
  };
  const forms: Record<string, () => unknown> = {
    csv: () => save(`${name}.csv`, csv(fileForm(table), hidden), 'text/csv;charset=utf-8'),
    xlsx: () => saveTables([table], name, hidden),
  };
  if (chart) {
    forms['svg'] = () => {
      const svg = picture();
      if (svg) save(`${name}.svg`, svg, 'image/svg+xml');
    };
    forms['png'] = async () => {
      const svg = picture();
      if (svg) save(`${name}.png`, await pngOf(svg), 'image/png');
    };
  }
  return (
    <span class="downloads">
      {Object.entries(forms).map(([form, act]) => {
        const text = words.t(`download.${form}` as 'download.csv');
        return (
          <button type="button" onClick={act}
            aria-label={words.t('download.label', { what: title, form: text })}>
            {text}
          </button>
        );
      })}
    </span>
  );
}
