// SPDX-License-Identifier: Apache-2.0
// A ZIP archive without compression (APPNOTE 6.3.3, method 0): all that an XLSX file needs.
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** Numbers of two or four bytes, lowest first. */
function fields(...list: [size: 2 | 4, value: number][]): Uint8Array {
  const bytes: number[] = [];
  for (const [size, value] of list) {
    for (let i = 0; i < size; ++i) bytes.push((value >>> (8 * i)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** 1980-01-01, the first date that ZIP knows: the same content gives the same bytes. */
const DATE = 0x21;
const UTF8 = 0x800;

export function zip(files: { name: string; text: string }[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const name = encoder.encode(file.name);
    const data = encoder.encode(file.text);
    const crc = crc32(data);
    const common: [2 | 4, number][] = [
      [2, 20], [2, UTF8], [2, 0], [2, 0], [2, DATE], [4, crc], [4, data.length], [4, data.length],
      [2, name.length], [2, 0],
    ];
    parts.push(fields([4, 0x04034b50], ...common), name, data);
    directory.push(
      fields([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = fields(
    [4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return join([...parts, ...directory, end]);
}

function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
