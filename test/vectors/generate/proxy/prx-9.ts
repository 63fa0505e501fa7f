import type { Vector } from '../vector.ts';
import { TICKET, close, data, keyUpdate, message, opens, ticket } from './carried-response.ts';
import type { Content } from './seal.ts';

const CASES: readonly (readonly [
  name: string,
  binding: 'RECORD' | 'GRAMMAR',
  contents: readonly Content[],
])[] = [
  ['a ticket before all else, and no close', 'RECORD', [ticket, data('x')]],
  ['a ticket behind the data, and no close', 'RECORD', [data('x'), ticket]],
  ['two tickets in one record, and no close', 'RECORD', [message(...TICKET, ...TICKET), data('x')]],
  [
    'a ticket in two records, and no close',
    'RECORD',
    [message(...TICKET.slice(0, 7)), message(...TICKET.slice(7)), data('x')],
  ],
  ['a ticket under the keys of the second epoch, and no close', 'RECORD', [keyUpdate, ticket, data('x')]],
  ['a close_notify alone', 'RECORD', [data('x'), close]],
  ['a close_notify under the keys of the second epoch', 'RECORD', [data('x'), keyUpdate, close]],
  ['a ticket and a close_notify', 'RECORD', [ticket, data('x'), close]],
  ['neither a ticket nor a close_notify', 'GRAMMAR', [data('x')]],
  ['a KeyUpdate alone', 'GRAMMAR', [keyUpdate, data('x')]],
];

/** What ties the server's secret to what it sent (rule PRX-9). */
export function keyBindingVectors(): Vector[] {
  return CASES.map(([name, key_binding, contents]) =>
    opens('PRX-9', name, { contents }, { received: 'x', closed: contents.includes(close), key_binding }),
  );
}
