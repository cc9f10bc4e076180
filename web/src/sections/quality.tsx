// SPDX-License-Identifier: Apache-2.0
// How far the numbers can be trusted, and where they come from.
import { useMemo } from 'preact/hooks';
import { Bars } from '../charts/bars';
import type { Skill } from '../data';
import { missingFrom } from '../facts/held';
import { knewAfterwards, plainMeasure } from '../facts/sure';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { type Table } from '../table';
import { useWords, type Words } from '../text';
import { MUTED, seriesColour } from '../theme';
import { isCount, lastRow } from '../view';
import { Absent, Section } from './section';

export function QualitySection() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { quality } = scenario;
  const missing = missingFrom(report, scenario);
  return (
    <Section id="quality" title={words.t('quality.title')}>
      <Coverage />
      <SkillFigure />
      <Horizon />
      <h3>{words.t('quality.remarks')}</h3>
      <Lines of={quality.remarks} />
      {missing.length > 0 && <h3>{words.t('missing.title')}</h3>}
      {missing.length > 0 && <Lines of={missing.map((what) => words.t(`missing.${what}`))} />}
      {quality.assumptions && <h3>{words.t('quality.assumptions')}</h3>}
      {quality.assumptions && <Lines of={quality.assumptions} />}
      <h3>{words.t('quality.disclosure')}</h3>
      <p>{disclosureText()}</p>
      {report.aggregation && (
        <p>
          {words.t('quality.shown', {
            before: words.count(report.aggregation.zones_before), after: words.count(report.zones.code.length),
          })}
        </p>
      )}
      <Sources />
      <ProvenanceTable />
    </Section>
  );

  function disclosureText() {
    const d = report.disclosure;
    if (!d || d.threshold <= 0) return words.t('quality.disclosure.off');
    return words.t('quality.disclosure.text', {
      threshold: d.threshold, rounding: d.rounding,
      cells: words.percent(d.cells ? d.cells_hidden / d.cells : 0),
      people: words.percent(d.people_hidden_share),
    });
  }
}

function Lines({ of }: { of: string[] }) {
  const words = useWords();
  if (!of.length) return <p class="absent">{words.t('quality.none')}</p>;
  return <ul class="lines">{of.map((text) => <li><bdi>{text}</bdi></li>)}</ul>;
}

function Coverage() {
  const words = useWords();
  const { coverage } = useChoice().scenario.quality;
  const date = (iso?: string) => (iso ? words.date(iso) : words.t('cell.none'));
  return (
    <>
      <h3>{words.t('quality.coverage')}</h3>
      {coverage.counts > 0 ? (
        <p>
          {words.t('quality.coverage.text', {
            counts: words.count(coverage.counts), observed: coverage.zones_observed, zones: coverage.zones,
            first: date(coverage.first), last: date(coverage.last),
          })}{' '}
          {isCount(coverage.people_share) &&
            words.t('quality.coverage.people', { percent: words.percent(coverage.people_share) })}
        </p>
      ) : (
        <p class="absent">{words.t('quality.coverage.none')}</p>
      )}
    </>
  );
}

/** A forecast by its name in words; `[c]` knew capacities. */
const forecastName = (f: Skill['forecast'][number], words: Words) =>
  words.known('forecast', f.name) + (f.uses_capacity ? ' [c]' : '');

