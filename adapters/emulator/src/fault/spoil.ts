import type { EmulatedCloud, VendorResponse } from '../vendor/cloud.ts';
import type { FaultKind } from './fault.ts';

/** Faults that leave the exchange whole and spoil what it says. */
export type SpoilKind = Extract<FaultKind, 'redirect' | 'html' | 'duplicate' | 'deep' | 'huge'>;

/** Faults of the readings' values. */
type ValueKind = Extract<FaultKind, 'missing' | 'null' | 'nan' | 'text' | 'out-of-bounds'>;

const HUGE_BYTES = 2 * 1_048_576;
// Stands in the tree where the text gets NaN, which no JSON tree can hold. No vendor writes a NUL.
const NAN_MARK = '\u0000nan';

/** The vendor's answer, spoilt. */
export function spoil(
  kind: SpoilKind | ValueKind,
  answer: VendorResponse,
  cloud: EmulatedCloud,
): VendorResponse {
  switch (kind) {
    case 'redirect':
      return { ...answer, status: 302, headers: [['Location', `https://${cloud.host}/moved`]], body: '' };
    case 'html':
      return {
        ...answer,
        status: 200,
        headers: [['Content-Type', 'text/html; charset=utf-8']],
        body: '<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon.</body></html>',
      };
    case 'deep':
      return { ...answer, body: '['.repeat(10_000) + ']'.repeat(10_000) };
    case 'huge':
      return { ...answer, body: JSON.stringify('x'.repeat(HUGE_BYTES)) };
    case 'duplicate':
      // A second member of the same name beside each member, at every level.
      return { ...answer, body: answer.body.replaceAll(/"([a-z_0-9:]+)":([^,{}[\]]+)/gi, '"$1":$2,"$1":$2') };
    default:
      return { ...answer, body: withReadings(answer.body, cloud.readingPaths, kind) };
  }
}

/** The body with something else in the place of each reading that it holds. */
function withReadings(body: string, paths: EmulatedCloud['readingPaths'], kind: ValueKind): string {
  if (body === '') return body;
  const json = JSON.parse(body) as unknown;
  for (const path of paths) replaceAt(json, path, kind);
  return JSON.stringify(json).replaceAll(JSON.stringify(NAN_MARK), 'NaN');
}

function replaceAt(json: unknown, path: readonly (string | number)[], kind: ValueKind): void {
  let parent: unknown = json;
  for (const step of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return;
    parent = (parent as Record<string | number, unknown>)[step];
  }
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined || !(last in parent)) return;
  const members = parent as Record<string | number, unknown>;
  switch (kind) {
    case 'missing':
      Reflect.deleteProperty(members, last);
      return;
    case 'null':
      members[last] = null;
      return;
    case 'nan':
      members[last] = NAN_MARK;
      return;
    case 'text':
      members[last] = 'unavailable';
      return;
    case 'out-of-bounds':
      // A switch's state has no bounds.
      if (typeof members[last] === 'number') members[last] = 1e17;
  }
}
