// SPDX-License-Identifier: Apache-2.0
// Reads the report out of the page: plain JSON, or gzip in base64.
import { FORMAT_VERSION, type Report } from './data';

/** Why there is no report to show; `kind` is a key of the texts. */
export class NoReport extends Error {
  constructor(
    readonly kind: 'empty' | 'broken' | 'version' | 'packed',
    readonly detail = '',
  ) {
    super(`${kind} ${detail}`);
  }
}

async function unpack(base64: string): Promise<string> {
  if (typeof DecompressionStream === 'undefined') throw new NoReport('packed');
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

/** Checks what the page cannot do without; the rest is guarded where it is used. */
export function parseReport(text: string): Report {
  let report: Report;
  try {
    report = JSON.parse(text) as Report;
  } catch (error) {
    throw new NoReport('broken', String(error));
  }
  if (report?.format !== 'ravenstein-report') throw new NoReport('broken', 'format');
  if (report.version?.[0] !== FORMAT_VERSION[0]) {
    throw new NoReport('version', (report.version ?? []).join('.'));
  }
  const zones = report.zones?.code?.length ?? 0;
  const rows = report.time?.dates?.length ?? 0;
  if (!zones || !rows || !report.scenarios?.length) throw new NoReport('broken', 'nothing in it');
  for (const scenario of report.scenarios) {
    for (const measure of [scenario.present, scenario.arrivals]) {
      if (measure?.zones?.length !== zones || measure.total?.[0]?.length !== rows) {
        throw new NoReport('broken', `${scenario.name}: tables of another size`);
      }
    }
  }
  return report;
}

export async function loadReport(page: Document): Promise<Report> {
  const block = page.getElementById('report-data') as HTMLScriptElement | null;
  const text = block?.textContent?.trim() ?? '';
  if (!text) throw new NoReport('empty');
  if (block?.type !== 'application/gzip+base64') return parseReport(text);
  let json: string;
  try {
    json = await unpack(text);
  } catch (error) {
    throw error instanceof NoReport ? error : new NoReport('broken', String(error));
  }
  return parseReport(json);
}
