// SPDX-License-Identifier: Apache-2.0
// The map with its time slider, which moves the date of all charts.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Count, Flows, Scenario } from '../data';
import { Figure } from '../figure';
import { Absent, Section } from '../sections/section';
import { ZonesTable } from '../sections/zones';
import { useChoice } from '../state';
import type { Table } from '../table';
import { useWords, type Words } from '../text';
import { hasTime, isCount, lastRow, monthsUnknown } from '../view';
import { hasPlaces } from './backdrop';
import { MapPicture } from './map';
import {
  arcsAt, flowsOverTime, isDifference, largest, largestFlow, mapValues, QUANTITIES, type Quantity,
} from './values';

export function MapSection() {
  const words = useWords();
  const { report } = useChoice();
  return (
    <Section id="map" title={words.t('map.title')}>
      {hasPlaces(report) ? <LiveMap /> : <Absent text={words.t('map.absent')} />}
      <FlowsTable />
      <ZonesTable />
    </Section>
  );
}

function nameOf(quantity: Quantity, scenario: Scenario, words: Words): string {
  const of_median = isDifference(scenario, quantity) && scenario.members > 1;
  return words.t(of_median ? 'map.net_median' : `map.${quantity}`);
}

function LiveMap() {
  const words = useWords();
  const { report, scenario, row } = useChoice();
  const [quantity, setQuantity] = useState<Quantity>('present');
  const [flows, setFlows] = useState(true);
  const values = useMemo(() => mapValues(report, scenario, quantity), [report, scenario, quantity]);
  const max = useMemo(() => largest(values), [values]);
  const now = values.map((line) => (Array.isArray(line) ? line[row] : (line ?? undefined)));
  const name = nameOf(quantity, scenario, words);
  const first_difference = row === 0 && isDifference(scenario, quantity);
  const date = words.date(report.time.dates[row] ?? '');
  const title = words.t('title.at', { title: name, place: date });
  const arcs = flows ? arcsAt(scenario.flows, row) : [];
  const table = useMemo((): Table => ({
    id: `map-${quantity}`,
    title,
    columns: [words.t('column.code'), words.t('column.place'), name],
    rows: now.flatMap((v, zone) => v === undefined ? []
      : [[report.zones.code[zone], report.zones.name[zone], v === 'hidden' ? null : first_difference ? undefined : v]]),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the rest follows from values and row
  }), [values, row, title, words]);
  return (
    <>
      <Tools quantity={quantity} setQuantity={setQuantity} flows={flows} setFlows={setFlows} />
      <Figure title={title} table={table} chart note={<Notes quantity={quantity} arcs={arcs.length} />}>
        <MapPicture title={title} quantity={quantity} now={now} max={max}
          arcs={arcs} arc_max={largestFlow(scenario.flows)}
          description={words.t('map.desc', { quantity: name, date, largest: largestNames(now) || '–' })} />
      </Figure>
    </>
  );

  function largestNames(all: (Count | 'hidden' | undefined)[]): string {
    return all
      .flatMap((v, zone) => (isCount(v) && v !== 0 ? [{ v, zone }] : []))
      .sort((a, b) => Math.abs(b.v) - Math.abs(a.v))
      .slice(0, 5)
      .map(({ v, zone }) => `${report.zones.name[zone]} ${words.count(v)}`)
      .join(', ');
  }
}

interface ToolsProps {
  quantity: Quantity;
  setQuantity(quantity: Quantity): void;
  flows: boolean;
  setFlows(on: boolean): void;
}

function Tools({ quantity, setQuantity, flows, setFlows }: ToolsProps) {
  const words = useWords();
  const { report, scenario, row, choose } = useChoice();
  const last = lastRow(report);
  const date = words.date(report.time.dates[row] ?? '');
  return (
    <div class="map-tools">
      <label>
        {words.t('map.quantity')}<br />
        <select id="map-quantity" value={quantity} onChange={(e) => setQuantity(e.currentTarget.value as Quantity)}>
          {QUANTITIES.map((q) => <option value={q}>{nameOf(q, scenario, words)}</option>)}
        </select>
      </label>
      {hasTime(report) && <Play />}
      {hasTime(report) && (
        <label class="slider">
          <span>{words.t('choose.day')}: {date}</span>
          <input id="map-date" type="range" min={0} max={last} step={1} value={row} aria-valuetext={date} dir="ltr"
            onInput={(e) => choose({ row: Number(e.currentTarget.value) })} />
        </label>
      )}
      {scenario.flows && (
        <label class="check">
          <input type="checkbox" checked={flows} onChange={(e) => setFlows(e.currentTarget.checked)} />{' '}
          {words.t('map.flows')}
        </label>
      )}
    </div>
  );
}

/** Runs through the whole period in about twelve seconds. */
function Play() {
  const words = useWords();
  const { report, row, choose } = useChoice();
  const [playing, setPlaying] = useState(false);
  const last = lastRow(report);
  useEffect(() => {
    if (!playing) return;
    if (row >= last) {
      setPlaying(false);
      return;
    }
    const pause = Math.min(700, Math.max(60, 12_000 / (last + 1)));
    const step = Math.max(1, Math.round((last + 1) / 200));
    const timer = setTimeout(() => choose({ row: Math.min(last, row + step) }), pause);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- choose is made anew at every drawing
  }, [playing, row, last]);
  const toggle = () => {
    if (!playing && row >= last) choose({ row: 0 });
    setPlaying(!playing);
  };
  return (
    <button type="button" id="map-play" aria-pressed={playing} onClick={toggle}>
      {words.t(playing ? 'map.pause' : 'map.play')}
    </button>
  );
}

function Notes({ quantity, arcs }: { quantity: Quantity; arcs: number }) {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { flows } = scenario;
  const differ = isDifference(scenario, quantity);
  const lost = report.zones.lat.filter((lat, zone) => !isCount(lat) || !isCount(report.zones.lon[zone])).length;
  return (
    <>
      {quantity === 'arrivals' && monthsUnknown(report, scenario.arrivals) && `${words.t('chart.months')} `}
      {scenario.members > 1 && !differ && `${words.t('map.middle')} `}
      {differ && `${words.t('map.net_first')} `}
      {quantity === 'net' && `▲ ${words.t('map.gain')} (orange), ▼ ${words.t('map.loss')} (violet). `}
      {!flows && `${words.t('map.flows.absent')} `}
      {flows && arcs > 0 && `${words.t('map.flows.number', { n: arcs, pairs: flows.pairs })} `}
      {flows && arcs > 0 && !flowsOverTime(flows) && `${words.t('map.flows.period')} `}
      {flows?.basis === 'first_member' && `${words.t('map.flows.first_member')} `}
      {lost > 0 && `${words.t('map.partly', { n: lost })} `}
      {words.t('map.disclaimer')}
    </>
  );
}

function flowsText({ from, pairs, share_of_moves: share }: Flows, words: Words) {
  return isCount(share)
    ? words.t('map.flows.note', { n: from.length, pairs, percent: words.percent(share) })
    : words.t('map.flows.number', { n: from.length, pairs });
}

function FlowsTable() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { flows } = scenario;
  const table = useMemo((): Table | undefined => flows && {
    id: 'flows',
    title: words.t('map.flows'),
    columns: [words.t('column.from'), words.t('column.to'), words.t('column.people')],
    rows: flows.from.map((from, i) => [
      report.zones.name[from], report.zones.name[flows.to[i] ?? -1], flows.total[i]]),
  }, [report, flows, words]);
  if (!table || !flows) return null;
  return <Figure title={table.title} table={table} note={flowsText(flows, words)} closed />;
}
