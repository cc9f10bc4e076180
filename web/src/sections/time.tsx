// SPDX-License-Identifier: Apache-2.0
// Fan charts of the chosen place: people present, arrivals, and the need of newcomers.
import { useMemo, useState } from 'preact/hooks';
import { Bars } from '../charts/bars';
import { FanChart, type Seen } from '../charts/fan';
import type { Band, Count, Measure, Report, Scenario } from '../data';
import { destinations } from '../facts/leaving';
import { needBand } from '../facts/need';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { spreadColumns, type Cell, type Table } from '../table';
import { useWords, type Words } from '../text';
import { seriesColour } from '../theme';
import {
  ALL, allNull, allZero, bandOf, capacityOf, hasTime, monthsUnknown, mostCounted, rowAt, type Place,
} from '../view';
import { Absent, Section } from './section';

/** Rows of time with a column per quantile, and what else the chart shows. */
export function bandTable(
  report: Report, words: Words, head: { id: string; title: string }, band: Band,
  more: { name: string; values: Cell[] }[] = [],
): Table {
  return {
    ...head,
    columns: [words.t('column.date'), ...spreadColumns(report, words), ...more.map(({ name }) => name)],
    rows: report.time.dates.map((date, row) => [
      date, ...band.map((line) => rounded(line[row] ?? null)), ...more.map(({ values }) => values[row]),
    ]),
    digits: 3,
  };
}

const rounded = (x: Count) => (x === null ? null : Math.round(x * 1000) / 1000);

/** Counts of a place within the period, each at its own date (view.rowAt). */
export function observedAt(report: Report, scenario: Scenario, place: Place): Seen[] {
  const { observed } = scenario;
  if (!observed || place === ALL) return [];
  return observed.zone.flatMap((zone, i) => {
    const date = observed.date[i] ?? '';
    const at = zone === place ? rowAt(report, date) : null;
    return at === null ? [] : [{ at, date, persons: observed.persons[i] ?? null }];
  });
}

export function TimeSection() {
  const words = useWords();
  const { report, scenario, place, placeName, index } = useChoice();
  const colour = seriesColour(index);
  const observed = useMemo(() => observedAt(report, scenario, place), [report, scenario, place]);
  const step = words.t(`time.step.${report.time.step}`);
  const first = scenario.no_skill?.[0];
  const values = first && (place === ALL ? first.total : first.zones[place]);
  const no_skill = first && values ? { name: words.known('forecast', first.name), values } : undefined;
  return (
    <Section id="time" title={words.t('time.title')}>
      <MeasureFan id="present" title={words.t('time.present')} measure={scenario.present} colour={colour}
        observed={observed} no_skill={no_skill} capacity={capacityOf(report, place)}
        most_counted={mostCounted(report, place)} height={360} />
      <CountsTable observed={observed} />
      <MeasureFan id="arrivals" title={words.t('time.arrivals', { step })} measure={scenario.arrivals} colour={colour}
        height={240} flow />
      {scenario.departures && (
        <MeasureFan id="departures" title={words.t('time.leave', { step })} measure={scenario.departures}
          colour={colour} height={240} flow />
      )}
      <Where />
      <NeedFan colour={colour} key={`${placeName}`} />
    </Section>
  );
}

interface MeasureFanProps {
  id: string;
  title: string;
  measure: Measure;
  colour: string;
  observed?: Seen[];
  no_skill?: { name: string; values: Count[] };
  capacity?: number | null;
  most_counted?: number | null;
  height: number;
  flow?: boolean;
}

const atRows = (observed: Seen[]) => observed.every(({ at }) => Number.isInteger(at));

/** Counts between the dates of the rows have a table of their own. */
function CountsTable({ observed }: { observed: Seen[] }) {
  const words = useWords();
  const { placeName } = useChoice();
  if (!observed.length || atRows(observed)) return null;
  const table: Table = {
    id: 'counts',
    title: words.t('title.at', { title: words.t('column.observed_at'), place: placeName }),
    columns: [words.t('column.date'), words.t('column.people')],
    rows: observed.map(({ date, persons }) => [date, persons]),
  };
  return <Figure title={table.title} table={table} closed />;
}

/** Where people from the place go, in the whole period. */
function Where() {
  const words = useWords();
  const { report, scenario, place, placeName, index } = useChoice();
  const groups = useMemo(() => destinations(report, scenario, place), [report, scenario, place]);
  const title = words.t('time.where', { place: placeName });
  const table = useMemo((): Table => ({
    id: 'destinations',
    title,
    columns: [words.t('column.to'), words.t('column.people')],
    rows: groups.map(({ name, persons }) => [name, persons]),
  }), [groups, title, words]);
  if (!groups.length) return null;
  const note = scenario.flows?.basis === 'first_member' ? words.t('map.flows.first_member') : undefined;
  return (
    <Figure title={title} table={table} chart note={note}>
      <Bars title={title} bars={groups.slice(0, MOST_BARS).map(({ name, persons }) => ({
        name, value: persons, colour: seriesColour(index) }))} />
    </Figure>
  );
}

