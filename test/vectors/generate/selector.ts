import { BAD_BODIES } from './selector-bad-body.ts';
import { BAD } from './selector-bad.ts';
import { GOOD } from './selector-good.ts';
import type { Case } from './selector-operations.ts';
import { hex, invalid, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const SESSION_TIME_MS = 1_790_000_000_000;

/** Rules RES-3, RES-4, SEL-1 to SEL-4 and CON-1: a response with this status and body against an operation and its parameters. */
export function selectorVectors(): Vector[] {
  const fields = ({
    body,
    operation: op,
    params = {},
    status = 200,
    sessionTimeMs = SESSION_TIME_MS,
  }: Case) => ({
    operation: hex(op.bytes),
    params: Object.entries(params).map(([name, value]) => ({ name, value })),
    session_time_ms: sessionTimeMs,
    status,
    ...bodyField(body),
  });
  return [
    ...GOOD.map(([rule, name, c, value, observedAtMs = 0]) =>
      valid(rule, name, {
        ...fields(c),
        readings: value === undefined ? [] : [{ name: 'x', unit: '1', mantissa: value[0], scale: value[1] }],
        observed_at_ms: observedAtMs,
      }),
    ),
    ...[...BAD, ...BAD_BODIES].map(([rule, name, code, c]) => invalid(rule, name, code, fields(c))),
  ];
}

/** Text where it is short text, else hex, else what is repeated in it, so that the file stays readable. */
function bodyField(body: string | Uint8Array): Record<string, unknown> {
  if (typeof body !== 'string') return { body_hex: hex(body) };
  return body.length <= 1_000 ? { body } : { body_runs: runsOf(body) };
}

/** A long text as pieces that are repeated: `[["[", 100000]]`. */
function runsOf(text: string): (readonly [piece: string, times: number])[] {
  const runs: (readonly [string, number])[] = [];
  for (let at = 0; at < text.length;) {
    const piece = text.startsWith('0,', at) ? '0,' : (text[at] ?? '');
    let times = 0;
    while (text.startsWith(piece, at + times * piece.length)) times += 1;
    runs.push([piece, times]);
    at += times * piece.length;
  }
  return runs;
}
