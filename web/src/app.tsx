// SPDX-License-Identifier: Apache-2.0
// The page: head with the choices, sections, foot.
import type { ComponentType } from 'preact';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Language, Report } from './data';
import { sectionsOf, type SectionId } from './facts/held';
import { saveTables, shownTables } from './figure';
import { CompareSection } from './sections/compare';
import { DriversSection } from './sections/drivers';
import { MapSection } from './map/section';
import { NeedsSection } from './sections/needs';
import { OutlookSection } from './sections/outlook';
import { QualitySection } from './sections/quality';
import { TimeSection } from './sections/time';
import { WhoSection } from './sections/who';
import { ChoiceContext, useChoice, type Choice } from './state';
import { LANGUAGES, useWords, WordsContext, wordsIn } from './text';
import { ALL, firstPlace, lastRow, placesByArrivals, shortName } from './view';

const SECTIONS: Record<SectionId, ComponentType> = {
  outlook: OutlookSection, time: TimeSection, map: MapSection, compare: CompareSection, drivers: DriversSection,
  needs: NeedsSection, who: WhoSection, quality: QualitySection,
};

export function App({ report }: { report: Report }) {
  const [index, setIndex] = useState(0);
  const [place, setPlace] = useState(() => firstPlace(report));
  const [row, setRow] = useState(() => lastRow(report));
  const [language, setLanguage] = useState<Language>(report.language in LANGUAGES ? report.language : 'en');
  const words = useMemo(() => wordsIn(language), [language]);
  const scenario = report.scenarios[index] ?? report.scenarios[0];
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = words.rtl ? 'rtl' : 'ltr';
    document.title = report.scenarios[0]?.name ?? 'Ravenstein';
  }, [language, words, report]);
  if (!scenario) return null;
  const choice: Choice = {
    report, scenario, index, place, row,
    placeName: place === ALL ? words.t('choose.all') : (report.zones.name[place] ?? ''),
    choose: (change) => {
      if (change.index !== undefined) setIndex(change.index);
      if (change.place !== undefined) setPlace(change.place);
      if (change.row !== undefined) setRow(change.row);
      if (change.language !== undefined) setLanguage(change.language);
    },
  };
  return (
    <WordsContext.Provider value={words}>
      <ChoiceContext.Provider value={choice}>
        <a class="skip" href="#outlook">{words.t('nav.skip')}</a>
        {report.release === 'restricted' && <p class="stamp">{words.t('release.restricted')}</p>}
        <Head language={language} />
        <main>
          {sectionsOf(report, scenario).map((id) => {
            const Part = SECTIONS[id];
            return <Part key={id} />;
          })}
        </main>
        <Foot />
      </ChoiceContext.Provider>
    </WordsContext.Provider>
  );
}

function Head({ language }: { language: Language }) {
  const words = useWords();
  const { report, scenario } = useChoice();
  const { begin, dates } = report.time;
  return (
    <header>
      <div class="title">
        <h1><bdi>{report.scenarios[0]?.name}</bdi></h1>
        <p>
          {words.date(begin)} – {words.date(dates[dates.length - 1] ?? begin)}
          {report.release === 'public' && <> · {words.t('release.public')}</>}
        </p>
      </div>
      <Choices language={language} />
      <nav aria-label={words.t('nav.label')}>
        {sectionsOf(report, scenario).map((id) => <a href={`#${id}`}>{words.t(`${id}.title`)}</a>)}
      </nav>
    </header>
  );
}

function Choices({ language }: { language: Language }) {
  const words = useWords();
  const { report, place, index, choose } = useChoice();
  const places = useMemo(() => placesByArrivals(report), [report]);
  return (
    <div class="choices">
      <label>
        <span>{words.t('choose.place')}</span>
        <select id="choose-place" value={place} onChange={(e) => choose({ place: Number(e.currentTarget.value) })}>
          <option value={ALL}>{words.t('choose.all')}</option>
          {places.map((zone) => (
            <option value={zone}>
              {report.zones.name[zone]}{report.zones.country[zone] && `, ${report.zones.country[zone]}`}
            </option>
          ))}
        </select>
      </label>
      {report.scenarios.length > 1 && (
        <label>
          <span>{words.t('choose.scenario')}</span>
          <select id="choose-scenario" value={index} onChange={(e) => choose({ index: Number(e.currentTarget.value) })}>
            {report.scenarios.map((_, i) => <option value={i}>{shortName(report, i)}</option>)}
          </select>
        </label>
      )}
      <label>
        <span>{words.t('choose.language')}</span>
        <select id="choose-language" value={language}
          onChange={(e) => choose({ language: e.currentTarget.value as Language })}>
          {Object.entries(LANGUAGES).map(([code, texts]) => (
            <option value={code} lang={code}>{texts.language}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Foot() {
  const words = useWords();
  const { report, scenario } = useChoice();
  const name = `report${report.release === 'restricted' ? '-restricted' : ''}`;
  return (
    <footer>
      <p class="downloads">
        <button type="button" id="all-tables"
          onClick={() => saveTables(shownTables(), name, words.t('cell.hidden'))}>
          {words.t('download.all')}
        </button>
        <button type="button" onClick={() => window.print()}>{words.t('print')}</button>
      </p>
      <p>{words.t('footer', { version: scenario.quality.provenance.engine_version })}</p>
    </footer>
  );
}
