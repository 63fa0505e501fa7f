import type { Vector } from '../vector.ts';
import { TICKET, close, data, message, opens, ticket } from './carried-response.ts';
import type { Content } from './seal.ts';

const CASES: readonly (readonly [
  name: string,
  binding: 'TICKET' | 'GRAMMAR',
  contents: readonly Content[],
  before: number,
])[] = [
  ['a ticket behind the commitment', 'TICKET', [ticket, data('x'), close], 0],
  ['a ticket behind the data', 'TICKET', [data('x'), ticket, close], 0],
  ['a ticket before the commitment', 'GRAMMAR', [ticket, data('x'), close], 1],
  ['a ticket before and one behind', 'TICKET', [ticket, ticket, data('x'), close], 1],
  ['no ticket', 'GRAMMAR', [data('x'), close], 0],
  [
    'a ticket in two records, of which the last came behind',
    'TICKET',
    [message(...TICKET.slice(0, 7)), message(...TICKET.slice(7)), data('x'), close],
    1,
  ],
];

/** What ties the server's key to what it sent (rule PRX-9). */
export function keyBindingVectors(): Vector[] {
  return CASES.map(([name, key_binding, contents, before]) =>
    opens('PRX-9', name, { contents, before }, { received: 'x', closed: true, key_binding }),
  );
}
