import { hex, invalid, utf8, valid } from '../vector.ts';
import type { Code, Vector } from '../vector.ts';
import { DATA, HANDSHAKE, keysOf, nonce, seal } from './seal.ts';
import type { Content, Keys, SuiteId } from './seal.ts';

// Holes in the request line and in a header: epochs 0, 2 and 4 are public, 1 and 3 hide.
const SEGMENTS = ['GET /a?k=', 'k1-k1-k1', ' HTTP/1.1\r\nauth: ', 'k2-k2-k2-k2', '\r\n\r\n'];
const PUBLIC_EPOCHS = [0, 2, 4];
/** KeyUpdate(update_not_requested), RFC 8446, section 4.6.3. */
const KEY_UPDATE = Uint8Array.of(24, 0, 0, 1, 0);
const AES: SuiteId = 0x1301;

/** A public record holds 16 bytes at least, its type with them. */
const paddingOf = (length: number, epoch: number) => (epoch % 2 === 0 ? Math.max(0, 15 - length) : 0);

interface Sealed extends Content {
  readonly epoch: number;
  readonly sequence: number;
}
const HONEST = SEGMENTS.flatMap((text, epoch): Sealed[] => [
  { epoch, sequence: 0, type: DATA, content: utf8(text), padding: paddingOf(text.length, epoch) },
  ...(epoch === SEGMENTS.length - 1 ? [] : [{ epoch, sequence: 1, type: HANDSHAKE, content: KEY_UPDATE }]),
]);

const change = (index: number, by: Partial<Sealed>) => HONEST.with(index, { ...HONEST[index]!, ...by });
const clientKeys = (suite: SuiteId, epoch: number) => keysOf(suite, `client ${epoch}`);

const BAD: readonly (readonly [name: string, code: Code, records: readonly Sealed[]])[] = [
  ['another key for a known segment', 'proxy.record_open', change(0, { epoch: 2 })],
  ['another count of the first record', 'proxy.record_open', change(0, { sequence: 1 })],
  ['another count of a KeyUpdate', 'proxy.record_open', change(1, { sequence: 2 })],
  ['the keys of two public epochs exchanged', 'proxy.record_open', change(4, { epoch: 4 })],
  [
    'a known segment that is a byte short, and padded',
    'proxy.padding',
    change(4, { content: utf8(SEGMENTS[2]!.slice(1)), padding: 1 }),
  ],
  [
    'a short known segment that is a byte shorter, and padded to 16 bytes',
    'proxy.padding',
    change(0, { content: utf8(SEGMENTS[0]!.slice(1)), padding: 7 }),
  ],
  [
    'a short known segment that is a byte longer, and padded to 16 bytes',
    'proxy.padding',
    change(8, { content: utf8(`${SEGMENTS[4]!}x`), padding: 10 }),
  ],
  [
    'fifteen bytes in place of a short known segment and its padding',
    'proxy.padding',
    change(8, { content: utf8(`${SEGMENTS[4]!}GET / HTTP/`), padding: 0 }),
  ],
  ['a short known segment without padding', 'proxy.padding', change(8, { padding: 0 })],
  ['a KeyUpdate that is padded', 'proxy.padding', change(1, { content: KEY_UPDATE.slice(1), padding: 1 })],
  ['a known segment as a handshake message', 'proxy.record_type', change(0, { type: HANDSHAKE })],
  ['a KeyUpdate as application data', 'proxy.key_update', change(1, { type: DATA })],
  [
    'a KeyUpdate that asks for one',
    'proxy.key_update',
    change(1, { content: Uint8Array.of(24, 0, 0, 1, 1) }),
  ],
  [
    'another message in place of a KeyUpdate',
    'proxy.key_update',
    change(5, { content: Uint8Array.of(4, 0, 0, 1, 0) }),
  ],
];

/** The records of a request as they are opened (rule PRX-8, client). `sent` has zeros in place of what is hidden. */
export function carriedRequestVectors(): Vector[] {
  const suites = [0x1301, 0x1302, 0x1303] as const;
  return [
    ...suites.map((suite) =>
      valid('PRX-8', `two holes, suite 0x${suite.toString(16)}`, {
        ...fieldsOf(HONEST, suite),
        sent: hex(utf8(SEGMENTS.map((text, i) => (i % 2 === 0 ? text : '\0'.repeat(text.length))).join(''))),
        hidden: [
          { start: 9, end: 17 },
          { start: 34, end: 45 },
        ],
      }),
    ),
    ...BAD.map(([name, code, records]) => invalid('PRX-8', name, code, fieldsOf(records))),
    ...[1, 3].map((epoch) =>
      invalid(
        'PRX-8',
        `no KeyUpdate behind the hole of epoch ${epoch}`,
        'proxy.key_update_missing',
        keptOn(epoch),
      ),
    ),
  ];
}

/**
 * Five more hidden bytes in place of the KeyUpdate that ends an epoch: the server goes on under its key, and so do the records. What is
 * opened for the next epoch is that key, its IV moved by the two records that it has sealed; later epochs are one behind.
 */
function keptOn(hidden: number): Record<string, unknown> {
  const at = HONEST.findIndex(({ epoch, sequence }) => epoch === hidden && sequence === 1);
  const later = HONEST.slice(at + 1).map((each) => ({
    ...each,
    epoch: each.epoch - 1,
    sequence: each.sequence + (each.epoch === hidden + 1 ? 2 : 0),
  }));
  const kept = clientKeys(AES, hidden);
  const shown = (epoch: number): Keys => {
    if (epoch === hidden + 1) return { ...kept, iv: nonce(kept.iv, 2) };
    return clientKeys(AES, epoch > hidden ? epoch - 1 : epoch);
  };
  const records = [...HONEST.slice(0, at), { ...HONEST[at]!, type: DATA, content: utf8('12345') }, ...later];
  return fieldsOf(records, AES, shown);
}

function fieldsOf(
  records: readonly Sealed[],
  suite: SuiteId = AES,
  shown = (epoch: number): Keys => clientKeys(suite, epoch),
): Record<string, unknown> {
  return {
    suite,
    segments: SEGMENTS.map(({ length }, i) => ({ hole: i % 2 === 1, min: length, max: length })),
    keys: PUBLIC_EPOCHS.map((epoch) => ({ epoch, key: hex(shown(epoch).key), iv: hex(shown(epoch).iv) })),
    records: records.map((each) => seal(suite, clientKeys(suite, each.epoch), each.sequence, each)),
  };
}
