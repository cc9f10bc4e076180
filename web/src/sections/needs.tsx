// SPDX-License-Identifier: Apache-2.0
// What people need at the chosen date, per service, with the standard that was used and its source.
import { useMemo } from 'preact/hooks';
import type { Standard } from '../data';
import { isWait, needLines, type NeedLine } from '../facts/need';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { estimateText, rangeCells, rangeColumns, type Table } from '../table';
import { useWords } from '../text';
import { estimate, isCount } from '../view';
import { Absent, Section } from './section';

export function NeedsSection() {
  const words = useWords();
  return (
    <Section id="needs" title={words.t('needs.title')}>
      <NeedsTable />
      <Waiting />
      <Standards />
    </Section>
  );
}

function NeedsTable() {
  const words = useWords();
  const { report, scenario, place, placeName, row } = useChoice();
  const { table, stated, together } = useMemo(() => {
    const lines = needLines(report, scenario, place, row)
      .filter(({ service }) => !isWait(service) && service.id !== 'clinicians_to_hold_wait')
      .filter((line) => line.newcomers ?? line.all ?? isCount(line.hosts));
    // Not told for newcomers and hosts apart.
    const whole = (line: NeedLine) => line.service.per_person === undefined;
    const together = lines.some(whole);
    const up = (x: number | null | undefined) => (isCount(x) ? Math.max(0, Math.ceil(x - 1e-9)) : x);
    const span = (spread: (number | null)[] | null) =>
      spread ? estimateText(estimate(report, spread.map((x) => up(x) ?? null)), words) : words.t('cell.none');
    const range = (spread: (number | null)[] | null) => (spread ? estimate(report, spread) : null);
    const stated = lines.some((line) => line.available !== null);
    const table: Table = {
      id: 'needs',
      title: words.t('needs.table', { place: placeName, date: words.date(report.time.dates[row] ?? '') }),
      columns: [
        words.t('column.service'), words.t('column.unit'), words.t('column.newcomers'),
        words.t('column.hosts'), words.t('column.all'),
        ...(stated ? [words.t('column.available'), words.t('column.missing')] : []),
      ],
      rows: lines.map((line) => [
        words.known('service', line.service.id), words.known('unit', line.service.unit),
        ...(whole(line)
          ? [words.t('needs.together'), words.t('needs.together')]
          : [span(line.newcomers), isCount(line.hosts) ? words.count(up(line.hosts)) : words.t('cell.none')]),
        span(line.all),
        ...(stated
          ? [isCount(line.available) ? words.amount(line.available) : words.t('cell.none'), span(line.missing)]
          : []),
      ]),
      file: {
        columns: [
          words.t('column.service'), words.t('column.unit'), ...rangeColumns(words.t('column.newcomers'), report, words),
          words.t('column.hosts'), ...rangeColumns(words.t('column.all'), report, words),
          words.t('column.available'), ...rangeColumns(words.t('column.missing'), report, words),
        ],
        rows: lines.map((line) => [
          line.service.id, line.service.unit, ...rangeCells(report, range(line.newcomers)), line.hosts ?? undefined,
          ...rangeCells(report, range(line.all)), line.available ?? undefined,
          ...rangeCells(report, range(line.missing)),
        ]),
      },
    };
    return { table, stated, together };
  }, [report, scenario, place, placeName, row, words]);
  const notes = [
    words.t('needs.note'),
    ...(stated ? [] : [words.t('needs.available.absent')]),
    ...(together ? [words.t('needs.beds')] : []),
  ];
  return <Figure title={table.title} table={table} note={notes.join(' ')} />;
}

function Waiting() {
  const words = useWords();
  const { report, scenario, place, row } = useChoice();
  const lines = needLines(report, scenario, place, row);
  const value = (id: string) => {
    const all = lines.find((line) => line.service.id === id)?.all;
    return all ? estimate(report, all) : null;
  };
  const wait = value('wait');
  const clinicians = value('clinicians_to_hold_wait');
  const span = (low?: number | null, high?: number | null) =>
    isCount(low) && isCount(high)
      ? ` (${words.t('to', { low: words.amount(low), high: words.amount(high) })})` : '';
  return (
    <>
      <h3>{words.t('needs.waiting')}</h3>
      {wait && isCount(wait.value) ? (
        <p>
          {words.t('needs.waiting.text', {
            wait: words.amount(wait.value) + span(wait.low, wait.high),
            date: words.date(report.time.dates[row] ?? ''),
            n: isCount(clinicians?.value)
              ? words.amount(Math.ceil(clinicians.value)) + span(clinicians.low, clinicians.high)
              : words.t('cell.none'),
            target: scenario.needs?.target_wait_days ?? words.t('cell.none'),
          })}
        </p>
      ) : (
        <Absent text={words.t('needs.waiting.absent')} />
      )}
    </>
  );
}

function Standards() {
  const words = useWords();
  const { scenario } = useChoice();
  const table = useMemo((): Table => {
    const seen = new Map<string, Standard>();
    for (const service of scenario.needs?.services ?? []) {
      for (const standard of service.standards) {
        seen.set(`${standard.name} ${standard.where ?? ''} ${standard.value}`, standard);
      }
    }
    const where = [...seen.values()].some((s) => s.where);
    return {
      id: 'standards',
      title: words.t('needs.sources'),
      columns: [
        words.t('column.standard'), words.t('column.value'), words.t('column.unit'),
        ...(where ? [words.t('column.where')] : []), words.t('column.source'),
      ],
      rows: [...seen.values()].map((s) => [
        words.known('standard', s.name), s.value, words.known('unit', s.unit, s.value),
        ...(where ? [s.where ?? '–'] : []), s.source,
      ]),
      digits: 3,
    };
  }, [scenario, words]);
  return <Figure title={table.title} table={table} />;
}
