// SPDX-License-Identifier: Apache-2.0
// Texts in the chosen language, with the numbers and dates of that language.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Count, Language } from '../data';
import { isCount } from '../view';
import { ar } from './ar';
import { en, type Key, type Texts } from './en';
import { es } from './es';
import { FORMS } from './forms';
import { fr } from './fr';

export const LANGUAGES: Record<Language, Texts> = { en, fr, es, ar };
/** Western digits everywhere: tables, files and charts then agree. */
const LOCALES: Record<Language, string> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar-u-nu-latn' };

export interface Words {
  language: Language;
  rtl: boolean;
  /** `n`: a number that the text agrees with. */
  t(key: Key, values?: Record<string, string | number>, n?: number): string;
  /** A word the page may know (`cause`, `service`, ...); else as it is. */
  known(kind: string, word: string, n?: number): string;
  /** Whole people; withheld counts are named. */
  count(n: Count | undefined): string;
  /** Two significant digits, for sentences. */
  about(n: number): string;
  amount(x: number): string;
  percent(share: number): string;
  signed(n: number): string;
  date(iso: string): string;
  /** The month of a date, or its year. */
  span(iso: string, unit: 'month' | 'year'): string;
  shortDate(iso: string, parts: 'day' | 'month' | 'year'): string;
}

/** A text with Arabic words reads from right to left even where it begins with a signed number, which browsers take
 *  for the direction of all of it. */
export const textDirection = (text: string) => (/[\u0620-\u064a]/.test(text) ? 'rtl' : 'auto');

/** To two significant digits, never finer than 1. */
export function roundAbout(n: number): number {
  const unit = Math.max(1, 10 ** (Math.floor(Math.log10(Math.abs(n) || 1)) - 1));
  return Math.round(n / unit) * unit;
}

export function wordsIn(language: Language): Words {
  const texts = LANGUAGES[language];
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const sign = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const long = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = {
    day: format({ day: 'numeric', month: 'short' }),
    month: format({ month: 'short' }),
    year: format({ year: 'numeric' }),
  };
  const spans = { month: format({ month: 'long', year: 'numeric' }), year: short.year };
  // Names in another script must not turn the words around them.
  const isolate = (value: string | number) => (language === 'ar' ? `\u2068${value}\u2069` : String(value));
  const plural = new Intl.PluralRules(locale);
  const formOf = (key: Key, n?: number) =>
    (n === undefined ? undefined : FORMS[language][key]?.[plural.select(n)]) ?? texts[key];
  const t: Words['t'] = (key, values = {}, n) =>
    formOf(key, n).replace(/\{(\w+)\}/g, (all, name: string) =>
      name in values ? isolate(values[name] ?? '') : all,
    );
  return {
    language,
    rtl: language === 'ar',
    t,
    known: (kind, word, n) => {
      const key = `${kind}.${word}` as Key;
      return key in texts ? formOf(key, n) : word;
    },
    count: (n) => (isCount(n) ? whole.format(Math.round(n)) : t('cell.hidden')),
    about: (n) => whole.format(roundAbout(n)),
    amount: (x) => (Math.abs(x) >= 100 ? whole.format(x) : fine.format(x)),
    percent: (x) => (x > 0 && x < 0.005 ? t('chance.below', { percent: share.format(0.01) }) : share.format(x)),
    signed: (n) => sign.format(Math.round(n)),
    date: (iso) => long.format(Date.parse(iso)),
    span: (iso, unit) => spans[unit].format(Date.parse(iso)),
    shortDate: (iso, parts) => short[parts].format(Date.parse(iso)),
  };
}

export const WordsContext = createContext<Words>(wordsIn('en'));
export const useWords = () => useContext(WordsContext);
