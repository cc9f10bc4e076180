// SPDX-License-Identifier: Apache-2.0
// Every language has every text with the same blanks, and every text is used.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, roundAbout, textDirection, wordsIn } from '../../src/text';
import type { Language } from '../../src/data';
import { en, type Key } from '../../src/text/en';
import { FORMS } from '../../src/text/forms';

const keys = Object.keys(en) as Key[];
const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe.each(Object.keys(LANGUAGES) as Language[])('%s', (language) => {
  const texts = LANGUAGES[language];
  it('has the blanks of the English text', () => {
    for (const key of keys) expect([key, blanks(texts[key])]).toEqual([key, blanks(en[key])]);
  });
  it('is translated', () => {
    if (language === 'en') return;
    const same = keys.filter((key) => texts[key] === en[key] && /[a-z]{4}/.test(en[key].replace(/\{\w+\}/g, '')));
    // Words that are the same in both languages.
    expect(same.length).toBeLessThan(20);
  });
  it('writes numbers with western digits', () => {
    expect(wordsIn(language).count(1234567)).toMatch(/^1\D?234\D?567$/);
  });
});

describe('forms for numbers', () => {
  it.each(Object.keys(LANGUAGES) as Language[])('have the blanks of their text: %s', (language) => {
    for (const [key, forms] of Object.entries(FORMS[language])) {
      for (const form of Object.values(forms)) expect([key, blanks(form)]).toEqual([key, blanks(en[key as Key])]);
    }
  });
  it('agree with the number', () => {
    const unit = (language: Language, n: number) => wordsIn(language).known('unit', 'clinicians', n);
    expect([1, 2].map((n) => unit('en', n))).toEqual(['clinician', 'clinicians']);
    expect([0, 1, 2].map((n) => unit('fr', n))).toEqual(['soignant', 'soignant', 'soignants']);
    expect([1, 3, 20].map((n) => unit('ar', n))).toEqual(['عامل صحي', 'عاملين صحيين', 'عاملًا صحيًا']);
    expect(wordsIn('en').t('outlook.head', { n: 1, place: 'A', date: 'B' }, 1)).toBe('1 person arrives in A by B.');
  });
});

it('has no text that nothing uses', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/^text[\\/](terms[\\/])?(en|fr|es|ar|forms)\.ts$/.test(name));
  const code = files.map((name) => readFileSync(`src/${name}`, 'utf8')).join('\n');
  // Made of parts: kinds of words, errors, forms of files, steps.
  const parts = ['cause.', 'service.', 'unit.', 'person.', 'error.', 'download.', 'time.step.', 'compare.lead.',
    'drivers.method.', 'outlook.room.', 'map.', 'chance.', 'sure.', 'missing.', 'forecast.', 'rule.', 'measure.',
    'standard.', 'resolution.'];
  const titles = new Set(['outlook', 'time', 'map', 'compare', 'drivers', 'needs', 'who', 'quality'].map((id) => `${id}.title`));
  const unused = keys.filter((key) => !code.includes(`'${key}'`) && !titles.has(key) && key !== 'language'
    && !code.includes(`'${key.replace('column.', '')}'`)
    && !parts.some((part) => key.startsWith(part)));
  expect(unused).toEqual([]);
});

it('rounds to two digits in sentences', () => {
  expect([0, 7, 99, 123, 1251, 987_654, 950].map(roundAbout)).toEqual([0, 7, 99, 120, 1300, 990_000, 950]);
});

it('shows words it does not know as they are', () => {
  expect(wordsIn('fr').known('cause', 'locusts')).toBe('locusts');
  expect(wordsIn('fr').known('cause', 'flood')).toBe('inondation');
});

describe('numbers in texts', () => {
  it('never call a share nothing that is something', () => {
    const en_words = wordsIn('en');
    expect(en_words.percent(0)).toBe('0%');
    expect(en_words.percent(0.004)).toBe('below 1%');
    expect(en_words.percent(0.006)).toBe('1%');
  });
  it('stand in the order of the words around them', () => {
    // a number with a sign begins with a left-to-right mark in Arabic
    const words = wordsIn('ar');
    const cell = `${words.signed(-5)} (${words.t('to', { low: words.signed(-9), high: words.signed(2) })})`;
    expect(textDirection(cell)).toBe('rtl');
    expect(textDirection('Mali (12)')).toBe('auto');
  });
});
