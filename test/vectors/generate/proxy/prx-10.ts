import type { Vector } from '../vector.ts';
import { alert, close, data, opens, refuses, ticket } from './carried-response.ts';

/** Alerts of RFC 8446, section 6, by whose name the rule takes them for a refused KeyUpdate. */
const REFUSALS = [
  ['unexpected_message', 10],
  ['bad_record_mac', 20],
  ['illegal_parameter', 47],
  ['decode_error', 50],
  ['decrypt_error', 51],
  ['internal_error', 80],
] as const;
const OTHERS = [
  ['handshake_failure', 40],
  ['access_denied', 49],
  ['protocol_version', 70],
] as const;

/** How a server ends a session whose request held a KeyUpdate (rule PRX-10), and the same where it held none. */
export function keyUpdateRefusedVectors(): Vector[] {
  const refused = 'proxy.key_update_refused';
  const keyUpdated = true;
  return [
    opens(
      'PRX-10',
      'an answer',
      { contents: [data('H'), close], keyUpdated },
      { received: 'H', closed: true, key_binding: 'RECORD' },
    ),
    opens(
      'PRX-10',
      'no answer where there was no KeyUpdate',
      { contents: [close] },
      { received: '', closed: true, key_binding: 'RECORD' },
    ),
    ...REFUSALS.map(([name, code]) =>
      refuses('PRX-10', name, refused, { contents: [alert(2, code)], keyUpdated }),
    ),
    refuses('PRX-10', 'decode_error behind a ticket', refused, {
      contents: [ticket, alert(2, 50)],
      keyUpdated,
    }),
    refuses('PRX-10', 'a close_notify alone', refused, { contents: [close], keyUpdated }),
    refuses('PRX-10', 'nothing', refused, { contents: [], keyUpdated }),
    ...OTHERS.map(([name, code]) =>
      refuses('PRX-10', name, 'proxy.server_alert', { contents: [alert(2, code)], keyUpdated }),
    ),
    refuses('PRX-10', 'unexpected_message in the middle of an answer', 'proxy.server_alert', {
      contents: [data('H'), alert(2, 10)],
      keyUpdated,
    }),
    refuses('PRX-10', 'unexpected_message where there was no KeyUpdate', 'proxy.server_alert', {
      contents: [alert(2, 10)],
    }),
  ];
}
