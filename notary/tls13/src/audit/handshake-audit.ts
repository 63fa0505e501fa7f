import { Tls13Error } from '../errors.ts';
import type { ClientHello } from '../handshake/client-hello.ts';
import { EXTENSION } from '../handshake/extensions.ts';
import { isFinished } from '../handshake/finished.ts';
import type { HelloRetry } from '../handshake/hello-retry.ts';
import { HANDSHAKE_TYPE, MessageReader } from '../handshake/message.ts';
import type { HandshakeMessage } from '../handshake/message.ts';
import type { ServerHello } from '../handshake/server-hello.ts';
import { HandshakeVerifier } from '../handshake/verifier.ts';
import type { VerifiedHandshake } from '../handshake/verifier.ts';
import type { TrafficSecrets } from '../keys/schedule.ts';
import { trafficKeys } from '../keys/traffic-keys.ts';
import type { PathResult } from '../pkix/valid-chain.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { Reader } from '../presentation/reader.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { openRecord } from '../record/protection.ts';
import { isExactVersion } from '../record/record-reader.ts';
import type { TlsRecord } from '../record/record-reader.ts';
import { readClientHello } from './carried-hello.ts';

/** A handshake that passed by, and what it is held against. */
export interface HandshakeAuditInput {
  /** From the first record of each direction on; what lies behind the handshake is not looked at. */
  readonly clientRecords: readonly TlsRecord[];
  readonly serverRecords: readonly TlsRecord[];
  /** The handshake traffic secrets as somebody who is not trusted disclosed them. */
  readonly clientSecret: Uint8Array;
  readonly serverSecret: Uint8Array;
  /** A DNS name in lower case. */
  readonly serverName: string;
  readonly trust: TrustStore;
  /** Unix milliseconds: certificates have to be valid then. */
  readonly nowMs: number;
}

/** What the audit of a handshake found to be true. */
export interface AuditedHandshake {
  /** Number of the cipher suite (RFC 8446, appendix B.4). */
  readonly suite: number;
  /** Who the server is, and who says so. */
  readonly path: PathResult;
  /** What the server chose by ALPN: `http/1.1`, or nothing. */
  readonly alpn: string | undefined;
  /** Index of the first client record behind Finished. If there is one already, it was sent before this audit. */
  readonly clientApplicationStart: number;
  /** Index of the first server record behind Finished. */
  readonly serverApplicationStart: number;
}

/**
 * Checks a handshake that passed by, of which neither end is trusted: the hellos are such as are carried, the server is
 * the one it is said to be and signed this very transcript, both Finished fit, and the client sent nothing besides.
 * Throws a Tls13Error; `tls.audit.*`, `tls.hello.*` are the prover's fault, all others the server's.
 */
export async function auditHandshake(input: HandshakeAuditInput): Promise<AuditedHandshake> {
  const flight = new ClientFlight(input.clientRecords, input.serverName);
  const verifier = new HandshakeVerifier(input, {
    nowMs: () => input.nowMs,
    trafficSecrets: (hello) => disclosedSecrets(hello, input),
  });
  verifier.clientHello(flight.firstHello());
  for (const [index, record] of input.serverRecords.entries()) {
    const step = await withDisclosedKeys(() => verifier.receive(record));
    if (step.kind === 'retry') verifier.clientHello(flight.secondHello(step.retry));
    if (step.kind !== 'finished') continue;
    const { suite, chain, alpn } = step.handshake;
    flight.finished(step.handshake);
    return {
      suite: suite.id,
      path: chain.path,
      alpn,
      clientApplicationStart: flight.position,
      serverApplicationStart: index + 1,
    };
  }
  throw new Tls13Error('tls.audit.incomplete');
}

