import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { requestLine } from './layout.ts';
import type { HeaderLine, RequestLayout } from './layout.ts';
import { matchPieces } from './match.ts';
import type { SentView } from './match.ts';

const CR = 0x0d;
const LF = 0x0a;
const COLON = 0x3a;
const SPACE = 0x20;

interface Line {
  readonly start: number;
  readonly end: number;
}

/**
 * Rule REQ-2 for a prover that writes header lines in an order of its own: request line and body byte for byte, each expected header line
 * exactly once, and no other. Line breaks are only seen where they are visible, so a hidden byte can never end a line.
 */
export function matchAnyHeaderOrder(layout: RequestLayout, view: SentView): CoreResult<undefined> {
  const lines: Line[] = [];
  let at = 0;
  for (;;) {
    const line = nextLine(view, at);
    if (line === undefined) return fail('request.length', 'the head of the request does not end');
    at = line.end + 2;
    if (line.start === line.end) break;
    lines.push(line);
  }
  const [first, ...rest] = lines;
  if (first === undefined) return fail('request.line', 'is missing');
  const line = matchPieces(view, requestLine(layout), first, 'request.line');
  if (!line.ok) return line;
  const bodyLength = view.sent.length - at;
  const headers = matchHeaders(layout.headers(bodyLength), view, rest);
  if (!headers.ok) return headers;
  return matchPieces(view, layout.body, { start: at, end: view.sent.length }, 'request.body');
}

function matchHeaders(
  expected: readonly HeaderLine[],
  view: SentView,
  lines: readonly Line[],
): CoreResult<undefined> {
  const missing = new Map(expected.map((header) => [header.name, header]));
  for (const line of lines) {
    const colon = visibleIndexOf(view, COLON, line);
    const name = asciiLower(view, line.start, colon ?? line.end);
    const header = missing.get(name);
    if (header === undefined) {
      return expected.some((known) => known.name === name)
        ? fail('request.header_repeated', 'appears twice', name)
        : fail('request.header', `the line at byte ${line.start} is not the operation's`);
    }
    missing.delete(name);
    const start = line.start + name.length + 2;
    // The name was read from visible bytes, so only the space after the colon is left to be looked at.
    if (view.sent[start - 1] !== SPACE || view.isHidden(start - 1) || start > line.end) {
      return fail('request.header', 'the name is not followed by ": "', name);
    }
    const value = matchPieces(view, header.value, { start, end: line.end }, 'request.header');
    if (!value.ok) return value;
  }
  const [left] = missing.keys();
  return left === undefined ? ok() : fail('request.header_missing', 'is missing', left);
}

/** The line that begins at `start` and ends before the next visible CR LF. */
function nextLine(view: SentView, start: number): Line | undefined {
  for (let end = start; end + 1 < view.sent.length; end += 1) {
    const isBreak = view.sent[end] === CR && view.sent[end + 1] === LF;
    if (isBreak && !view.isHidden(end) && !view.isHidden(end + 1)) return { start, end };
  }
  return undefined;
}

function visibleIndexOf(view: SentView, byte: number, { start, end }: Line): number | undefined {
  for (let i = start; i < end; i += 1) {
    if (view.isHidden(i)) return undefined;
    if (view.sent[i] === byte) return i;
  }
  return undefined;
}

/** The visible bytes as text, with A-Z in lower case. A hidden byte becomes one that stands in no header name. */
function asciiLower(view: SentView, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i += 1) {
    const byte = view.isHidden(i) ? 0 : (view.sent[i] ?? 0);
    text += String.fromCharCode(byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);
  }
  return text;
}
