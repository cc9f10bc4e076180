// SPDX-License-Identifier: Apache-2.0
// How far the numbers can be trusted, and where they come from.
import { useMemo } from 'preact/hooks';
import { Bars } from '../charts/bars';
import { Figure } from '../figure';
import { useChoice } from '../state';
import { type Table } from '../table';
import { useWords } from '../text';
import { MUTED, seriesColour } from '../theme';
import { isCount } from '../view';
import { Absent, Section } from './section';

export function QualitySection() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { quality } = scenario;
  return (
    <Section id="quality" title={words.t('quality.title')}>
      <Coverage />
      <SkillFigure />
      <Horizon />
      <h3>{words.t('quality.remarks')}</h3>
      <Lines of={quality.remarks} />
      {quality.assumptions && <h3>{words.t('quality.assumptions')}</h3>}
      {quality.assumptions && <Lines of={quality.assumptions} />}
      <h3>{words.t('quality.disclosure')}</h3>
      <p>{disclosureText()}</p>
      {report.disclosure?.notes && <Lines of={report.disclosure.notes} />}
      {report.aggregation && (
        <p>
          {words.t('quality.aggregated', {
            before: words.count(report.aggregation.zones_before),
            after: words.count(report.zones.code.length), how: report.aggregation.how,
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

function SkillFigure() {
  const words = useWords();
  const { scenario, index } = useChoice();
  const { skill } = scenario.quality;
  const table = useMemo((): Table | undefined => skill && {
    id: 'skill',
    title: words.t('quality.skill'),
    columns: [words.t('column.forecast'), ...skill.measure],
    rows: skill.forecast.map((f, i) => [
      f.name + (f.uses_capacity ? ' [c]' : ''), ...(skill.value[i] ?? []).map((x) => x ?? undefined),
    ]),
    digits: 3,
  }, [skill, words]);
  const title = words.t('quality.skill');
  if (!skill || !table) return <Figure title={title}><Absent text={words.t('quality.skill.absent')} /></Figure>;
  const bars = skill.forecast.map((f, i) => ({
    name: f.name + (f.uses_capacity ? ' [c]' : ''),
    value: skill.value[i]?.[0] ?? null,
    colour: i === 0 ? seriesColour(index) : MUTED,
  }));
  return (
    <Figure title={`${title}: ${skill.measure[0] ?? ''}`} table={table} chart note={words.t('quality.skill.note')}>
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
    columns: [words.t('column.place'), ...skill.forecast.map((f) => f.name)],
    rows: skill.by_zone.map((line) => [name(line.zone), ...line.value.map((x) => x ?? undefined)]),
    digits: 3,
  };
  return <Figure title={table.title} table={table} />;
}

function Horizon() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { horizon } = scenario.quality;
  const text = !horizon
    ? words.t('quality.horizon.unknown')
    : horizon.row < 0
      ? words.t('quality.horizon.never')
      : words.t('quality.horizon.until', { date: words.date(report.time.dates[horizon.row] ?? '') });
  return (
    <>
      <h3>{words.t('quality.horizon')}</h3>
      <p>{text} {horizon && <bdi>{horizon.how}</bdi>}</p>
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
        ['projection format', p.format_version],
        ['scenario SHA-256', p.scenario_sha256],
        ...(p.people_sha256 ? [['people SHA-256', p.people_sha256]] : []),
        ...p.input_sha256.map((sum, i) => [`input ${i + 1} SHA-256`, sum]),
        ...(p.created ? [['created', p.created]] : []),
        ...(p.more ?? []),
      ],
    };
  }, [scenario, words]);
  const model = words.t('quality.model', {
    model: scenario.model, resolution: scenario.resolution, members: words.count(scenario.members) });
  const note = report.release === 'public' ? `${model} ${words.t('quality.provenance.public')}` : model;
  return <Figure title={table.title} table={table} note={note} />;
}
