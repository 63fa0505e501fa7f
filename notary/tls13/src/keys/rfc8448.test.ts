import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClientHelloMessage } from '../handshake/client-hello.ts';
import { encodeFinished } from '../handshake/finished.ts';
import { MessageReader } from '../handshake/message.ts';
import { PostHandshakeReader } from '../handshake/post-handshake.ts';
import { HandshakeVerifier } from '../handshake/verifier.ts';
import type { VerifiedHandshake } from '../handshake/verifier.ts';
import { createTrustStore } from '../pkix/trust-store.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { openRecord, sealRecord } from '../record/protection.ts';
import { codeOf, recordsOf } from '../test-support/conversation.ts';
import { createKeyShare } from './key-exchange.ts';
import type { GroupName } from './key-exchange.ts';
import {
  applicationTrafficSecrets,
  handshakeSecret,
  handshakeTrafficSecrets,
  masterSecret,
} from './schedule.ts';
import { trafficKeys } from './traffic-keys.ts';

interface Trace {
  readonly clientPrivate: string;
  readonly group: GroupName;
  readonly clientHello: string;
  readonly helloRetryRequest?: string;
  readonly clientHello2?: string;
  readonly serverHello: string;
  readonly serverFlight: string;
  readonly clientFinished: string;
  readonly clientClose: string;
  readonly serverClose: string;
}

interface SimpleTrace extends Trace {
  readonly newSessionTicket: string;
  readonly clientData: string;
  readonly serverData: string;
  readonly payload: string;
  readonly secrets: Readonly<Record<string, string>>;
}

const traces = JSON.parse(readFileSync(new URL('../testdata/rfc8448.json', import.meta.url), 'utf8')) as {
  simple: SimpleTrace;
  helloRetry: Trace;
  clientAuthentication: Trace;
  compatibility: Trace;
};
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

/** The client's side of a trace: its private key and what the server sent give everything else. */
async function replay(trace: Trace): Promise<{ handshake: VerifiedHandshake; secret: Uint8Array }> {
  const share = createKeyShare(trace.group, () => bytes(trace.clientPrivate));
  let secret = new Uint8Array(0);
  const verifier = new HandshakeVerifier(
    { serverName: 'server', trust: createTrustStore({ roots: 'none' }) },
    {
      nowMs: () => 0,
      trafficSecrets: ({ suite, keyShare }, transcriptHash) => {
        secret = Uint8Array.from(handshakeSecret(suite, share.agree(keyShare)));
        return handshakeTrafficSecrets(suite, secret, transcriptHash);
      },
      // The RFC's certificate is self-signed, with a key of 1,024 bits.
      validate: ([leaf]) =>
        Promise.resolve({
          path: { leafSpkiSha256: leaf!, anchorSpkiSha256: leaf!, customCa: true },
          leafKey: new X509Certificate(leaf!).publicKey,
        }),
    },
  );
  const hello = (record: string): void => {
    const messages = new MessageReader();
    messages.push(recordsOf(bytes(record))[0]!.payload);
    verifier.clientHello(readClientHelloMessage(messages.next()!));
  };
  hello(trace.clientHello);
  for (const record of recordsOf(
    bytes((trace.helloRetryRequest ?? '') + trace.serverHello + trace.serverFlight),
  )) {
    const step = await verifier.receive(record);
    if (step.kind === 'retry') hello(trace.clientHello2!);
    if (step.kind === 'finished') return { handshake: step.handshake, secret };
  }
  throw new Error('the trace did not end');
}

describe('RFC 8448', () => {
  it.each(['simple', 'helloRetry', 'compatibility'] as const)(
    '%s: the handshake is verified and Finished is ours',
    async (name) => {
      const trace = traces[name];
      const { handshake, secret } = await replay(trace);
      const { suite, secrets, transcriptHash } = handshake;
      const finished = encodeFinished(suite, secrets.client, transcriptHash);
      const sealed = sealRecord(
        suite.id,
        trafficKeys(suite, secrets.client),
        0,
        CONTENT_TYPE.handshake,
        finished,
      );
      expect(trace.clientFinished.endsWith(hex(sealed))).toBe(true);

      const application = applicationTrafficSecrets(suite, masterSecret(suite, secret), transcriptHash);
      const sequence = name === 'simple' ? 1 : 0;
      const close = Uint8Array.of(1, 0);
      const clientClose = sealRecord(
        suite.id,
        trafficKeys(suite, application.client),
        sequence,
        CONTENT_TYPE.alert,
        close,
      );
      expect(hex(clientClose)).toBe(trace.clientClose);
      const [serverClose] = recordsOf(bytes(trace.serverClose));
      const serverSequence = name === 'simple' ? 2 : 0;
      expect(
        openRecord(suite.id, trafficKeys(suite, application.server), serverSequence, serverClose!),
      ).toEqual({
        type: CONTENT_TYPE.alert,
        content: Buffer.from(close),
        paddingLength: 0,
      });
    },
  );

  it('simple: every secret of the key schedule', async () => {
    const { handshake, secret } = await replay(traces.simple);
    const { suite, secrets, transcriptHash } = handshake;
    const master = masterSecret(suite, secret);
    const application = applicationTrafficSecrets(suite, master, transcriptHash);
    const keys = (name: string, of: Uint8Array): Record<string, string> => {
      const { key, iv } = trafficKeys(suite, of);
      return { [`${name}Key`]: hex(key), [`${name}Iv`]: hex(iv) };
    };
    expect({
      handshake: hex(secret),
      clientHandshakeTraffic: hex(secrets.client),
      serverHandshakeTraffic: hex(secrets.server),
      master: hex(master),
      clientApplicationTraffic: hex(application.client),
      serverApplicationTraffic: hex(application.server),
      ...keys('serverHandshake', secrets.server),
      ...keys('clientHandshake', secrets.client),
      ...keys('serverApplication', application.server),
      ...keys('clientApplication', application.client),
    }).toEqual(traces.simple.secrets);
  });

  it('simple: data and ticket', async () => {
    const { handshake, secret } = await replay(traces.simple);
    const { suite, transcriptHash } = handshake;
    const { client, server } = applicationTrafficSecrets(suite, masterSecret(suite, secret), transcriptHash);
    const payload = bytes(traces.simple.payload);
    expect(
      hex(sealRecord(suite.id, trafficKeys(suite, client), 0, CONTENT_TYPE.application_data, payload)),
    ).toBe(traces.simple.clientData);
    const [ticket, data] = recordsOf(bytes(traces.simple.newSessionTicket + traces.simple.serverData));
    const tickets = new PostHandshakeReader();
    tickets.receive(openRecord(suite.id, trafficKeys(suite, server), 0, ticket!)!.content);
    expect(tickets.tickets).toBe(1);
    expect(hex(openRecord(suite.id, trafficKeys(suite, server), 1, data!)!.content)).toBe(
      traces.simple.payload,
    );
  });

  it('a server that asks for a certificate is refused', async () => {
    expect(await codeOf(() => replay(traces.clientAuthentication))).toBe('tls.client_certificate_requested');
  });
});
