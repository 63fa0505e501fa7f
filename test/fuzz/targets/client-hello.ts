import { RecordReader, Tls13Client, createTrustStore, readClientHello } from '@cloudx3/tls13';
import type { ClientHello, TlsRecord } from '@cloudx3/tls13';
import { SERVER_NAME } from '../grammar/certificate.ts';
import { recordTree, stream } from '../grammar/records.ts';
import { EXTENSIONS, STRAY_MESSAGES, clientHelloTree, extension, vector } from '../grammar/tls.ts';
import { join, leaf, mutateTree, serialize } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { bytesTrial } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { refusalNow } from './refusal.ts';

export const HANDSHAKE = 22;

/** The ClientHello that the client of this project sends, as a tree. */
export function genuineHello(): Tree {
  const client = new Tls13Client(
    { serverName: SERVER_NAME, trust: createTrustStore({ roots: 'none' }) },
    { nowMs: () => 0, random: (length) => new Uint8Array(length).fill(7) },
  );
  return clientHelloTree(client.start().subarray(5));
}

export function recordsIn(bytes: Uint8Array): TlsRecord[] {
  const reader = new RecordReader();
  reader.push(bytes);
  const records: TlsRecord[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) records.push(record);
  return records;
}

const COOKIE = extension(44, vector(2, leaf([1, 2, 3])));
const SECOND_SHARE = extension(51, vector(2, leaf([0, 0x18]), vector(2, leaf(new Uint8Array(97).fill(4)))));

/** The second hello after a request for a cookie: the same, with the cookie. */
export function withCookie(hello: Tree, cookie: Uint8Array): Tree {
  const items = hello.content as readonly Tree[];
  const extensions = items.at(-1)?.content as readonly Tree[];
  return {
    ...hello,
    content: items.with(-1, vector(2, ...extensions, extension(44, vector(2, leaf(cookie))))),
  };
}

/** What may differ in a second hello, and then something else. */
function secondHello(random: Random, hello: Tree): Uint8Array {
  if (random.once(2)) return mutateTree(random, hello, [COOKIE, SECOND_SHARE]);
  const items = hello.content as readonly Tree[];
  const extensions = items.at(-1)?.content as readonly Tree[];
  const changed = extensions.map((item) => (item.front[1] === 51 ? SECOND_SHARE : item));
  const second = { ...hello, content: items.with(-1, vector(2, ...changed, COOKIE)) };
  return random.once(2) ? serialize(second) : mutateTree(random, second, EXTENSIONS);
}

export const CLIENT_HELLO: FuzzTarget = {
  about: 'a ClientHello, first or second, as a notary reads it before it forwards it (PRX-4)',
  shallow: ['tls.hello.decode', 'tls.record.type', 'tls.record.version'],
  deep: 0.4,
  prepare: () => {
    const hello = genuineHello();
    const first: ClientHello = readClientHello(
      recordsIn(stream(recordTree(HANDSHAKE, serialize(hello), [3, 1])))[0]!,
      {
        serverName: SERVER_NAME,
      },
    );
    return (random) => {
      const isSecond = random.once(3);
      const said = isSecond ? secondHello(random, hello) : mutateTree(random, hello, EXTENSIONS);
      const trailing = random.once(20)
        ? serialize(random.pick(STRAY_MESSAGES) ?? leaf([0]))
        : new Uint8Array(0);
      const bytes = stream(
        recordTree(random.once(30) ? 23 : HANDSHAKE, join([said, trailing]), [3, isSecond ? 3 : 1]),
      );
      const rules = { serverName: SERVER_NAME, ...(isSecond ? { first } : {}) };
      return bytesTrial(bytes, (input) => {
        return refusalNow(() => {
          for (const record of recordsIn(input)) readClientHello(record, rules);
        });
      });
    };
  },
};
