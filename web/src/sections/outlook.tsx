// SPDX-License-Identifier: Apache-2.0
// The first screen: how many people arrive, by when, how sure, what it takes.
import type { ComponentChildren } from 'preact';
import { needLines } from '../facts/need';
import { nobodyArrives, outlook, type Outlook } from '../facts/outlook';
import type { Chance } from '../facts/chance';
import { useChoice } from '../state';
import { useWords, type Words } from '../text';
import { ALL, coverage, estimate, isCount, lastRow, type Estimate } from '../view';

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
  return (
    <section id="outlook" aria-labelledby="outlook-title">
      <h2 id="outlook-title" class="quiet">{words.t('outlook.title')}</h2>
      <p class="headline">{headline(found, placeName, place === ALL, date, words)}</p>
      <p class="lead">{range(found, coverage(report), words)}</p>
      <div class="answers">
        <Answer label={words.t('outlook.when')}><When found={found} /></Answer>
        <Answer label={words.t('outlook.sure')}><Sure /></Answer>
        <Answer label={words.t('outlook.takes')}><Takes /></Answer>
        {place !== ALL && <Answer label={words.t('outlook.room')}><Room found={found} /></Answer>}
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
  return words.t(all ? 'outlook.head.all' : 'outlook.head', { n: words.about(n), place, date });
}

const bounds = (x: Estimate, words: Words) => ({ low: words.about(x.low ?? 0), high: words.about(x.high ?? 0) });

function range(found: Outlook, share: number, words: Words): string {
  const sentences: string[] = [];
  const { arrivals, present } = found;
  if (arrivals && arrivals !== 'hidden' && isCount(arrivals.low) && isCount(arrivals.high)) {
    sentences.push(words.t('outlook.range', { percent: words.percent(share), ...bounds(arrivals, words) }));
  }
  if (present && present !== 'hidden' && isCount(present.value)) {
    const n = words.about(present.value);
    sentences.push(isCount(present.low) && isCount(present.high)
      ? words.t('outlook.present.range', { n, ...bounds(present, words) })
      : words.t('outlook.present', { n }));
  }
  return sentences.join(' ');
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
          ? words.t('outlook.busiest', {
              when: words.span(dates[busiest.row] ?? '', step === 'year' ? 'year' : 'month'),
              percent: words.percent(busiest.share),
            })
          : words.t('outlook.spread')}
      </p>
    </>
  );
}

function Sure() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const skill = scenario.quality.skill;
  const own = skill?.value[0]?.[0];
  const others = (skill?.value.slice(1) ?? [])
    .filter((_, i) => !skill?.forecast[i + 1]?.uses_capacity)
    .map((line) => line[0]).filter(isCount);
  const members = words.count(scenario.members);
  const percent = words.percent(coverage(report));
  const span = (low: number, high: number) =>
    low === high ? words.amount(low) : words.t('to', { low: words.amount(low), high: words.amount(high) });
  return (
    <>
      <p>{scenario.members > 1 ? words.t('outlook.sure.ensemble', { members, percent }) : words.t('outlook.sure.run')}</p>
      {isCount(own) && others.length > 0 && skill ? (
        <p>
          {words.t('outlook.sure.skill', {
            own: words.amount(own), other: span(Math.min(...others), Math.max(...others)),
            measure: skill.measure[0] ?? '',
          })}
        </p>
      ) : (
        <p>{words.t(scenario.observed?.zone.length ? 'outlook.sure.observed' : 'outlook.sure.unobserved')}</p>
      )}
    </>
  );
}

function Room({ found }: { found: Outlook }) {
  const words = useWords();
  const { report, scenario, place } = useChoice();
  const ever = scenario.exceed?.ever?.[place];
  const evidence = report.zones.capacity_evidence[place];
  if (found.capacity === null) return <p>{words.t('outlook.room.unknown')}</p>;
  const capacity = words.count(found.capacity);
  const date = (row: number) => words.date(report.time.dates[row] ?? '');
  const text = found.full_row !== null
    ? words.t('outlook.room.full', { capacity, date: date(found.full_row) })
    : found.maybe_full_row !== null
      ? words.t('outlook.room.maybe', { capacity, date: date(found.maybe_full_row) })
      : words.t('outlook.room.enough', { capacity });
  return (
    <>
      <p>{text}</p>
      {(evidence === 'observed_maximum' || evidence === 'estimated') && <p>{words.t(`outlook.room.${evidence}`)}</p>}
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
    .filter((line) => NAMED.includes(line.service.id) && line.newcomers)
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
          return (
            <li>
              <b>{isCount(value) ? words.about(Math.ceil(value)) : words.t('cell.hidden')}</b>{' '}
              {service.id === 'shelter' || service.id === 'water'
                ? `${words.known('unit', service.unit)} · ${words.known('service', service.id)}`
                : words.known('unit', service.unit)}
              <span class="faint">{span}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
