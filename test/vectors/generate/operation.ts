import { encode, OperationSchema } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { ANSWER_CASES } from './operation-answer.ts';
import { DECLARATION_CASES } from './operation-declarations.ts';
import { EXCHANGE_CASES } from './operation-exchange.ts';
import { EVERYTHING, POWER, SWITCH, WEATHER } from './operations.ts';
import { build, digestOf, hex, invalid, valid } from './vector.ts';
import type { Vector } from './vector.ts';

/** Rules OP-1, OP-2 and OP-3. The operation that the invalid ones differ from is the first valid one. */
export function operationVectors(): Vector[] {
  const good: readonly (readonly [string, CheckedOperation])[] = [
    ['read with a key in the query', POWER],
    ['read with a time of observation', WEATHER],
    ['action with a bearer token', SWITCH],
    ['everything that the language has', EVERYTHING],
  ];
  return [
    ...good.map(([name, { bytes }]) =>
      valid('OP-1', name, { operation: hex(bytes), id: hex(digestOf('operation', bytes)) }),
    ),
    ...[...EXCHANGE_CASES, ...DECLARATION_CASES, ...ANSWER_CASES].map(([rule, name, code, change]) => {
      const operation = build(OperationSchema, { ...POWER.message, ...change(POWER.message) });
      return invalid(rule, name, code, { operation: hex(encode(OperationSchema, operation)) });
    }),
  ];
}
