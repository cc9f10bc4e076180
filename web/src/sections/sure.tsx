// SPDX-License-Identifier: Apache-2.0
// How sure: a verdict first, then what the check with counts of the past says.
import { checkOf, widthOf, type Check, type Width } from '../facts/sure';
import type { Outlook } from '../facts/outlook';
import { useChoice } from '../state';
import { useWords, type Words } from '../text';
import { lastRow } from '../view';

export function Sure({ found }: { found: Outlook }) {
  const words = useWords();
  const { report, scenario } = useChoice();
  const arrivals = found.arrivals === 'hidden' ? null : found.arrivals;
  const width = widthOf(report, arrivals);
  const check = checkOf(report, scenario);
  const { horizon } = scenario.quality;
  const seen = scenario.observed?.zone.length;
  return (
    <>
      {width && <p><b>{verdict(width, words)}</b></p>}
      {width && width.kind !== 'single' && <p>{words.t('sure.left_out')}</p>}
      {check
        ? <p>{sentences(check, scenario.quality.coverage.counts, words).join(' ')}</p>
        : <p>{words.t(seen ? 'outlook.sure.observed' : 'outlook.sure.unobserved')}</p>}
      {horizon && horizon.row < 0 && <p>{words.t('sure.never')}</p>}
      {horizon && horizon.row >= 0 && horizon.row < lastRow(report) && (
        <p>{words.t('sure.until', { date: words.date(report.time.dates[horizon.row] ?? '') })}</p>
      )}
    </>
  );
}

function verdict(width: Width, words: Words): string {
  if (width.kind === 'open') return words.t('sure.open', { n: words.about(width.high) });
  if (width.kind === 'rough' || width.kind === 'wide') {
    return words.t(`sure.${width.kind}`, { n: words.amount(Number(width.times.toPrecision(2))) });
  }
  return words.t(`sure.${width.kind}`);
}

/** Below one person of 100 with a digit more. */
const ofHundred = (x: number, words: Words) => words.amount(x < 1 ? Math.round(x * 10) / 10 : Math.round(x));

export function sentences(check: Check, counts: number, words: Words): string[] {
  const { own, last, rule } = check;
  // As good as each other is what reads the same.
  const than = (other: number) =>
    ofHundred(other, words) === ofHundred(own, words) ? 'same' : other < own ? 'better' : 'worse';
  const all = [words.t(`sure.${check.kind}`, { counts: words.count(counts), n: ofHundred(own, words) })];
  if (last !== undefined) {
    all.push(words.t(`sure.last.${than(last)}`, { n: ofHundred(last, words) }));
  }
  if (rule) {
    all.push(words.t(`sure.rule.${than(rule.error)}`, {
      n: ofHundred(rule.error, words), rule: words.known('forecast', rule.name) }));
  }
  if (check.capacity) all.push(words.t('sure.capacity'));
  return all;
}
