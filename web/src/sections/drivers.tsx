// SPDX-License-Identifier: Apache-2.0
// Causes of departures over time, and what each driver explains.
import { useMemo } from 'preact/hooks';
import { Bars, type Bar } from '../charts/bars';
import { StackChart } from '../charts/stack';
import type { Attribution, Causes, Count } from '../data';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { spreadColumns, type Table } from '../table';
import { useWords, type Words } from '../text';
import { seriesColour } from '../theme';
import { ALL, coverage, estimate, hasEnsemble, hasTime, isCount } from '../view';
import { Absent, Section } from './section';

export function DriversSection() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { causes, attribution } = scenario;
  return (
    <Section id="drivers" title={words.t('drivers.title')}>
      {causes && hasTime(report) && <CausesOverTime causes={causes} />}
      {causes && <CausesOfPeriod causes={causes} />}
      {attribution && <Explained attribution={attribution} />}
    </Section>
  );
}

const causeNames = (causes: Causes, words: Words) => causes.name.map((name) => words.known('cause', name));

function CausesOverTime({ causes }: { causes: Causes }) {
  const words = useWords();
  const { report, place, placeName } = useChoice();
  const names = causeNames(causes, words);
  const found = place === ALL ? null : (causes.arrivals?.[place] ?? null);
  const here = Array.isArray(found) ? found : null;
  const arrived = here || causes.counted === 'arrivals';
  const title = arrived
    ? words.t('drivers.arrivals', { place: here ? placeName : words.t('choose.all') })
    : words.t('drivers.departures');
  const values: Count[][] = here ?? causes.departures;
  const table = useMemo((): Table => ({
    id: 'causes-over-time',
    title,
    columns: [words.t('column.date'), ...names],
    rows: report.time.dates.map((date, t) => [date, ...values.map((line) => line[t])]),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names follow from causes and words
  }), [report, values, title, words]);
  if (!values[0]?.some((_, t) => values.every((line) => isCount(line[t])))) {
    return <Figure title={title}><Absent text={words.t('chart.hidden')} /></Figure>;
  }
  return (
    <Figure title={title} table={table} chart
      note={values.some((line) => line.some((v) => v === null)) && words.t('chart.gap')}>
      <StackChart title={title} layers={names.map((name, i) => ({ name, values: values[i] ?? [] }))} />
    </Figure>
  );
}

function CausesOfPeriod({ causes }: { causes: Causes }) {
  const words = useWords();
  const { report } = useChoice();
  const title = words.t(causes.counted === 'arrivals' ? 'drivers.period.arrivals' : 'drivers.period');
  const names = causeNames(causes, words);
  const table = useMemo((): Table => ({
    id: 'causes',
    title,
    columns: [words.t('column.cause'), ...spreadColumns(report, words)],
    rows: names.map((name, i) => [name, ...(causes.period[i] ?? [])]),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names follow from causes and words
  }), [report, causes, title, words]);
  const bars = names.map((name, i): Bar => ({
    name, ...estimate(report, causes.period[i] ?? []), colour: seriesColour(i) }));
  return (
    <Figure title={title} table={table} chart note={hasEnsemble(report) && spanNote(coverage(report), words)}>
      <Bars title={title} bars={bars} />
    </Figure>
  );
}

const spanNote = (share: number, words: Words) => words.t('chart.span', { percent: words.percent(share) });
/** An attribution always tells 5 and 95 %. */
const ATTRIBUTION_SPAN = 0.9;

function Explained({ attribution }: { attribution: Attribution }) {
  const words = useWords();
  const title = words.t('drivers.explained');
  const names = attribution.driver.map((name) => words.known('cause', name));
  const table = useMemo((): Table => ({
    id: 'attribution',
    title,
    columns: [
      words.t('column.driver'), words.t('column.mean'), words.percent(0.05), words.t('column.median'),
      words.percent(0.95), words.t('column.alone'), words.t('column.without'),
    ],
    rows: names.map((name, i) => [
      name, attribution.mean[i], attribution.low[i], attribution.median[i], attribution.high[i],
      attribution.alone?.[i], attribution.without?.[i],
    ]),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names follow from attribution and words
  }), [attribution, title, words]);
  const bars = names.map((name, i): Bar => ({
    name, value: attribution.mean[i] ?? null, low: attribution.low[i], high: attribution.high[i],
    colour: seriesColour(i) }));
  return (
    <>
      <Figure title={title} table={table} chart
        note={`${words.t(`drivers.method.${attribution.method}`)} ${spanNote(ATTRIBUTION_SPAN, words)}`}>
        <Bars title={title} bars={bars} />
      </Figure>
      <ExplainedOverTime attribution={attribution} names={names} />
      <ExplainedByZone attribution={attribution} names={names} />
    </>
  );
}

/** A driver that keeps people from moving has negative shares, which cannot be stacked: the table tells them. */
function ExplainedOverTime({ attribution, names }: { attribution: Attribution; names: string[] }) {
  const words = useWords();
  const { report } = useChoice();
  const { over_time } = attribution;
  const title = words.t('drivers.explained.time');
  const table = useMemo((): Table => ({
    id: 'attribution-over-time',
    title,
    columns: [words.t('column.date'), ...names],
    rows: report.time.dates.map((date, t) => [date, ...(over_time ?? []).map((line) => line[t])]),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- names follow from attribution and words
  }), [report, over_time, title, words]);
  if (!over_time || !hasTime(report)) return null;
  const stacks = over_time.every((line) => line.every((v) => isCount(v) && v >= 0));
  return (
    <Figure title={title} table={table} chart={stacks}>
      {stacks && <StackChart title={title} layers={names.map((name, i) => ({ name, values: over_time[i] ?? [] }))} />}
    </Figure>
  );
}

function ExplainedByZone({ attribution, names }: { attribution: Attribution; names: string[] }) {
  const words = useWords();
  const { report } = useChoice();
  const { departures } = attribution;
  if (!departures) return null;
  const table: Table = {
    id: 'attribution-zones',
    title: words.t('drivers.zones'),
    columns: [words.t('column.place'), ...names],
    rows: report.zones.name.map((name, zone) => [name, ...departures.map((line) => line[zone])]),
  };
  return <Figure title={table.title} table={table} closed />;
}
