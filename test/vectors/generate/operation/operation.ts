import { OperationSchema, encode } from '@cloudx3/proto';
import type { Operation } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { EVERYTHING, POWER, SWITCH, WEATHER } from '../operations.ts';
import { METERS, PLUGS, PRICE } from '../operations-2.ts';
import { build, digestOf, hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { woven } from '../woven.ts';
import { ANSWER_OP_2 } from './op-2-answer.ts';
import { BAD_LEN_1, GOOD_LEN_1 } from './len-1.ts';
import { DECLARATIONS_OP_2 } from './op-2-declarations.ts';
import { EXCHANGE_OP_2 } from './op-2-exchange.ts';
import { OP_3 } from './op-3.ts';
import { OP_4 } from './op-4.ts';
import { BAD_OP_6, GOOD_OP_6 } from './op-6.ts';
import { FIRST_OP_7, GOOD_OP_7, SECOND_OP_7 } from './op-7.ts';
import { ORD_1 } from './ord-1.ts';
import type { Init } from './parts.ts';

const BAD = woven(
  [EXCHANGE_OP_2, DECLARATIONS_OP_2, ANSWER_OP_2, OP_3, OP_4, ORD_1, BAD_LEN_1].flat(),
  'OP-2*58 OP-4*15 OP-2*31 ORD-1*2 OP-2*5 OP-3*11',
);

const SECOND: readonly (readonly [string, CheckedOperation])[] = [
  ['rows of an array, named by a list in the body', PLUGS],
  ['rows that are members, with qualities and periods, named by a list in the target', METERS],
  ['one value of the second edition, in a unit that is a URI', PRICE],
];

/**
 * Rules OP-1, OP-2, OP-3 and LEN-1, then those of the second edition. The operation that the invalid ones differ from is the first valid
 * one, or the first of the second edition.
 */
export function operationVectors(): Vector[] {
  const good: readonly (readonly [string, CheckedOperation])[] = [
    ['read with a key in the query', POWER],
    ['read with a time of observation', WEATHER],
    ['action with a bearer token', SWITCH],
    ['everything that the language has', EVERYTHING],
  ];
  return [
    ...good.map(([name, { bytes }]) => valid('OP-1', name, fieldsOf(bytes))),
    ...BAD.map(([rule, name, code, change]) =>
      invalid(rule, name, code, { operation: hex(changed(change)) }),
    ),
    ...GOOD_LEN_1.map(([rule, name, change]) => valid(rule, name, fieldsOf(changed(change)))),
    ...SECOND.map(([name, { bytes }]) => valid('OP-7', name, fieldsOf(bytes))),
    ...FIRST_OP_7.map(([rule, name, code, change]) =>
      invalid(rule, name, code, { operation: hex(changed(change)) }),
    ),
    ...[...BAD_OP_6, ...SECOND_OP_7].map(([rule, name, code, change]) =>
      invalid(rule, name, code, { operation: hex(changed(change, PLUGS)) }),
    ),
    ...[...GOOD_OP_6, ...GOOD_OP_7].map(([rule, name, change]) =>
      valid(rule, name, fieldsOf(changed(change, PLUGS))),
    ),
  ];
}

function changed(change: (o: Operation) => Init, { message } = POWER): Uint8Array {
  return encode(OperationSchema, build(OperationSchema, { ...message, ...change(message) }));
}

function fieldsOf(bytes: Uint8Array): Record<string, unknown> {
  return { operation: hex(bytes), id: hex(digestOf('operation', bytes)) };
}
