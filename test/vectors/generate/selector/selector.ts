import { hex, invalid, paramsField, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { woven } from '../woven.ts';
import { BAD_CON_1, GOOD_CON_1 } from './con-1.ts';
import { GOOD_DEC_1 } from './dec-1.ts';
import type { Case } from './operations.ts';
import { BAD_RES_3 } from './res-3.ts';
import { BAD_RES_4, GOOD_RES_4 } from './res-4.ts';
import { rowVectors } from './rows.ts';
import { BAD_SEL_1, GOOD_SEL_1 } from './sel-1.ts';
import { BAD_SEL_2, GOOD_SEL_2 } from './sel-2.ts';
import { BAD_SEL_3, GOOD_SEL_3 } from './sel-3.ts';
import { BAD_SEL_4, GOOD_SEL_4 } from './sel-4.ts';

const GOOD = woven(
  [GOOD_SEL_2, GOOD_DEC_1, GOOD_SEL_3, GOOD_SEL_1, GOOD_CON_1, GOOD_SEL_4, GOOD_RES_4].flat(),
  'SEL-2*3 DEC-1 SEL-2*6 SEL-3*4 SEL-1*7 CON-1*8 SEL-4*10 RES-4*5',
);
const BAD = woven(
  [BAD_SEL_2, BAD_SEL_1, BAD_SEL_3, BAD_CON_1, BAD_SEL_4, BAD_RES_3, BAD_RES_4].flat(),
  'SEL-2*11 SEL-1 SEL-2*17 SEL-3*8 CON-1*8 SEL-4*18 RES-3*8 RES-4*26',
);

const SESSION_TIME_MS = 1_790_000_000_000;

/** Rules RES-3, RES-4, SEL-1 to SEL-6, ROW-1, ROW-2 and CON-1: a response with this status and body against an operation and its parameters. */
export function selectorVectors(): Vector[] {
  const fields = ({
    body,
    operation: op,
    params = {},
    status = 200,
    sessionTimeMs = SESSION_TIME_MS,
  }: Case) => ({
    operation: hex(op.bytes),
    params: paramsField(params),
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
    ...BAD.map(([rule, name, code, c]) => invalid(rule, name, code, fields(c))),
    ...rowVectors(),
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
