import { ServerRecords, plainRecord } from '@cloudx3/tls13/testing';
import { PostHandshakeReader, disclosedEpochs, sealRecord, suiteOf } from '@cloudx3/tls13';
import { mutateBytes } from '../grammar/bytes.ts';
import { EXTENSIONS, STRAY_MESSAGES, TICKET } from '../grammar/tls.ts';
import { join, mutateTree, serialize } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { recordsIn } from './client-hello.ts';
import { refusalNow } from './refusal.ts';

const ALERT = 21;
const HANDSHAKE = 22;
const DATA = 23;
const KEY_UPDATE = 24;
export const SUITES = [0x1301, 0x1302, 0x1303] as const;
/** Of a server, as long as the suite's hash. */
export const SECRETS = {
  [0x1301]: new Uint8Array(32).fill(3),
  [0x1302]: new Uint8Array(48).fill(3),
  [0x1303]: new Uint8Array(32).fill(3),
} as const;
/** Of a client. */
export const KEYS = {
  [0x1301]: { key: new Uint8Array(16).fill(1), iv: new Uint8Array(12).fill(2) },
  [0x1302]: { key: new Uint8Array(32).fill(1), iv: new Uint8Array(12).fill(2) },
  [0x1303]: { key: new Uint8Array(32).fill(1), iv: new Uint8Array(12).fill(2) },
} as const;

/** What a record behind the handshake may hold: mostly what belongs there. */
export interface Inner {
  readonly type: number;
  readonly content: Uint8Array;
  readonly padding: number;
}

function messages(random: Random): Uint8Array {
  const parts = Array.from({ length: 1 + random.below(3) }, () => {
    if (random.once(8)) return serialize(random.pick(STRAY_MESSAGES) ?? TICKET);
    return random.once(2) ? serialize(TICKET) : mutateTree(random, TICKET, EXTENSIONS);
  });
  return join(parts);
}

/** Contents of records, in order; a handshake message may run across several. */
export function inners(random: Random, response: Uint8Array): Inner[] {
  const found: Inner[] = [];
  const add = (type: number, content: Uint8Array): void => {
    found.push({ type, content, padding: random.once(6) ? random.below(200) : 0 });
  };
  for (let left = random.below(7); left > 0; left -= 1) {
    switch (random.below(12)) {
      case 0:
      case 1: {
        const bytes = messages(random);
        const at = random.once(2) ? bytes.length : random.below(bytes.length + 1);
        add(HANDSHAKE, bytes.subarray(0, at));
        if (random.once(6)) add(DATA, new Uint8Array(1));
        if (at < bytes.length) add(HANDSHAKE, bytes.subarray(at));
        break;
      }
      case 2:
        add(HANDSHAKE, Uint8Array.of(KEY_UPDATE, 0, 0, 1, random.below(2)));
        break;
      case 3:
        add(ALERT, Uint8Array.of(1 + random.below(2), random.pick([0, 0, 90, 10, 50, 70, 80, 200] as const)));
        break;
      case 4:
        add(random.below(256), random.bytes(random.below(8)));
        break;
      case 5:
        for (let empty = random.below(40); empty > 0; empty -= 1) add(DATA, new Uint8Array(0));
        break;
      default: {
        const at = random.below(response.length);
        add(DATA, response.subarray(at, at + 1 + random.below(600)));
      }
    }
  }
  if (random.once(2)) add(ALERT, Uint8Array.of(1, 0));
  if (random.once(8)) add(DATA, Uint8Array.of(1));
  return found;
}

/** The records of these contents under the keys of a server, new ones behind most KeyUpdates; a few broken, in the clear, or none. */
export function sealed(
  random: Random,
  suite: (typeof SUITES)[number],
  contents: readonly Inner[],
): Uint8Array {
  const epochs = disclosedEpochs(suite, SECRETS[suite]);
  let [epoch, first] = [0, 0];
  return join(
    contents.map(({ type, content, padding }, i) => {
      if (random.once(60)) return plainRecord(random.pick([20, 21, 22] as const), Uint8Array.of(1));
      const record = sealRecord(suite, epochs.at(epoch), i - first, type, content, padding);
      if (type === HANDSHAKE && content[0] === KEY_UPDATE && !random.once(20)) {
        epoch += 1;
        first = i + 1;
      }
      if (random.once(60)) record[record.length - 1 - random.below(8)] = 0x55;
      return record;
    }),
  );
}

const RESPONSE = Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: 600\r\n\r\n${'x'.repeat(600)}`);

export const APPLICATION: FuzzTarget = {
  about: 'what a server sends behind its Finished, as the client reads it: data, tickets, alerts',
  shallow: ['tls.record.mac'],
  deep: 0.8,
  prepare: () => (random) => {
    const suite = random.pick(SUITES);
    const stream = sealed(random, suite, inners(random, RESPONSE));
    return {
      run: () =>
        refusalNow(() => {
          const server = new ServerRecords(suiteOf(suite)!, disclosedEpochs(suite, SECRETS[suite]));
          for (const record of recordsIn(stream)) server.receive(record);
        }),
      show: () => `${suite} ${Buffer.from(stream).toString('hex')}`,
    };
  },
};

export const POST_HANDSHAKE: FuzzTarget = {
  about: 'handshake messages behind the handshake: NewSessionTicket, KeyUpdate, in pieces',
  shallow: ['tls.handshake.decode', 'tls.handshake.limits'],
  deep: 0.4,
  prepare: () => (random) => {
    const bytes = random.once(10) ? mutateBytes(random, messages(random)) : messages(random);
    const pieces: Uint8Array[] = [];
    const size = random.once(2) ? bytes.length : 1 + random.below(40);
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
    return {
      run: () => {
        const reader = new PostHandshakeReader();
        const outcome = refusalNow(() => pieces.forEach((piece) => reader.receive(piece)));
        return outcome === ACCEPTED && reader.hasFragment ? 'fragment' : outcome;
      },
      show: () => pieces.map((piece) => Buffer.from(piece).toString('hex')).join(' '),
    };
  },
};
