// SPDX-License-Identifier: Apache-2.0
// Who is away from home at the end: sex, age, disability, and where they are from.
import { useMemo } from 'preact/hooks';
import { Bars } from '../charts/bars';
import type { Who } from '../data';
import { homesAt, strataAt, sumBy, type Group } from '../facts/people';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { type Table } from '../table';
import { useWords } from '../text';
import { seriesColour } from '../theme';
import { isCount } from '../view';
import { Absent, Section } from './section';

export function WhoSection() {
  const words = useWords();
  const { scenario } = useChoice();
  const { who } = scenario;
  return (
    <Section id="who" title={words.t('who.title')}>
      {who?.strata ? <Strata strata={who.strata} /> : who?.homes && <Absent text={words.t('who.strata.absent')} />}
      {who?.homes ? <Homes homes={who.homes} /> : who?.strata && <Absent text={words.t('who.homes.absent')} />}
    </Section>
  );
}

function Strata({ strata }: { strata: NonNullable<Who['strata']> }) {
  const words = useWords();
  const { place, placeName } = useChoice();
  const persons = strataAt(strata, place);
  const title = words.t('who.strata', { place: placeName });
  if (!Array.isArray(persons)) {
    return <Figure title={title}><Absent text={words.t(persons ? 'chart.hidden' : 'chart.absent')} /></Figure>;
  }
  const table: Table = {
    id: 'groups',
    title,
    columns: [
      words.t('column.group'), words.t('who.sex'), words.t('who.age'), words.t('who.disability'), words.t('column.people'),
    ],
    rows: strata.name.map((name, i) => [
      name, words.known('person', strata.sex[i] ?? '–'), strata.age[i] ?? '–',
      words.known('person', strata.disability[i] ?? '–'), persons[i],
    ]),
  };
  return (
    <>
      <div class="columns">
        <GroupBars id="sex" title={words.t('who.sex')} groups={sumBy(strata.sex, persons)} />
        <GroupBars id="age" title={words.t('who.age')} groups={sumBy(strata.age, persons)} />
        <GroupBars id="disability" title={words.t('who.disability')} groups={sumBy(strata.disability, persons)} />
      </div>
      <Figure title={title} table={table} />
    </>
  );
}

const MOST = 12;

function Homes({ homes }: { homes: NonNullable<Who['homes']> }) {
  const words = useWords();
  const { report, place, placeName } = useChoice();
  const groups = useMemo(() => homesAt(homes, place, report.zones.name), [homes, place, report]);
  const title = words.t('who.homes', { place: placeName });
  if (!groups.length) return <Figure title={title}><Absent text={words.t('chart.absent')} /></Figure>;
  const note = homes.basis === 'first_member' ? words.t('who.first_member') : undefined;
  return <GroupBars id="homes" title={title} groups={groups} note={note} />;
}

function GroupBars({ id, title, groups, note }: { id: string; title: string; groups: Group[]; note?: string }) {
  const words = useWords();
  const { index } = useChoice();
  const table = useMemo((): Table => {
    const total = groups.reduce((sum, { persons }) => sum + (persons ?? 0), 0);
    return {
      id,
      title,
      columns: [title, words.t('column.people'), words.t('column.share')],
      rows: groups.map(({ name, persons }) => [
        words.known('person', name), persons,
        isCount(persons) && total > 0 ? words.percent(persons / total) : undefined,
      ]),
    };
  }, [id, title, groups, words]);
  if (!groups.length) return null;
  return (
    <Figure title={title} table={table} chart note={note}>
      <Bars title={title} bars={groups.slice(0, MOST).map(({ name, persons }) => ({
        name: words.known('person', name), value: persons, colour: seriesColour(index) }))} />
    </Figure>
  );
}
