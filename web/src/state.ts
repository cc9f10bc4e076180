// SPDX-License-Identifier: Apache-2.0
// What the reader has chosen. The date is shared by map, charts and tables.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Report, Scenario } from './data';
import type { Place } from './view';

export interface Choice {
  report: Report;
  scenario: Scenario;
  index: number;
  place: Place;
  placeName: string;
  row: number;
  choose(change: Partial<{ index: number; place: Place; row: number; language: Language }>): void;
}

export const ChoiceContext = createContext<Choice | null>(null);

export function useChoice(): Choice {
  const choice = useContext(ChoiceContext);
  if (!choice) throw new Error('no report');
  return choice;
}
