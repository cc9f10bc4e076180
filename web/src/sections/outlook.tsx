// SPDX-License-Identifier: Apache-2.0
// The first screen: how many people arrive, by when, how sure, what it takes.
import type { ComponentChildren } from 'preact';
import { needLines } from '../facts/need';
import { nobodyArrives, outlook, type Outlook } from '../facts/outlook';
import type { Chance } from '../facts/chance';
import { destinations, isLeft } from '../facts/leaving';
import { useChoice } from '../state';
import { roundAbout, useWords, type Words } from '../text';
import { Sure } from './sure';
import { ALL, coverage, estimate, hasEnsemble, isCount, lastRow, type Estimate } from '../view';

export function chanceText(chance: Chance, words: Words): string {
  const percent = words.percent(chance.share);
  if (chance.bound === '<') return words.t('chance.below', { percent });
  if (chance.bound === '>') return words.t('chance.above', { percent });
  return percent;
}

export function OutlookSection() {
  const { report, scenario, place, placeName } = useChoice();
  const words = useWords();
  const found = outlook(report, scenario, place);
  const date = words.date(report.time.dates[lastRow(report)] ?? '');
  const left = isLeft(found.leaving, found.arrivals);
  return (
    <section id="outlook" aria-labelledby="outlook-title">
      <h2 id="outlook-title">{words.t('outlook.title')}</h2>
      <p class="headline">
        {left ? leaveHeadline(found, placeName, date, words) : headline(found, placeName, place === ALL, date, words)}
      </p>
      <p class="lead">
        {left ? leaveLead(found, coverage(report), words) : range(found, coverage(report), words)}
      </p>
      <div class="answers">
        {left && <Answer label={words.t('time.where', { place: placeName })}><Destinations /></Answer>}
        {!(left && nobodyArrives(found)) && <Answer label={words.t('outlook.when')}><When found={found} /></Answer>}
        <Answer label={words.t('outlook.sure')}><Sure found={found} /></Answer>
        {!(left && nobodyArrives(found)) && <Answer label={words.t('outlook.takes')}><Takes /></Answer>}
        {place !== ALL && !left && <Answer label={words.t('outlook.room')}><Room found={found} /></Answer>}
      </div>
      <p class="note">{words.t('outlook.conditional', { scenario: scenario.name })}</p>
    </section>
  );
}

function headline(found: Outlook, place: string, all: boolean, date: string, words: Words): string {
  if (found.arrivals === 'hidden') return words.t('outlook.head.hidden', { place });
  const n = found.arrivals?.value;
  if (found.arrivals === null) return words.t('outlook.head.unknown', { place });
  if (!isCount(n)) return words.t('outlook.head.hidden', { place });
  if (nobodyArrives(found)) return words.t('outlook.head.none', { place, date });
  return words.t(all ? 'outlook.head.all' : 'outlook.head',
    { n: words.about(n), place: unbroken(place), date }, roundAbout(n));
}

/** With hyphens at which no line ends: in large letters a name in two parts is hard to read. */
const unbroken = (name: string) => name.replaceAll('-', '\u2011');

/** Of a place that more people leave than come to. */
function leaveHeadline(found: Outlook, place: string, date: string, words: Words): string {
  const n = found.leaving?.persons.value ?? 0;
  const key = found.leaving?.basis === 'departures' ? 'outlook.leave' : 'outlook.leave.least';
  return words.t(key, { n: words.about(n), place: unbroken(place), date }, roundAbout(n));
}

function leaveLead(found: Outlook, share: number, words: Words): string {
  const { leaving, arrivals } = found;
  const sentences: string[] = [];
  if (leaving?.basis === 'flows') sentences.push(words.t('outlook.leave.flows'));
  if (leaving && isCount(leaving.persons.low)) sentences.push(rangeText(leaving.persons, share, words));
  if (nobodyArrives(found)) sentences.push(words.t('outlook.leave.nobody'));
  else if (arrivals && arrivals !== 'hidden' && isCount(arrivals.value)) {
    sentences.push(words.t('outlook.leave.arrive', { n: words.about(arrivals.value) }));
  }
  return sentences.join(' ');
}

const bounds = (x: Estimate, words: Words) => ({ low: words.about(x.low ?? 0), high: words.about(x.high ?? 0) });

/** 0.9 is "9 of 10". */
export function shareText(share: number, words: Words): string {
  const of = Math.abs(share * 10 - Math.round(share * 10)) < 1e-9 ? 10 : 100;
  return words.t('sure.share', { n: words.amount(Math.round(share * of)), of });
}

const rangeText = (x: Estimate, share: number, words: Words) =>
  words.t('outlook.range', { share: shareText(share, words), ...bounds(x, words) });

