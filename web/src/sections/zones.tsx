// SPDX-License-Identifier: Apache-2.0
// Every zone with its arrivals, its people at the end and its room, most arrivals first.
import { useMemo } from 'preact/hooks';
import { outlook } from '../facts/outlook';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { estimateText, rangeCells, rangeColumns, type Table } from '../table';
import { useWords } from '../text';
import { placesByArrivals, shortName } from '../view';
import { chanceText } from './outlook';

export function ZonesTable() {
  const words = useWords();
  const { report, scenario, index } = useChoice();
  const table = useMemo((): Table => {
    const lines = placesByArrivals(report).map((zone) => ({ zone, found: outlook(report, scenario, zone) }));
    const name = (zone: number) => report.zones.name[zone];
    const arrivals = words.t('column.arrivals');
    const present = words.t('column.present');
    const rest = [words.t('column.capacity'), words.t('column.chance')];
    return {
      id: 'zones',
      title: words.t('zones.title', { scenario: shortName(report, index) }),
      columns: [words.t('column.place'), words.t('column.code'), arrivals, present, ...rest],
      rows: lines.map(({ zone, found }) => [
        name(zone), report.zones.code[zone], estimateText(found.arrivals, words),
        estimateText(found.present, words), found.capacity === null ? '–' : words.count(found.capacity),
        found.chance ? chanceText(found.chance, words) : '–',
      ]),
      file: {
        columns: [
          words.t('column.place'), words.t('column.code'), ...rangeColumns(arrivals, report, words),
          ...rangeColumns(present, report, words), ...rest,
        ],
        rows: lines.map(({ zone, found }) => [
          name(zone), report.zones.code[zone], ...rangeCells(report, found.arrivals),
          ...rangeCells(report, found.present), found.capacity ?? undefined, found.chance?.share,
        ]),
      },
    };
  }, [report, scenario, index, words]);
  return <Figure title={table.title} table={table} closed />;
}
