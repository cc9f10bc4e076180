// SPDX-License-Identifier: Apache-2.0
// Every zone with its arrivals, its people at the end and its room, most arrivals first.
import { useMemo } from 'preact/hooks';
import { outlook } from '../facts/outlook';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { estimateText, medianColumn, rangeCells, rangeColumns, type Table } from '../table';
import { useWords } from '../text';
import { placesByArrivals, shortName } from '../view';
import { chanceText } from './outlook';

export function ZonesTable() {
  const words = useWords();
  const { report, scenario, index } = useChoice();
  const table = useMemo((): Table => {
    const lines = placesByArrivals(report).map((zone) => ({ zone, found: outlook(report, scenario, zone) }));
    const name = (zone: number) => report.zones.name[zone];
    const arrivals = medianColumn(words.t('column.arrivals'), report, words);
    const present = medianColumn(words.t('column.present'), report, words);
    const counted = lines.some(({ found }) => found.most_counted !== null);
    const leave = lines.some(({ found }) => found.leaving?.basis === 'departures');
    const room = lines.some(({ found }) => found.capacity !== null);
    const chance = lines.some(({ found }) => found.chance);
    const rest = [
      ...(leave ? [medianColumn(words.t('column.leave'), report, words)] : []),
      ...(room ? [words.t('column.capacity')] : []), ...(chance ? [words.t('column.chance')] : []),
      ...(counted ? [words.t('column.most_counted')] : []),
    ];
    const told = (n: number | null) => (n === null ? '–' : words.count(n));
    return {
      id: 'zones',
      title: words.t('zones.title', { scenario: shortName(report, index) }),
      columns: [words.t('column.place'), words.t('column.code'), arrivals, present, ...rest],
      rows: lines.map(({ zone, found }) => [
        name(zone), report.zones.code[zone], estimateText(found.arrivals, words),
        estimateText(found.present, words),
        ...(leave ? [found.leaving ? estimateText(found.leaving.persons, words) : words.count(0)] : []),
        ...(room ? [told(found.capacity)] : []),
        ...(chance ? [found.chance ? chanceText(found.chance, words) : '–'] : []),
        ...(counted ? [told(found.most_counted)] : []),
      ]),
      file: {
        columns: [
          words.t('column.place'), words.t('column.code'), ...rangeColumns(arrivals, report, words),
          ...rangeColumns(present, report, words), ...rest,
        ],
        rows: lines.map(({ zone, found }) => [
          name(zone), report.zones.code[zone], ...rangeCells(report, found.arrivals),
          ...rangeCells(report, found.present),
          ...(leave ? [found.leaving ? found.leaving.persons.value : 0] : []),
          ...(room ? [found.capacity ?? undefined] : []), ...(chance ? [found.chance?.share] : []),
          ...(counted ? [found.most_counted ?? undefined] : []),
        ]),
      },
    };
  }, [report, scenario, index, words]);
  return <Figure title={table.title} table={table} closed />;
}
