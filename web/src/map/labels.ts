// SPDX-License-Identifier: Apache-2.0
// Which names stand on the map: the weightiest first, none over another.
export interface Label {
  zone: number;
  name: string;
  at: [number, number] | null;
  weight: number;
  /** Kept free around the position, px. */
  offset: number;
}

export interface Placed {
  zone: number;
  name: string;
  x: number;
  y: number;
  anchor: 'start' | 'end';
}

const LETTER = 6.7;
const HEIGHT = 15;
/** Room for the number behind the name, letters. */
const NUMBER = 8;

export function labels(all: Label[], width: number, most = 14): Placed[] {
  const boxes: [number, number, number, number][] = [];
  const placed: Placed[] = [];
  const order = all.filter((label) => label.at && label.weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { zone, name, at, offset } of order) {
    if (!at || placed.length >= most) break;
    const length = (name.length + NUMBER) * LETTER;
    const left = at[0] + offset + 4 + length > width;
    const x = left ? at[0] - offset - 4 : at[0] + offset + 4;
    const y = at[1] + 4;
    const begin = left ? x - length : x;
    const box: [number, number, number, number] = [begin, y - HEIGHT + 3, begin + length, y + 3];
    if (begin < 0 || boxes.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
    boxes.push(box);
    placed.push({ zone, name, x, y, anchor: left ? 'end' : 'start' });
  }
  return placed;
}