/** Errors as people of 100 where there is a measure that says so, else as they are. */
function SkillFigure() {
  const words = useWords();
  const { report, scenario, index } = useChoice();
  const { skill } = scenario.quality;
  const title = words.t('quality.skill');
  const table = useMemo((): Table | undefined => skill && {
    id: 'skill',
    title,
    columns: [words.t('column.forecast'), ...skill.measure],
    rows: skill.forecast.map((f, i) => [
      forecastName(f, words), ...(skill.value[i] ?? []).map((x) => x ?? undefined),
    ]),
    digits: 3,
  }, [skill, title, words]);
  if (!skill || !table) return <Figure title={title}><Absent text={words.t('quality.skill.absent')} /></Figure>;
  const afterwards = knewAfterwards(report) && skill.forecast.some((f) => f.uses_capacity);
  const note = words.t('quality.skill.note') + (afterwards ? ` ${words.t('quality.skill.afterwards')}` : '');
  const plain = plainMeasure(skill);
  const heading = plain ? words.t(`measure.${plain.kind}`) : (skill.measure[0] ?? '');
  const bars = skill.forecast.map((f, i) => {
    const value = skill.value[i]?.[plain?.at ?? 0];
    const shown = isCount(value) ? value * (plain ? 100 : 1) : null;
    return { name: forecastName(f, words), value: shown, colour: i === 0 ? seriesColour(index) : MUTED };
  });
  return (
    <Figure title={`${title}: ${heading}`} table={table} chart note={note}>
      <Bars title={title} bars={bars} />
      {skill.by_zone && skill.by_zone.length > 0 && <SkillByZone />}
    </Figure>
  );
}

function SkillByZone() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { skill } = scenario.quality;
  if (!skill?.by_zone) return null;
  const name = (code: string) => report.zones.name[report.zones.code.indexOf(code)] ?? code;
  const table: Table = {
    id: 'skill-by-zone',
    title: words.t('quality.skill.zones', { measure: skill.measure[0] ?? '' }),
    columns: [words.t('column.place'), ...skill.forecast.map((f) => forecastName(f, words))],
    rows: skill.by_zone.map((line) => [name(line.zone), ...line.value.map((x) => x ?? undefined)]),
    digits: 3,
  };
  return <Figure title={table.title} table={table} />;
}

/** Nothing is said where nothing is known. */
function Horizon() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { horizon } = scenario.quality;
  if (!horizon) return null;
  const values = { rule: words.known('forecast', horizon.forecast), n: horizon.rows };
  return (
    <>
      <h3>{words.t('quality.horizon')}</h3>
      <p>
        {horizon.row < 0 ? words.t('quality.horizon.never', values)
          : horizon.row >= lastRow(report) ? words.t('quality.horizon.end', values)
          : words.t('quality.horizon.until', { ...values, date: words.date(report.time.dates[horizon.row] ?? '') })}
      </p>
    </>
  );
}

function Sources() {
  const words = useWords();
  const { sources } = useChoice().scenario.quality;
  const table = useMemo((): Table => ({
    id: 'sources',
    title: words.t('quality.sources'),
    columns: [
      words.t('column.table'), words.t('column.publisher'), words.t('column.date'), words.t('column.licence'),
      'URL',
    ],
    rows: sources.map((s) => [s.table, s.note ? `${s.publisher}. ${s.note}` : s.publisher, s.date, s.licence, s.url || '–']),
  }), [sources, words]);
  if (!table.rows.length) return null;
  return <Figure title={table.title} table={table} />;
}

function ProvenanceTable() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const table = useMemo((): Table => {
    const p = scenario.quality.provenance;
    return {
      id: 'provenance',
      title: words.t('quality.provenance'),
      columns: [words.t('column.name'), words.t('column.value')],
      rows: [
        ['Ravenstein', `${p.engine_version} (${p.git_sha1})`],
        [words.t('provenance.format'), p.format_version],
        [words.t('provenance.scenario'), p.scenario_sha256],
        ...(p.people_sha256 ? [[words.t('provenance.people'), p.people_sha256]] : []),
        ...p.input_sha256.map((sum, i) => [words.t('provenance.input', { n: i + 1 }), sum]),
        ...(p.created ? [[words.t('provenance.created'), p.created]] : []),
        ...(p.more ?? []),
      ],
    };
  }, [scenario, words]);
  const model = words.t('quality.model', {
    model: scenario.model, resolution: words.known('resolution', scenario.resolution), members: words.count(scenario.members) });
  const note = report.release === 'public' ? `${model} ${words.t('quality.provenance.public')}` : model;
  return <Figure title={table.title} table={table} note={note} />;
}