function disclosedSecrets(
  { suite }: ServerHello,
  { clientSecret, serverSecret }: HandshakeAuditInput,
): TrafficSecrets {
  if (clientSecret.length !== suite.hashLength || serverSecret.length !== suite.hashLength) {
    throw new Tls13Error('tls.audit.secrets');
  }
  return { client: clientSecret, server: serverSecret };
}

/** A record that does not open says here that the disclosed secret is not the one: the bytes are the server's own. */
async function withDisclosedKeys<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (cause instanceof Tls13Error && cause.code === 'tls.record.mac') {
      throw new Tls13Error('tls.audit.secrets', { cause });
    }
    throw cause;
  }
}

/** What the client sent: its hello, perhaps a second one, one change_cipher_spec at most, and one Finished. */
class ClientFlight {
  readonly #records: readonly TlsRecord[];
  readonly #serverName: string;
  #position = 0;
  #changeCipherSpecSeen = false;
  #first: ClientHello | undefined;

  constructor(records: readonly TlsRecord[], serverName: string) {
    this.#records = records;
    this.#serverName = serverName;
  }

  get position(): number {
    return this.#position;
  }

  firstHello(): ClientHello {
    return (this.#first = readClientHello(this.#next(), { serverName: this.#serverName }));
  }

  /** RFC 8446 section 4.1.2: as the first one, with the share and the cookie that the server asked for. */
  secondHello({ group, cookie }: HelloRetry): ClientHello {
    const record = this.#nextAfterChangeCipherSpec();
    if (this.#first === undefined) throw new Tls13Error('tls.internal');
    const hello = readClientHello(record, { serverName: this.#serverName, first: this.#first });
    const shares = group === undefined ? this.#first.shares : [group];
    if (hello.shares.join() !== shares.join() || !isSameCookie(hello, cookie))
      throw new Tls13Error('tls.hello.changed');
    return hello;
  }

  finished({ suite, secrets, transcriptHash }: VerifiedHandshake): void {
    const record = this.#nextAfterChangeCipherSpec();
    if (record.type !== CONTENT_TYPE.application_data) throw new Tls13Error('tls.audit.client_flight');
    const opened = openRecord(suite.id, trafficKeys(suite, secrets.client), 0, record);
    if (opened === undefined) throw new Tls13Error('tls.audit.secrets');
    if (opened.type !== CONTENT_TYPE.handshake || opened.paddingLength > 0) {
      throw new Tls13Error('tls.audit.client_flight');
    }
    const message = onlyMessage(opened.content);
    if (message?.type !== HANDSHAKE_TYPE.finished) throw new Tls13Error('tls.audit.client_flight');
    if (!isFinished(message.body, suite, secrets.client, transcriptHash)) {
      throw new Tls13Error('tls.audit.client_finished');
    }
  }

  /** RFC 8446 appendix D.4: a client sends it once, in front of its second flight. */
  #nextAfterChangeCipherSpec(): TlsRecord {
    const record = this.#next();
    if (record.type !== CONTENT_TYPE.change_cipher_spec) return record;
    if (this.#changeCipherSpecSeen || !isExactVersion(record))
      throw new Tls13Error('tls.audit.client_flight');
    this.#changeCipherSpecSeen = true;
    return this.#next();
  }

  #next(): TlsRecord {
    const record = this.#records[this.#position];
    if (record === undefined) throw new Tls13Error('tls.audit.incomplete');
    this.#position += 1;
    return record;
  }
}

function onlyMessage(content: Uint8Array): HandshakeMessage | undefined {
  const messages = new MessageReader();
  messages.push(content);
  const message = messages.next();
  return messages.hasFragment ? undefined : message;
}

function isSameCookie(hello: ClientHello, cookie: Uint8Array | undefined): boolean {
  const data = hello.extensions.get(EXTENSION.cookie);
  if (data === undefined || cookie === undefined) return data === cookie;
  const reader = new Reader(data, 'tls.hello.decode');
  const sent = reader.vector(2);
  reader.end();
  return Buffer.compare(sent, cookie) === 0;
}
