import { POWER } from '../operations.ts';
import { hex, invalid, paramsField, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { woven } from '../woven.ts';
import { BAD_OP_4 } from './op-4.ts';
import { BAD_OP_5 } from './op-5.ts';
import { KEY, POWER_PARAMS, span } from './parts.ts';
import type { Case, Good } from './parts.ts';
import { BAD_OP_6, GOOD_OP_6 } from './op-6.ts';
import { GOOD_REQ_1 } from './req-1.ts';
import { BAD_REQ_2, IN_ANY_ORDER } from './req-2.ts';
import { BAD_REQ_3, GOOD_REQ_3 } from './req-3.ts';
import { BAD_REQ_4 } from './req-4.ts';

const BAD = woven(
  [BAD_REQ_2, BAD_REQ_4, BAD_REQ_3, BAD_OP_5, BAD_OP_4].flat(),
  'REQ-2*31 REQ-4*6 REQ-3*22 REQ-2 OP-5 OP-4',
);
const LAYOUTS = ['exact', 'any-header-order'] as const;

/** Rules REQ-1 to REQ-4: `sent`, of which the ranges `hidden` cannot be seen, against an operation and its parameters. */
export function httpRequestVectors(): Vector[] {
  return [
    ...[...GOOD_REQ_1, ...GOOD_REQ_3].flatMap(inBothLayouts),
    ...IN_ANY_ORDER.flatMap(([rule, name, c]) => [
      valid(rule, `${name}, any-header-order`, fieldsOf(c, 'any-header-order')),
      invalid(rule, `${name}, exact`, 'request.different', fieldsOf(c, 'exact')),
    ]),
    ...GOOD_OP_6.flatMap(inBothLayouts),
    ...[...BAD, ...BAD_OP_6].flatMap(([rule, name, any, exact, c]) => [
      invalid(rule, `${name}, any-header-order`, any, fieldsOf(c, 'any-header-order')),
      invalid(rule, `${name}, exact`, exact, fieldsOf(c, 'exact')),
    ]),
  ];
}

function inBothLayouts([rule, name, c]: Good): Vector[] {
  return LAYOUTS.map((layout) => valid(rule, `${name}, ${layout}`, fieldsOf(c, layout)));
}

function fieldsOf(c: Case, layout: 'exact' | 'any-header-order'): Record<string, unknown> {
  const { sent, hidden = [KEY], operation = POWER, params = POWER_PARAMS } = c;
  const ranges = hidden.map((part) => (typeof part === 'string' ? span(sent, part, 0, 0) : part));
  const bytes = utf8(sent);
  // What is hidden is zero, as a notary in MPC mode sees it.
  for (const { start, end } of ranges) bytes.fill(0, start, end);
  return {
    operation: hex(operation.bytes),
    params: paramsField(params),
    layout,
    sent: hex(bytes),
    hidden: ranges,
  };
}
