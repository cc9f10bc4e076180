// SPDX-License-Identifier: Apache-2.0
import { en, type Texts } from './en';

export const es: Texts = { ...en };
