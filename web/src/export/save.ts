// SPDX-License-Identifier: Apache-2.0
// Hands files to the reader: tables and pictures, made in the page; nothing is loaded or sent.
import { PAPER } from '../theme';

export function save(name: string, content: BlobPart, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A chart as a file of its own: on white, with its title and, in a restricted release, the stamp. */
export function svgText(svg: SVGSVGElement, title: string, stamp?: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [width, height] = [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
  const head = stamp ? 56 : 34;
  for (const name of ['class', 'style', 'tabindex', 'aria-labelledby']) copy.removeAttribute(name);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `0 ${-head} ${width} ${height + head}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height + head));
  const add = (name: string, attributes: Record<string, string | number>, text = '') => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    return element;
  };
  const rtl = document.documentElement.dir === 'rtl';
  const place = { x: rtl ? width - 8 : 8, 'text-anchor': rtl ? 'end' : 'start', direction: 'ltr' };
  const texts = [add('text', { ...place, y: -head + 22, 'font-size': 15, 'font-weight': 600 }, title)];
  if (stamp) texts.push(add('text', { ...place, y: -head + 44, 'font-size': 12, fill: '#9c2f2f' }, stamp));
  const paper = add('rect', { x: 0, y: -head, width, height: height + head, fill: PAPER });
  copy.prepend(paper);
  copy.append(...texts);
  return new XMLSerializer().serializeToString(copy);
}

/** Twice the size on the page, for print. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}
