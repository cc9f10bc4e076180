// SPDX-License-Identifier: Apache-2.0
// Forms of texts for certain numbers (CLDR plural categories) where they differ from the text itself, which
// is that of `other`.
import type { Language } from '../data';
import type { Key } from './en';

export type Forms = Partial<Record<Key, Partial<Record<Intl.LDMLPluralRule, string>>>>;

const en: Forms = {
  'outlook.head': { one: '{n} person arrives in {place} by {date}.' },
  'outlook.head.all': { one: '{n} arrival in all zones together by {date}.' },
  'outlook.present': { one: 'At the end {n} person is there who had to leave home.' },
  'outlook.leave': { one: '{n} person leaves {place} by {date}.' },
  'outlook.leave.least': { one: 'At least {n} person leaves {place} by {date}.' },
  'compare.lead.more': { one: '“{name}” brings {n} more arrival than “{base}”.' },
  'compare.lead.less': { one: '“{name}” brings {n} fewer arrival than “{base}”.' },
  'unit.latrines': { one: 'latrine' },
  'unit.clinicians': { one: 'clinician' },
  'unit.beds': { one: 'bed' },
  'unit.places': { one: 'place' },
  'unit.households': { one: 'household' },
  'unit.days': { one: 'day' },
  'unit.persons': { one: 'person' },
};

const fr: Forms = {
  'outlook.head': { one: '{n} personne arrive à {place} d’ici au {date}.' },
  'outlook.head.all': { one: '{n} arrivée dans l’ensemble des zones d’ici au {date}.' },
  'outlook.present': { one: 'À la fin, {n} personne qui a dû quitter son foyer s’y trouve.' },
  'outlook.leave': { one: '{n} personne quitte {place} d’ici au {date}.' },
  'outlook.leave.least': { one: 'Au moins {n} personne quitte {place} d’ici au {date}.' },
  'compare.lead.more': { one: '« {name} » amène {n} arrivée de plus que « {base} ».' },
  'compare.lead.less': { one: '« {name} » amène {n} arrivée de moins que « {base} ».' },
  'unit.l/day': { one: 'litre par jour' },
  'unit.latrines': { one: 'latrine' },
  'unit.clinicians': { one: 'soignant' },
  'unit.beds': { one: 'lit' },
  'unit.places': { one: 'place' },
  'unit.households': { one: 'ménage' },
  'unit.days': { one: 'jour' },
  'unit.persons': { one: 'personne' },
};

const es: Forms = {
  'outlook.head': { one: '{n} persona llega a {place} hasta el {date}.' },
  'outlook.head.all': { one: '{n} llegada en todas las zonas hasta el {date}.' },
  'outlook.present': { one: 'Al final hay allí {n} persona que tuvo que dejar su hogar.' },
  'outlook.leave': { one: '{n} persona se va de {place} hasta el {date}.' },
  'outlook.leave.least': { one: 'Al menos {n} persona se va de {place} hasta el {date}.' },
  'compare.lead.more': { one: '«{name}» trae {n} llegada más que «{base}».' },
  'compare.lead.less': { one: '«{name}» trae {n} llegada menos que «{base}».' },
  'unit.l/day': { one: 'litro al día' },
  'unit.latrines': { one: 'letrina' },
  'unit.clinicians': { one: 'profesional clínico' },
  'unit.beds': { one: 'cama' },
  'unit.places': { one: 'plaza' },
  'unit.households': { one: 'hogar' },
  'unit.days': { one: 'día' },
  'unit.persons': { one: 'persona' },
};

/** 3 to 10 take the plural, 11 to 99 the accusative singular, hundreds and more the singular. */
const ar: Forms = {
  'outlook.head': {
    few: 'يصل نحو {n} أشخاص إلى {place} حتى {date}.', many: 'يصل نحو {n} شخصًا إلى {place} حتى {date}.' },
  'outlook.present': {
    few: 'في النهاية يوجد هناك نحو {n} أشخاص ممن اضطروا إلى ترك ديارهم.',
    many: 'في النهاية يوجد هناك نحو {n} شخصًا ممن اضطروا إلى ترك ديارهم.' },
  'outlook.leave': {
    few: 'يغادر {place} نحو {n} أشخاص حتى {date}.', many: 'يغادر {place} نحو {n} شخصًا حتى {date}.' },
  'outlook.leave.least': {
    few: 'يغادر {place} ما لا يقل عن {n} أشخاص حتى {date}.',
    many: 'يغادر {place} ما لا يقل عن {n} شخصًا حتى {date}.' },
  'unit.l/day': { few: 'لترات في اليوم', many: 'لترًا في اليوم' },
  'unit.latrines': { one: 'مرحاض', two: 'مرحاض', many: 'مرحاضًا', other: 'مرحاض' },
  'unit.clinicians': { one: 'عامل صحي', two: 'عامل صحي', few: 'عاملين صحيين', many: 'عاملًا صحيًا', other: 'عامل صحي' },
  'unit.beds': { one: 'سرير', two: 'سرير', many: 'سريرًا', other: 'سرير' },
  'unit.places': { one: 'مقعد', two: 'مقعد', many: 'مقعدًا', other: 'مقعد' },
  'unit.households': { one: 'أسرة', two: 'أسرة', many: 'أسرة', other: 'أسرة' },
  'unit.days': { one: 'يوم', two: 'يوم', many: 'يومًا', other: 'يوم' },
  'unit.persons': { one: 'شخص', two: 'شخص', many: 'شخصًا', other: 'شخص' },
};

export const FORMS: Record<Language, Forms> = { en, fr, es, ar };
