import type { TrustStore } from '@cloudx3/tls13';
import { ScriptedServer, encodeFinished, trafficKeys } from '@cloudx3/tls13/testing';
import { auditHandshake, createTrustStore, sealRecord, suiteOf } from '@cloudx3/tls13';
import { mutateBytes } from '../grammar/bytes.ts';
import { NOW_MS, ROOT, SERVER_NAME, pemOf } from '../grammar/certificate.ts';
import { recordTree, stream } from '../grammar/records.ts';
import { EXTENSIONS, STRAY_MESSAGES } from '../grammar/tls.ts';
import { join, mutateTree, serialize } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { serverOptions } from './client.ts';
import { genuineHello, recordsIn, withCookie } from './client-hello.ts';
import { codeOf } from './refusal.ts';

const HANDSHAKE = 22;
const CHANGE_CIPHER_SPEC = 20;

export const AUDIT: FuzzTarget = {
  about: 'the notary’s audit of a handshake: both flights and the disclosed secrets (PRX-4)',
  shallow: ['tls.hello.decode', 'tls.audit.incomplete'],
  deep: 0.6,
  prepare: () => {
    const trust = createTrustStore({ roots: 'none', customCaPem: pemOf(ROOT) });
    const hello = genuineHello();
    return (random) => {
      const choices = random.fork();
      return {
        run: () => audit(choices(), hello, trust),
        show: () => 'a recording; run it again by its number',
      };
    };
  },
};

async function audit(random: Random, hello: Tree, trust: TrustStore): Promise<string> {
  const cookie = random.once(4) ? random.bytes(1 + random.below(20)) : undefined;
  const { retry: _retry, ...options } = serverOptions(random, 'secp256r1');
  const retry = cookie === undefined ? {} : { retry: { cookie } };
  const server = new ScriptedServer({ ...options, ...retry, group: 'x25519' });
  const said = random.once(3) ? mutateTree(random, hello, EXTENSIONS) : serialize(hello);
  const first = stream(recordTree(HANDSHAKE, said, [3, 1]));
  try {
    const second = cookie === undefined ? new Uint8Array(0) : secondHello(random, hello, cookie);
    const answer = join([server.receive(first), cookie === undefined ? second : server.receive(second)]);
    const down = random.once(5) ? mutateBytes(random, answer) : answer;
    const { client, server: secret } = server.handshakeSecrets;
    const result = await auditHandshake({
      clientRecords: recordsIn(
        join([first, second, ...secondFlight(random, server, options.suite ?? 0x1301)]),
      ),
      serverRecords: recordsIn(down),
      clientSecret: random.once(16) ? mutateBytes(random, client) : client,
      serverSecret: random.once(16) ? mutateBytes(random, secret) : secret,
      serverName: SERVER_NAME,
      trust,
      nowMs: NOW_MS,
    });
    return result.suite === options.suite ? ACCEPTED : 'another suite';
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') return 'no answer';
    return codeOf(error);
  }
}

function secondHello(random: Random, hello: Tree, cookie: Uint8Array): Uint8Array {
  const tree = withCookie(hello, random.once(8) ? mutateBytes(random, cookie) : cookie);
  return stream(
    recordTree(HANDSHAKE, random.once(4) ? mutateTree(random, tree, EXTENSIONS) : serialize(tree)),
  );
}

/** What a client sends behind its hello: as it should be, or with a record too many, broken, or of another kind. */
function secondFlight(random: Random, server: ScriptedServer, suiteId: number): Uint8Array[] {
  const suite = suiteOf(suiteId)!;
  const { client } = server.handshakeSecrets;
  const finished = encodeFinished(suite, client, server.transcriptHash);
  const seal = (content: Uint8Array, type = HANDSHAKE, padding = 0, sequence = 0): Uint8Array =>
    sealRecord(suiteId, trafficKeys(suite, client), sequence, type, content, padding);
  const ccs = stream(recordTree(CHANGE_CIPHER_SPEC, Uint8Array.of(1), random.once(8) ? [3, 1] : [3, 3]));
  const before = random.once(2) ? [ccs] : [];
  switch (random.below(12)) {
    case 0:
      return [...before, seal(mutateBytes(random, finished))];
    case 1:
      return [...before, seal(finished, HANDSHAKE, 1 + random.below(9))];
    case 2:
      return [...before, seal(finished, random.pick([21, 23, 20] as const))];
    case 3:
      return [ccs, ccs, seal(finished)];
    case 4:
      return [...before, seal(join([finished, serialize(random.pick(STRAY_MESSAGES)!)]))];
    case 5:
      return [...before, stream(recordTree(HANDSHAKE, finished))];
    case 6:
      return [...before, mutateBytes(random, seal(finished))];
    case 7:
      return before;
    default:
      return [...before, seal(finished), ...(random.once(4) ? [seal(Uint8Array.of(1), 23, 0, 1)] : [])];
  }
}
