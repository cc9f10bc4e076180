// SPDX-License-Identifier: Apache-2.0
// Colours of charts and maps, as attributes so that exported pictures carry them. The hues are apart for
// people with any of the common colour blindnesses (after Okabe and Ito, darkened for white paper).
export const INK = '#17212b';
export const MUTED = '#55606c';
export const RULE = '#d5dbe0';
export const LAND = '#f1f2ee';
export const BORDER = '#b9c0c4';
export const PAPER = '#ffffff';
export const LIMIT = '#9c2f2f';
export const GAIN = '#b35806';
export const LOSS = '#4b3f91';
export const SERIES = ['#0b5c94', '#c04a12', '#0a7257', '#8b4789', '#7a6300', '#3f6fbf'] as const;
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif";

export const seriesColour = (i: number): string => SERIES[i % SERIES.length] ?? INK;
