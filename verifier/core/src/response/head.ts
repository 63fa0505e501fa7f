import type { CoreCode } from '../codes.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { latin1 } from './cursor.ts';
import type { Cursor } from './cursor.ts';

/** One header line: its name as it was sent, and its value without the white space around it. */
export type ResponseHeader = readonly [name: string, value: string];

/** What stands before a response's body, all of it ASCII (rule RES-1). */
export interface ResponseHead {
  /** 200 to 999. */
  readonly status: number;
  /** What follows the status in its line; may be empty. */
  readonly reason: string;
  /** In the order in which they came; a name may come more than once. */
  readonly headers: readonly ResponseHeader[];
}

const MAX_HEADERS = 100;
const MAX_LINE = 8_192;
// Bytes from 0x80 on, which no API of a vendor sends here, would let twice as many of the bytes that a wrong key gives pass for a head (attack A3).
const STATUS_LINE = /^HTTP\/1\.1 ([0-9]{3}) ([\t\x20-\x7e]*)$/;
// A token, a colon with nothing before it, and a value of visible ASCII, spaces and tabs.
const HEADER_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e]*)$/;

/** Status line and header lines up to and with the empty line (rule RES-1). */
export function readHead(cursor: Cursor): CoreResult<ResponseHead> {
  const first = readLine(cursor, 'response.status_line');
  if (!first.ok) return first;
  const match = STATUS_LINE.exec(first.value);
  if (match === null)
    return fail('response.status_line', 'is not "HTTP/1.1", a status and a reason in ASCII');
  const [, code = '', reason = ''] = match;
  const status = Number(code);
  if (status < 100) return fail('response.status_line', `status ${code} is none`);
  if (status < 200) return fail('response.interim', `status ${code}`);
  const headers: ResponseHeader[] = [];
  for (;;) {
    const line = readLine(cursor, 'response.header');
    if (!line.ok) return line;
    if (line.value === '') return ok({ status, reason, headers });
    if (headers.length === MAX_HEADERS) return fail('response.too_many_headers', `more than ${MAX_HEADERS}`);
    const header = HEADER_LINE.exec(line.value);
    if (header === null)
      return fail('response.header', `line ${headers.length + 1} is malformed or not ASCII`);
    headers.push([header[1] ?? '', trim(header[2] ?? '')]);
  }
}

/** Values of a header, in their order; the name in lower case. */
export function valuesOf(head: Pick<ResponseHead, 'headers'>, name: string): readonly string[] {
  return head.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}

function readLine(cursor: Cursor, code: CoreCode): CoreResult<string> {
  const read = cursor.line(MAX_LINE);
  if (read.ok) return ok(latin1(read.line));
  switch (read.why) {
    case 'truncated':
      return fail('response.truncated', 'ends within its head');
    case 'too_long':
      return fail('response.header_too_long', `a line is longer than ${MAX_LINE} bytes`);
    case 'bare':
      return fail(code, 'a CR or LF stands alone');
  }
}

/** Without the spaces and tabs around it. `String.trim` would take more than HTTP calls white space. */
function trim(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value[start])) start += 1;
  while (end > start && isBlank(value[end - 1])) end -= 1;
  return value.slice(start, end);
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}
