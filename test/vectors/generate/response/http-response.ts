import { hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { MAX, raw } from './parts.ts';
import { BAD_RES_1, GOOD_RES_1 } from './res-1.ts';
import { BAD_RES_2, GOOD_RES_2 } from './res-2.ts';
import { GOOD_RES_3 } from './res-3.ts';

/** Rules RES-1 and RES-2: the bytes of a response of at most `max_bytes`. */
export function httpResponseVectors(): Vector[] {
  return [
    ...[...GOOD_RES_1, ...GOOD_RES_2, ...GOOD_RES_3].map(([rule, name, sent, status, body]) =>
      valid(rule, name, { response: hex(raw(sent)), max_bytes: MAX, status, body: hex(raw(body)) }),
    ),
    ...[...BAD_RES_1, ...BAD_RES_2].map(([rule, name, code, sent]) =>
      invalid(rule, name, code, { response: hex(raw(sent)), max_bytes: MAX }),
    ),
  ];
}