function range(found: Outlook, share: number, words: Words): string {
  const sentences: string[] = [];
  const { arrivals, present } = found;
  if (arrivals && arrivals !== 'hidden' && isCount(arrivals.low) && isCount(arrivals.high) && arrivals.high > 0) {
    sentences.push(rangeText(arrivals, share, words));
  }
  if (present && present !== 'hidden' && isCount(present.value)) {
    const n = words.about(present.value);
    sentences.push(isCount(present.low) && isCount(present.high)
      ? words.t('outlook.present.range', { n, ...bounds(present, words) })
      : words.t('outlook.present', { n }, roundAbout(present.value)));
  }
  return sentences.join(' ');
}

const LISTED = 4;

function Destinations() {
  const words = useWords();
  const { report, scenario, place } = useChoice();
  const all = destinations(report, scenario, place);
  if (!all.length) return <p>{words.t('map.flows.absent')}</p>;
  return (
    <>
      <ul>
        {all.slice(0, LISTED).map(({ name, persons }) => (
          <li><b>{isCount(persons) ? words.about(persons) : words.t('cell.hidden')}</b> <bdi>{name}</bdi></li>
        ))}
      </ul>
      {scenario.flows?.basis === 'first_member' && <p class="note">{words.t('map.flows.first_member')}</p>}
    </>
  );
}

function Answer({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="answer">
      <h3>{label}</h3>
      {children}
    </div>
  );
}

function When({ found }: { found: Outlook }) {
  const words = useWords();
  const { report } = useChoice();
  const { dates, step } = report.time;
  const { half_row, busiest } = found;
  if (nobodyArrives(found)) return <p>{words.t('outlook.when.none')}</p>;
  if (!isCount(half_row) || busiest === 'unknown') return <p>{words.t('outlook.when.unknown')}</p>;
  return (
    <>
      <p>{words.t('outlook.half', { date: words.date(dates[half_row] ?? '') })}</p>
      <p>
        {busiest
          ? words.t(hasEnsemble(report) ? 'outlook.busiest' : 'outlook.busiest.single', {
              when: words.span(dates[busiest.row] ?? '', step === 'year' ? 'year' : 'month'),
            })
          : words.t('outlook.spread')}
      </p>
    </>
  );
}

function Room({ found }: { found: Outlook }) {
  const words = useWords();
  const { report, scenario, place } = useChoice();
  const ever = scenario.exceed?.ever?.[place];
  const date = (row: number) => words.date(report.time.dates[row] ?? '');
  if (found.most_counted !== null) {
    return (
      <>
        <p>{words.t('outlook.room.observed_maximum', { capacity: words.count(found.most_counted) })}</p>
        <p>
          {found.above_row === null ? words.t('outlook.room.below')
            : words.t(hasEnsemble(report) ? 'outlook.room.above' : 'outlook.room.above.single', { date: date(found.above_row) })}
        </p>
      </>
    );
  }
  if (found.capacity === null) return <p>{words.t('outlook.room.unknown')}</p>;
  const capacity = words.count(found.capacity);
  const text = found.full_row !== null
    ? words.t(hasEnsemble(report) ? 'outlook.room.full' : 'outlook.room.full.single', { capacity, date: date(found.full_row) })
    : found.maybe_full_row !== null
      ? words.t('outlook.room.maybe', { capacity, date: date(found.maybe_full_row) })
      : words.t('outlook.room.enough', { capacity });
  return (
    <>
      <p>{text}</p>
      {report.zones.capacity_evidence[place] === 'estimated' && <p>{words.t('outlook.room.estimated')}</p>}
      {found.chance && <p>{words.t('outlook.room.chance', { percent: chanceText(found.chance, words) })}</p>}
      {isCount(ever) && scenario.members > 1 && <p>{words.t('outlook.room.ever', { percent: words.percent(ever) })}</p>}
    </>
  );
}

/** Services that a headline names, in this order. */
const NAMED = ['water', 'latrines', 'shelter', 'clinicians'];

function Takes() {
  const words = useWords();
  const { report, scenario, place } = useChoice();
  const lines = needLines(report, scenario, place)
    .filter((line) => NAMED.includes(line.service.id) && line.newcomers?.some((x) => x !== 0))
    .sort((a, b) => NAMED.indexOf(a.service.id) - NAMED.indexOf(b.service.id));
  if (!lines.length) return <p>{words.t('outlook.takes.none')}</p>;
  return (
    <>
      <p>{words.t('outlook.takes.lead')}</p>
      <ul>
        {lines.map(({ service, newcomers }) => {
          const { value, low, high } = estimate(report, newcomers ?? []);
          const span = isCount(low) && isCount(high)
            ? ` (${words.t('to', { low: words.about(low), high: words.about(high) })})` : '';
          const n = isCount(value) ? roundAbout(Math.ceil(value)) : undefined;
          const unit = words.known('unit', service.unit, n);
          return (
            <li>
              <b>{n === undefined ? words.t('cell.hidden') : words.about(n)}</b>{' '}
              {service.id === 'shelter' || service.id === 'water' ? `${unit} · ${words.known('service', service.id)}` : unit}
              <span class="faint">{span}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
