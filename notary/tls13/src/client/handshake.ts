import { Tls13Error } from '../errors.ts';
import { encodeClientHello, readClientHelloMessage } from '../handshake/client-hello.ts';
import { encodeFinished } from '../handshake/finished.ts';
import type { HelloRetry } from '../handshake/hello-retry.ts';
import { MessageReader } from '../handshake/message.ts';
import type { ServerHello } from '../handshake/server-hello.ts';
import { HandshakeVerifier } from '../handshake/verifier.ts';
import type { VerifiedHandshake } from '../handshake/verifier.ts';
import { createKeyShare, GROUPS } from '../keys/key-exchange.ts';
import type { GroupName, KeyShare } from '../keys/key-exchange.ts';
import {
  applicationTrafficSecrets,
  handshakeSecret,
  handshakeTrafficSecrets,
  masterSecret,
} from '../keys/schedule.ts';
import type { TrafficSecrets } from '../keys/schedule.ts';
import { trafficKeys } from '../keys/traffic-keys.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { concat } from '../presentation/writer.ts';
import { encodeAlert } from '../record/alert.ts';
import type { AlertName } from '../record/alert.ts';
import { CONTENT_TYPE, MAX_PLAINTEXT } from '../record/content-type.ts';
import { plainRecord } from '../record/protection.ts';
import { RecordCipher } from '../record/record-cipher.ts';
import type { TlsRecord } from '../record/record-reader.ts';
import { Session } from './session.ts';

export interface ClientHandshakeOptions {
  readonly serverName: string;
  readonly trust: TrustStore;
  readonly alpn: readonly string[];
  readonly shares: readonly GroupName[];
}

export interface ClientHandshakeDeps {
  nowMs(): number;
  random(length: number): Uint8Array;
}

const RANDOM_LENGTH = 32;
const FIRST_HELLO_VERSION = 0x0301;
const NOTHING = new Uint8Array(0);

/** The client's side of a full handshake (RFC 8446 section 2). What the server says is for HandshakeVerifier to judge. */
export class ClientHandshake {
  readonly #options: ClientHandshakeOptions;
  readonly #deps: ClientHandshakeDeps;
  readonly #verifier: HandshakeVerifier;
  readonly #random: Uint8Array;
  readonly #sessionId: Uint8Array;
  #shares: KeyShare[] = [];
  #secret: Uint8Array = NOTHING;
  #cipher: RecordCipher | undefined;
  #changeCipherSpecSent = false;
  #session: Session | undefined;

  constructor(options: ClientHandshakeOptions, deps: ClientHandshakeDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#random = deps.random(RANDOM_LENGTH);
    this.#sessionId = deps.random(RANDOM_LENGTH);
    this.#verifier = new HandshakeVerifier(options, {
      nowMs: () => deps.nowMs(),
      trafficSecrets: (hello, transcriptHash) => this.#agree(hello, transcriptHash),
    });
  }

  /** There once the server's Finished was good. */
  get session(): Session | undefined {
    return this.#session;
  }

  start(): Uint8Array {
    this.#shares = this.#options.shares.map((group) => this.#keyShare(group));
    return this.#clientHello(undefined, FIRST_HELLO_VERSION);
  }

  /** Takes a record of the server; gives what is to be sent. */
  async receive(record: TlsRecord): Promise<Uint8Array> {
    const step = await this.#verifier.receive(record);
    switch (step.kind) {
      case 'more':
        return NOTHING;
      case 'retry':
        return this.#answerRetry(step.retry);
      case 'finished':
        return this.#finish(step.handshake);
    }
  }

  alert(name: AlertName): Uint8Array {
    const alert = encodeAlert(name);
    return this.#cipher?.seal(CONTENT_TYPE.alert, alert) ?? plainRecord(CONTENT_TYPE.alert, alert);
  }

  #keyShare(group: GroupName): KeyShare {
    return createKeyShare(group, (length) => this.#deps.random(length));
  }

  /** Section 4.1.2: the same hello, but for the one share that is wanted, if any, and the cookie. */
  #answerRetry({ group, cookie }: HelloRetry): Uint8Array {
    const wanted = (Object.keys(GROUPS) as GroupName[]).find((name) => GROUPS[name] === group);
    if (wanted !== undefined) this.#shares = [this.#keyShare(wanted)];
    return concat(this.#changeCipherSpec(), this.#clientHello(cookie));
  }

  #clientHello(cookie?: Uint8Array, recordVersion?: number): Uint8Array {
    const { serverName, alpn } = this.#options;
    const message = encodeClientHello({
      random: this.#random,
      sessionId: this.#sessionId,
      serverName,
      alpn,
      shares: this.#shares,
      ...(cookie === undefined ? {} : { cookie }),
    });
    const messages = new MessageReader();
    messages.push(message);
    const read = messages.next();
    if (read === undefined) throw new Tls13Error('tls.internal');
    // The verifier judges the server by what was really sent, as an auditor does.
    this.#verifier.clientHello(readClientHelloMessage(read));
    return concat(...inRecords(message, recordVersion));
  }

  /** Appendix D.4: once, in front of the second flight. */
  #changeCipherSpec(): Uint8Array {
    if (this.#changeCipherSpecSent) return NOTHING;
    this.#changeCipherSpecSent = true;
    return plainRecord(CONTENT_TYPE.change_cipher_spec, Uint8Array.of(1));
  }

  #agree({ suite, group, keyShare }: ServerHello, transcriptHash: Uint8Array): TrafficSecrets {
    const share = this.#shares.find((ours) => GROUPS[ours.group] === group);
    if (share === undefined) throw new Tls13Error('tls.handshake.key_share');
    this.#secret = handshakeSecret(suite, agreed(share, keyShare));
    this.#shares = [];
    const secrets = handshakeTrafficSecrets(suite, this.#secret, transcriptHash);
    this.#cipher = new RecordCipher(suite, trafficKeys(suite, secrets.client));
    return secrets;
  }

  #finish(handshake: VerifiedHandshake): Uint8Array {
    const { suite, secrets, transcriptHash } = handshake;
    const finished = encodeFinished(suite, secrets.client, transcriptHash);
    const record = this.#cipher?.seal(CONTENT_TYPE.handshake, finished);
    if (record === undefined) throw new Tls13Error('tls.internal');
    const master = masterSecret(suite, this.#secret);
    // From here on only the leaves are needed, and each epoch's secret.
    this.#secret = NOTHING;
    this.#cipher = undefined;
    this.#session = new Session(handshake, applicationTrafficSecrets(suite, master, transcriptHash));
    return concat(this.#changeCipherSpec(), record);
  }
}

function agreed(share: KeyShare, peer: Uint8Array): Uint8Array {
  try {
    return share.agree(peer);
  } catch (cause) {
    throw new Tls13Error('tls.handshake.key_share', { cause });
  }
}

/** A long cookie can make the second hello longer than one record. */
function inRecords(message: Uint8Array, version?: number): Uint8Array[] {
  const records: Uint8Array[] = [];
  for (let at = 0; at < message.length; at += MAX_PLAINTEXT) {
    records.push(plainRecord(CONTENT_TYPE.handshake, message.subarray(at, at + MAX_PLAINTEXT), version));
  }
  return records;
}