const MOST_BARS = 12;

function MeasureFan(props: MeasureFanProps) {
  const { id, title, measure, colour, observed, no_skill, capacity, most_counted, height, flow } = props;
  const words = useWords();
  const { report, scenario, place, placeName } = useChoice();
  const found = bandOf(report, measure, place);
  const band = Array.isArray(found) && allNull(found) ? null : found;
  const heading = words.t('title.at', { title, place: placeName });
  const table = useMemo(() => {
    if (!Array.isArray(band)) return undefined;
    const counted: Cell[] = [];
    observed?.forEach((o) => (counted[o.at] = o.persons));
    const more = [
      ...(observed?.length && atRows(observed) ? [{ name: words.t('column.observed'), values: counted }] : []),
      ...(no_skill ? [{ name: words.t('legend.no_skill', { name: no_skill.name }), values: no_skill.values }] : []),
    ];
    const name = words.t('title.at', { title: heading, place: scenario.name });
    return bandTable(report, words, { id, title: name }, band, more);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- band follows from measure and place
  }, [report, measure, place, words, observed]);
  if (!Array.isArray(band)) {
    return (
      <Figure title={heading}>
        <Absent text={words.t(monthsUnknown(report, measure) ? 'chart.months'
          : band === 'hidden' ? 'chart.hidden' : 'chart.absent')} />
      </Figure>
    );
  }
  if (allZero(band) && !observed?.length) {
    // Once is enough.
    if (flow) return null;
    return <Figure title={heading}><Absent text={words.t('chart.zero')} /></Figure>;
  }
  const corrected = observed?.length && scenario.observed?.corrected?.includes(place);
  const step = words.t(`time.step.${report.time.step}`);
  const notes = [
    ...(corrected ? [words.t('time.corrected')] : []),
    ...(observed && !atRows(observed) && hasTime(report) ? [words.t('time.coarse', { step })] : []),
  ];
  return (
    <Figure title={heading} table={table} chart={hasTime(report)} closed note={notes.join(' ')}>
      <FanChart title={heading} series={[{ name: scenario.name, band, colour }]} observed={observed}
        flow={flow} corrected={Boolean(corrected)} no_skill={no_skill} capacity={capacity} most_counted={most_counted} horizon={scenario.quality.horizon?.row} height={height} />
    </Figure>
  );
}

function NeedFan({ colour }: { colour: string }) {
  const words = useWords();
  const { report, scenario, place, placeName } = useChoice();
  const [chosen, setChosen] = useState('water');
  const known = (scenario.needs?.services ?? []).map((service) => ({
    service,
    band: needBand(report, scenario, service, place, service.per_person === undefined ? 'all' : 'newcomers'),
  })).filter(({ band }) => band && !allZero(band));
  const found = known.find(({ service }) => service.id === chosen) ?? known[0];
  const table = useMemo(() => {
    if (!found?.band) return undefined;
    const { service, band } = found;
    const at = `${placeName}, ${scenario.name} (${service.unit})`;
    const title = words.t('title.at', { title: needTitle(service.id, words), place: at });
    return bandTable(report, words, { id: `need-${service.id}`, title }, band);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- found follows from these
  }, [report, scenario, place, words, found?.service.id]);
  if (!found?.band) return null;
  const title = words.t('title.at', { title: needTitle(found.service.id, words), place: placeName });
  const unit = words.known('unit', found.service.unit);
  return (
    <Figure title={`${title} (${unit})`} table={table} chart={hasTime(report)} closed>
      <label class="inline">
        {words.t('choose.service')}{' '}
        <select value={found.service.id} onChange={(event) => setChosen(event.currentTarget.value)}>
          {known.map(({ service }) => (
            <option value={service.id}>{words.known('service', service.id)}</option>
          ))}
        </select>
      </label>
      <FanChart title={title} series={[{ name: scenario.name, band: found.band, colour }]}
        horizon={scenario.quality.horizon?.row} height={240} />
    </Figure>
  );
}

/** Of newcomers where it is a rate times people, else of all. */
function needTitle(id: string, words: Words): string {
  const service = words.known('service', id);
  const all = ['beds', 'wait', 'clinicians_to_hold_wait', 'slum_households'].includes(id);
  return all ? service : words.t('time.need', { service });
}
