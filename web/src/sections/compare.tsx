// SPDX-License-Identifier: Apache-2.0
// The scenarios beside the first of them, the baseline.
import { useMemo } from 'preact/hooks';
import { FanChart, type FanSeries } from '../charts/fan';
import type { Report } from '../data';
import { mostChanged, sideBySide, type SideBySide } from '../facts/difference';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { estimateText, medianColumn, rangeCells, rangeColumns, spreadColumns, type Table } from '../table';
import { roundAbout, useWords, type Words } from '../text';
import type { Key } from '../text/en';
import { seriesColour } from '../theme';
import { bandOf, coverage, hasEnsemble, hasTime, isCount, shortName } from '../view';
import { chanceText, shareText } from './outlook';
import { Section } from './section';

export function CompareSection() {
  const words = useWords();
  const { report, place, placeName } = useChoice();
  const title = words.t('compare.title');
  const paired = report.comparison?.every((pair) => pair.paired);
  const series = report.scenarios.flatMap((scenario, i) => {
    const band = bandOf(report, scenario.present, place);
    return Array.isArray(band) ? [{ name: shortName(report, i), band, colour: seriesColour(i) }] : [];
  });
  const heading = words.t('compare.chart', { place: placeName });
  return (
    <Section id="compare" title={title}>
      <Leads />
      <SideTable />
      {series.length > 0 && (
        <Figure title={heading} table={seriesTable(report, words, heading, series)} chart={hasTime(report)} closed>
          <FanChart title={heading} series={series} />
        </Figure>
      )}
      <Changed />
      {report.comparison && hasEnsemble(report) && <p class="note">{words.t(paired ? 'compare.paired' : 'compare.unpaired')}</p>}
      {hasEnsemble(report) && <p class="note">{words.t('compare.words')}</p>}
    </Section>
  );
}

/** A row per scenario and date. */
function seriesTable(report: Report, words: Words, title: string, series: FanSeries[]): Table {
  return {
    id: 'scenarios-over-time',
    title,
    columns: [words.t('column.scenario'), words.t('column.date'), ...spreadColumns(report, words)],
    rows: series.flatMap(({ name, band }) =>
      report.time.dates.map((date, row) => [name, date, ...band.map((line) => line[row])])),
  };
}

function Leads() {
  const words = useWords();
  const { report, place } = useChoice();
  const lines = sideBySide(report, place).slice(1);
  const base = shortName(report, 0);
  return (
    <ul class="leads">
      {lines.map((line) => <li>{leadText(line)}</li>)}
    </ul>
  );

  function leadText(line: SideBySide) {
    const name = shortName(report, line.scenario);
    const delta = line.arrivals_delta;
    if (!delta || !isCount(delta.value)) return `${name}: ${words.t('cell.hidden')}`;
    const kind = delta.value > 0 ? 'more' : delta.value < 0 ? 'less' : 'same';
    const values = { name, base, n: words.about(Math.abs(delta.value)) };
    const range = isCount(delta.low) && isCount(delta.high)
      ? words.t('compare.lead.range', {
          share: shareText(coverage(report), words), low: words.signed(delta.low), high: words.signed(delta.high) })
      : words.t(hasEnsemble(report) ? 'compare.lead.median' : 'compare.lead.single');
    const noise = line.chance_arrivals;
    if (isCount(noise) && noise >= 1) return `${words.t('compare.lead.chance', values)} ${range}`;
    const more = isCount(noise) && noise > 0 ? ` ${words.t('compare.noise', { percent: words.percent(noise) })}` : '';
    return `${words.t(`compare.lead.${kind}`, values, roundAbout(Math.abs(delta.value)))} ${range}${more}`;
  }
}

function SideTable() {
  const words = useWords();
  const { report, place, placeName } = useChoice();
  const table = useMemo((): Table => {
    const lines = sideBySide(report, place);
    const name = (line: SideBySide) => {
      const text = shortName(report, line.scenario);
      return line.scenario === 0 ? `${text} (${words.t('compare.baseline')})` : text;
    };
    const chance = lines.some((line) => line.chance);
    const more_arrivals = lines.some((line) => isCount(line.more_arrivals));
    const more_present = lines.some((line) => isCount(line.more_present));
    const median = (key: Key) => medianColumn(words.t(key), report, words);
    const delta = (line: SideBySide, x: SideBySide['arrivals_delta']) =>
      line.scenario === 0 ? '–' : estimateText(x, words, true);
    return {
      id: 'scenarios',
      title: words.t('compare.table', { place: placeName }),
      columns: [
        words.t('column.scenario'), median('column.arrivals'), median('column.arrivals.delta'),
        median('column.present'), median('column.present.delta'),
        ...(more_arrivals ? [words.t('column.more_arrivals')] : []), ...(more_present ? [words.t('column.more')] : []),
        ...(chance ? [words.t('column.chance')] : []), words.t('compare.rank'),
      ],
      rows: lines.map((line) => [
        name(line), estimateText(line.arrivals, words), delta(line, line.arrivals_delta),
        estimateText(line.present, words), delta(line, line.present_delta),
        ...(more_arrivals ? [isCount(line.more_arrivals) ? words.percent(line.more_arrivals) : '–'] : []),
        ...(more_present ? [isCount(line.more_present) ? words.percent(line.more_present) : '–'] : []),
        ...(chance ? [line.chance ? chanceText(line.chance, words) : '–'] : []),
        line.rank ?? '–',
      ]),
      file: {
        columns: [
          words.t('column.scenario'),
          ...(['arrivals', 'arrivals.delta', 'present', 'present.delta'] as const).flatMap((key) =>
            rangeColumns(median(`column.${key}`), report, words)),
          words.t('column.more_arrivals'), words.t('column.more'), words.t('column.chance'), words.t('compare.rank'),
        ],
        rows: lines.map((line) => [
          name(line),
          ...[line.arrivals, line.arrivals_delta, line.present, line.present_delta].flatMap((x) =>
            rangeCells(report, x)),
          line.more_arrivals ?? undefined, line.more_present ?? undefined, line.chance?.share, line.rank ?? undefined,
        ]),
      },
    };
  }, [report, place, placeName, words]);
  const from = sideBySide(report, place).find((line) => line.chance)?.chance?.from;
  const how = from ? ` ${words.t('column.chance')}: ${words.t(`chance.${from}`)}.` : '';
  return <Figure title={table.title} table={table} note={words.t('compare.rank.note') + how} />;
}

const SHOWN = 12;

function Changed() {
  const words = useWords();
  const { report, index } = useChoice();
  const other = index > 0 ? index : 1;
  const table = useMemo((): Table => {
    const name = shortName(report, other);
    const lines = mostChanged(report, other, SHOWN);
    const base = shortName(report, 0);
    return {
      id: 'most-changed',
      title: words.t('compare.changed', { name }),
      columns: [
        words.t('column.place'), base, name, words.t('column.present.delta'),
      ],
      rows: lines.map((line) => [
        report.zones.name[line.zone] ?? '', line.base, line.mine, estimateText(line.delta, words, true),
      ]),
      file: {
        columns: [
          words.t('column.code'), words.t('column.place'), base, name,
          ...rangeColumns(words.t('column.present.delta'), report, words),
        ],
        rows: lines.map((line) => [
          report.zones.code[line.zone], report.zones.name[line.zone], line.base, line.mine,
          ...rangeCells(report, line.delta),
        ]),
      },
    };
  }, [report, other, words]);
  if (!table.rows.length) return null;
  return <Figure title={table.title} table={table} note={hasEnsemble(report) && words.t('compare.changed.note')} />;
}
