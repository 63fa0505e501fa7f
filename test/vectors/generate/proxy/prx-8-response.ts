import type { Code, Vector } from '../vector.ts';
import { TICKET, alert, close, data, keyUpdate, message, opens, refuses, ticket } from './carried-response.ts';
import type { Content } from './seal.ts';

const HALF_TICKET = message(...TICKET.slice(0, 5));

const BAD: readonly (readonly [name: string, code: Code, contents: readonly Content[]])[] = [
  ['a KeyUpdate, and the old keys behind it', 'proxy.response_open', [message(24, 0, 0, 1, 0), data('x')]],
  [
    'other keys without a KeyUpdate',
    'proxy.response_open',
    [{ ...data('x'), changesKeys: true }, data('y'), close],
  ],
  [
    'a KeyUpdate with a ticket behind it in one record',
    'tls.key_update_unexpected',
    [message(24, 0, 0, 1, 0, ...TICKET), data('x')],
  ],
  [
    'a KeyUpdate with half a ticket behind it in one record',
    'tls.key_update_unexpected',
    [message(24, 0, 0, 1, 0, ...TICKET.slice(0, 5)), data('x')],
  ],
  ['33 KeyUpdates', 'tls.key_update_unexpected', [...Array<Content>(33).fill(keyUpdate), data('x'), close]],
  ['a KeyUpdate of no known kind', 'tls.handshake.decode', [message(24, 0, 0, 1, 2), data('x')]],
  ['a KeyUpdate of two bytes', 'tls.handshake.decode', [message(24, 0, 0, 2, 0, 0), data('x')]],
  ['another message', 'tls.handshake.unexpected_message', [message(20, 0, 0, 0)]],
  ['a fatal alert', 'proxy.server_alert', [data('x'), alert(2, 40)]],
  ['data behind the close', 'proxy.server_record', [data('x'), close, data('y')]],
  ['a ticket behind the close', 'proxy.server_record', [close, ticket]],
  ['data in the middle of a ticket', 'proxy.server_record', [HALF_TICKET, data('x')]],
  ['half a ticket', 'proxy.server_record', [HALF_TICKET]],
  ['a record of no known type', 'proxy.server_record', [{ type: 99, content: Uint8Array.of(1) }]],
  ['more than the operation allows', 'response.too_large', [data('x'.repeat(40)), data('x'.repeat(25))]],
];
const ASKING: Content = { ...message(24, 0, 0, 1, 1), changesKeys: true };
const UPDATES: readonly (readonly [name: string, contents: readonly Content[]])[] = [
  ['a KeyUpdate that asks for one', [data('x'), ASKING, data('y'), close]],
  ['32 KeyUpdates', [data('x'), ...Array<Content>(32).fill(keyUpdate), data('y'), close]],
  [
    'a KeyUpdate in two records',
    [data('x'), message(24, 0), { ...message(0, 1, 0), changesKeys: true }, data('y'), close],
  ],
  [
    'a ticket and a KeyUpdate in one record',
    [data('x'), { ...message(...TICKET, 24, 0, 0, 1, 0), changesKeys: true }, data('y'), close],
  ],
  ['a KeyUpdate before all else', [keyUpdate, ticket, data('xy'), close]],
];
const SEQUENCES: readonly (readonly [name: string, sequences: readonly number[]])[] = [
  ['the first record left out', [1, 2]],
  ['a record in the middle left out', [0, 2]],
  ['a record twice', [0, 0, 1]],
  ['two records exchanged', [1, 0, 2]],
];

/** The records of a server as they are opened (rule PRX-8, server). */
export function serverRecordVectors(): Vector[] {
  const suites = [0x1301, 0x1302, 0x1303] as const;
  const answer = [data('HTTP/'), data('1.1', 20), close];
  return [
    ...suites.map((suite) =>
      opens(
        'PRX-8',
        `data, some of it padded, and a close_notify, suite 0x${suite.toString(16)}`,
        { contents: answer, suite },
        { received: 'HTTP/1.1', closed: true, key_binding: 'RECORD' },
      ),
    ),
    ...suites.map((suite) =>
      opens(
        'PRX-8',
        `a KeyUpdate in the middle of an answer, suite 0x${suite.toString(16)}`,
        { contents: [data('HTTP/'), keyUpdate, data('1.1'), close], suite },
        { received: 'HTTP/1.1', closed: true, key_binding: 'RECORD' },
      ),
    ),
    ...UPDATES.map(([name, contents]) =>
      opens('PRX-8', name, { contents }, { received: 'xy', closed: true, key_binding: 'RECORD' }),
    ),
    opens(
      'PRX-8',
      'no close_notify',
      { contents: [data('x')] },
      { received: 'x', closed: false, key_binding: 'GRAMMAR' },
    ),
    opens(
      'PRX-8',
      'as much as the operation allows',
      { contents: [data('x'.repeat(40)), data('x'.repeat(24)), close] },
      { received: 'x'.repeat(64), closed: true, key_binding: 'RECORD' },
    ),
    ...BAD.map(([name, code, contents]) => refuses('PRX-8', name, code, { contents })),
    ...SEQUENCES.map(([name, sequences]) =>
      refuses('PRX-8', name, 'proxy.response_open', {
        contents: sequences.map((i) => data(`${i}`)),
        sequences,
      }),
    ),
  ];
}
