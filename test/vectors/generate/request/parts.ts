import type { CheckedOperation, CoreCode, Params, Range } from '@cloudx3/verifier-core';

export const KEY = 'K'.repeat(20);
export const POWER_PARAMS = { device_id: 'a8032abe54dc' };
export const BODY = '{"ids":["a8032abe54dc"],"select":["status"]}';
export const LINE = `POST /v2/devices/api/get?auth_key=${KEY} HTTP/1.1`;
export const HOST = 'host: shelly-103-eu.example.com';
export const HEADERS = [
  HOST,
  'connection: close',
  'accept-encoding: identity',
  `content-length: ${BODY.length}`,
  'accept: application/json',
  'content-type: application/json',
];

export function request(line: string, headers: readonly string[], body: string): string {
  return [line, ...headers, '', body].join('\r\n');
}

export const GOOD = request(LINE, HEADERS, BODY);

export interface Case {
  readonly sent: string;
  /** Texts that are hidden, where they first stand; the key unless given. */
  readonly hidden?: readonly (string | Range)[];
  readonly operation?: CheckedOperation;
  readonly params?: Params;
}

/** A request that stands for both layouts. */
export type Good = readonly [rule: string, name: string, c: Case];
/** A request that no layout accepts, with the code that each says. */
export type Bad = readonly [rule: string, name: string, any: CoreCode, exact: CoreCode, c: Case];

export const without = (gone: string) => HEADERS.filter((line) => line !== gone);
export const instead = (line: string, ...by: string[]) => HEADERS.flatMap((h) => (h === line ? by : [h]));
export const D: CoreCode = 'request.different';
export const H: CoreCode = 'request.header';

/** The range of a part of a text, moved at either end. */
export function span(text: string, part: string, before: number, after: number): Range {
  const start = text.indexOf(part);
  return { start: start + before, end: start + part.length + after };
}
