import { Tls13Client, Tls13Error, createTrustStore } from '@cloudx3/tls13';
import type { TrustStore } from '@cloudx3/tls13';
import { ScriptedServer } from '@cloudx3/tls13/testing';
import type { ScriptedServerOptions, ServerMessage } from '@cloudx3/tls13/testing';
import { cut, mutateBytes } from '../grammar/bytes.ts';
import { AUTHORITY, CHAIN, NOW_MS, ROOT, SERVER_NAME, pemOf } from '../grammar/certificate.ts';
import { EXTENSIONS, serverHelloTree } from '../grammar/tls.ts';
import { mutateTree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { inners } from './application.ts';
import { codeOf } from './refusal.ts';

const MESSAGES: readonly ServerMessage[] = [
  'hello_retry_request',
  'server_hello',
  'encrypted_extensions',
  'certificate',
  'certificate_verify',
  'finished',
];
const RESPONSE = Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: 600\r\n\r\n${'x'.repeat(600)}`);

/** @param other a group for which the client has sent no share */
export function serverOptions(random: Random, other: 'x25519' | 'secp256r1'): ScriptedServerOptions {
  const retry = random.once(4)
    ? {
        retry: {
          // P-384 costs ten times what the others do.
          group: random.once(8) ? ('secp384r1' as const) : other,
          ...(random.once(2) ? { cookie: random.bytes(1 + random.below(40)) } : {}),
        },
      }
    : {};
  return {
    chain: CHAIN,
    privateKey: AUTHORITY.leaf,
    suite: random.pick([0x1301, 0x1302, 0x1303] as const),
    ...retry,
    ...(random.once(2) ? { alpn: 'http/1.1' } : {}),
    ...(random.once(3) ? { tickets: { count: 1 + random.below(3), early: random.once(2) } } : {}),
    changeCipherSpec: !random.once(4),
    packing: random.pick<'each' | 'one' | number>(['each', 'one', 24 + random.below(400)]),
  };
}

/** One message that is not as it should be; the server's own view of the handshake is that it said so. */
function deviation(random: Random): Partial<ScriptedServerOptions> {
  const name = random.pick(MESSAGES) ?? 'finished';
  const edit = (bytes: Uint8Array): Uint8Array =>
    name === 'server_hello' || name === 'hello_retry_request'
      ? mutateTree(random, serverHelloTree(bytes), EXTENSIONS)
      : mutateBytes(random, bytes);
  return random.once(4) ? { tamper: { [name]: edit } } : { replace: { [name]: edit } };
}

export const CLIENT: FuzzTarget = {
  about: 'the whole client against a server that has the right keys: handshake, then records, in pieces',
  shallow: ['tls.record.mac', 'tls.handshake.decode'],
  deep: 0.5,
  prepare: () => {
    const trust = createTrustStore({ roots: 'none', customCaPem: pemOf(ROOT) });
    return (random) => {
      const choices = random.fork();
      return {
        run: () => converse(choices(), trust),
        show: () => 'a conversation; run it again by its number',
      };
    };
  },
};

async function converse(random: Random, trust: TrustStore): Promise<string> {
  // One share costs one exchange of keys; a server that wants another group asks for it.
  const group = random.once(4) ? 'secp256r1' : 'x25519';
  const server = new ScriptedServer({
    ...serverOptions(random, group === 'x25519' ? 'secp256r1' : 'x25519'),
    group,
    ...(random.once(2) ? deviation(random) : {}),
  });
  const client = new Tls13Client(
    { serverName: SERVER_NAME, trust, shares: [group] },
    { nowMs: () => NOW_MS, random: (length) => new Uint8Array(length).fill(7) },
  );
  const answer = (said: Uint8Array): Uint8Array => {
    try {
      return server.receive(said);
    } catch (error) {
      // The script has no answer to what a client says to a server that did not say what it should.
      if (error instanceof Tls13Error || error instanceof Error) return new Uint8Array(0);
      throw error;
    }
  };
  try {
    for (let said = client.start(); said.length > 0;) said = await heard(client, cut(random, answer(said)));
    if (!server.handshakeDone) return 'unfinished';
    client.write(Buffer.from('GET / HTTP/1.1\r\n'));
    client.updateKey();
    const records = inners(random, RESPONSE).map(({ type, content, padding }) =>
      server.seal(type, content, padding),
    );
    await heard(client, cut(random, Buffer.concat(records)));
    client.close();
    return ACCEPTED;
  } catch (error) {
    const code = codeOf(error);
    client.abort(error);
    return code;
  }
}

async function heard(client: Tls13Client, pieces: readonly Uint8Array[]): Promise<Uint8Array> {
  const send: Uint8Array[] = [];
  for (const piece of pieces) send.push((await client.receive(piece)).send);
  return Buffer.concat(send);
}
