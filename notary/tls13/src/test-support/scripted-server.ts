import type { KeyObject } from 'node:crypto';
import { readClientHelloMessage, TLS_1_2, TLS_1_3 } from '../handshake/client-hello.ts';
import type { ClientHello } from '../handshake/client-hello.ts';
import { encodeExtension, EXTENSION } from '../handshake/extensions.ts';
import { encodeFinished, isFinished } from '../handshake/finished.ts';
import { encodeMessage, HANDSHAKE_TYPE, MessageReader } from '../handshake/message.ts';
import type { HandshakeMessage } from '../handshake/message.ts';
import { RETRY_RANDOM } from '../handshake/server-hello.ts';
import { Transcript } from '../handshake/transcript.ts';
import { createKeyShare, GROUPS } from '../keys/key-exchange.ts';
import type { GroupName } from '../keys/key-exchange.ts';
import {
  applicationTrafficSecrets,
  handshakeSecret,
  handshakeTrafficSecrets,
  masterSecret,
} from '../keys/schedule.ts';
import type { TrafficSecrets } from '../keys/schedule.ts';
import { suiteOf } from '../keys/suites.ts';
import type { Suite } from '../keys/suites.ts';
import { trafficKeys } from '../keys/traffic-keys.ts';
import { EpochKeys, nextSecret } from '../keys/update.ts';
import { concat, uint, vector } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { plainRecord, sealRecord } from '../record/protection.ts';
import type { OpenedRecord } from '../record/protection.ts';
import { RecordCipher } from '../record/record-cipher.ts';
import { RecordReader } from '../record/record-reader.ts';
import type { TlsRecord } from '../record/record-reader.ts';
import { encodeCertificate, encodeCertificateVerify, encodeTicket, peerShare } from './server-messages.ts';
import type { ServerMessage } from './server-messages.ts';

export interface ScriptedServerOptions {
  readonly chain: readonly Uint8Array[];
  readonly privateKey: KeyObject;
  readonly suite?: number;
  readonly group?: GroupName;
  /** Asks for a second hello first. */
  readonly retry?: { readonly group?: GroupName; readonly cookie?: Uint8Array };
  readonly alpn?: string;
  /** By number; the first that fits the key by default. */
  readonly scheme?: number;
  /** NewSessionTickets in the first flight, or behind the client's Finished. */
  readonly tickets?: { readonly count: number; readonly early?: boolean };
  readonly changeCipherSpec?: boolean;
  /** Protected messages one to a record, all in one, or cut into pieces of so many bytes. */
  readonly packing?: 'each' | 'one' | number;
  /** Replaces a message before it enters the transcript: what the server says about itself is consistent. */
  readonly replace?: Partial<Record<ServerMessage, (message: Uint8Array) => Uint8Array>>;
  /** Changes what is sent after the transcript was made: the server's own view differs from the wire. */
  readonly tamper?: Partial<Record<ServerMessage, (message: Uint8Array) => Uint8Array>>;
  /** Records in front of a message. They are sealed with the keys that are in use there. */
  readonly before?: Partial<Record<ServerMessage, (server: ScriptedServer) => Uint8Array>>;
  readonly serverRandom?: Uint8Array;
}

const RANDOM = new Uint8Array(32).fill(7);
/** Fixed private keys: nothing here is worth a secret. */
const random = (length: number): Uint8Array => new Uint8Array(length).fill(9);

/**
 * A TLS 1.3 server without input or output, that keeps to RFC 8446 except where a test tells it not to. It shares
 * records, keys and encodings with the client, so real stacks must be asked whether those are right; deviations are
 * what it is for.
 */
export class ScriptedServer {
  readonly options: ScriptedServerOptions;
  readonly received: OpenedRecord[] = [];
  readonly #reader = new RecordReader();
  readonly #messages = new MessageReader();
  readonly #transcript = new Transcript();
  readonly #suite: Suite;
  #state: 'hello' | 'second_hello' | 'finished' | 'open' = 'hello';
  #pending: Uint8Array[] = [];
  #outbound: { secret: Uint8Array; sequence: number } | undefined;
  #inbound: RecordCipher | undefined;
  #handshake: TrafficSecrets | undefined;
  #application: TrafficSecrets | undefined;
  #clientEpoch = 0;
  clientFinishedOk = false;

  constructor(options: ScriptedServerOptions) {
    this.options = options;
    const suite = suiteOf(options.suite ?? 0x1301);
    if (suite === undefined) throw new Error('no such suite');
    this.#suite = suite;
  }

  get handshakeDone(): boolean {
    return this.#state === 'open';
  }

  get applicationSecrets(): TrafficSecrets {
    if (this.#application === undefined) throw new Error('not yet');
    return this.#application;
  }

  get handshakeSecrets(): TrafficSecrets {
    if (this.#handshake === undefined) throw new Error('not yet');
    return this.#handshake;
  }

  /** Over everything that was said so far. */
  get transcriptHash(): Uint8Array {
    return this.#transcript.digest();
  }

  /** Takes what the client sent; gives what the server answers. */
  receive(bytes: Uint8Array): Uint8Array {
    const out: Uint8Array[] = [];
    this.#reader.push(bytes);
    for (let record = this.#reader.next(); record !== undefined; record = this.#reader.next()) {
      out.push(this.#record(record));
    }
    return concat(...out);
  }

  /** One protected record under the current keys. */
  seal(type: number, content: Uint8Array, paddingLength = 0): Uint8Array {
    if (this.#outbound === undefined) return plainRecord(type, content);
    const keys = trafficKeys(this.#suite, this.#outbound.secret);
    return sealRecord(this.#suite.id, keys, this.#outbound.sequence++, type, content, paddingLength);
  }

  data(content: Uint8Array): Uint8Array {
    return this.seal(CONTENT_TYPE.application_data, content);
  }

  closeNotify(): Uint8Array {
    return this.seal(CONTENT_TYPE.alert, Uint8Array.of(1, 0));
  }

  ticket(fill = 1): Uint8Array {
    return this.seal(CONTENT_TYPE.handshake, encodeTicket(fill));
  }

  /** A KeyUpdate, behind which the next keys are in use. */
  updateKey(isRequested = false): Uint8Array {
    const update = encodeMessage(HANDSHAKE_TYPE.key_update, uint(1, isRequested ? 1 : 0));
    const record = this.seal(CONTENT_TYPE.handshake, update);
    if (this.#outbound === undefined) throw new Error('not yet');
    this.#outbound = { secret: nextSecret(this.#suite, this.#outbound.secret), sequence: 0 };
    return record;
  }

  #record(record: TlsRecord): Uint8Array {
    if (record.type === CONTENT_TYPE.change_cipher_spec) return new Uint8Array(0);
    if (this.#state === 'hello' || this.#state === 'second_hello') {
      this.#messages.push(record.payload);
      const message = this.#messages.next();
      return message === undefined ? new Uint8Array(0) : this.#clientHello(message);
    }
    const opened = this.#inbound?.open(record);
    if (opened === undefined) throw new Error('no keys');
    if (this.#state === 'open') this.#applicationRecord(opened);
    else return this.#clientFinished(opened);
    return new Uint8Array(0);
  }

  #clientHello(message: HandshakeMessage): Uint8Array {
    const hello = readClientHelloMessage(message);
    this.#transcript.add(message.bytes);
    const { retry } = this.options;
    if (this.#state === 'hello' && retry !== undefined) {
      this.#state = 'second_hello';
      return this.#helloRetryRequest(hello, retry);
    }
    return this.#flight(hello);
  }

  #helloRetryRequest(hello: ClientHello, retry: { group?: GroupName; cookie?: Uint8Array }): Uint8Array {
    this.#transcript.replaceFirstHello(this.#suite);
    const extensions = [
      encodeExtension(EXTENSION.supported_versions, uint(2, TLS_1_3)),
      ...(retry.group === undefined
        ? []
        : [encodeExtension(EXTENSION.key_share, uint(2, GROUPS[retry.group]))]),
      ...(retry.cookie === undefined ? [] : [encodeExtension(EXTENSION.cookie, vector(2, retry.cookie))]),
    ];
    const said = this.#say('hello_retry_request', this.#hello(hello, RETRY_RANDOM, extensions));
    return concat(said, this.#flush(), this.#changeCipherSpec());
  }

  #hello(hello: ClientHello, serverRandom: Uint8Array, extensions: readonly Uint8Array[]): Uint8Array {
    return encodeMessage(
      HANDSHAKE_TYPE.server_hello,
      uint(2, TLS_1_2),
      serverRandom,
      vector(1, hello.sessionId),
      uint(2, this.#suite.id),
      uint(1, 0),
      vector(2, ...extensions),
    );
  }

  #flight(hello: ClientHello): Uint8Array {
    const group = this.options.retry?.group ?? this.options.group ?? 'x25519';
    const share = createKeyShare(group, random);
    const out: Uint8Array[] = [];
    const extensions = [
      encodeExtension(EXTENSION.supported_versions, uint(2, TLS_1_3)),
      encodeExtension(EXTENSION.key_share, uint(2, GROUPS[group]), vector(2, share.publicKey)),
    ];
    out.push(
      this.#say('server_hello', this.#hello(hello, this.options.serverRandom ?? RANDOM, extensions)),
      this.#flush(),
    );
    this.#transcript.choose(this.#suite);
    const secret = handshakeSecret(this.#suite, share.agree(peerShare(hello, group)));
    this.#handshake = handshakeTrafficSecrets(this.#suite, secret, this.#transcript.digest());
    if (this.options.retry === undefined) out.push(this.#changeCipherSpec());
    this.#outbound = { secret: this.#handshake.server, sequence: 0 };
    this.#inbound = new RecordCipher(this.#suite, trafficKeys(this.#suite, this.#handshake.client));

    const { alpn } = this.options;
    const protocols =
      alpn === undefined ? [] : [encodeExtension(EXTENSION.alpn, vector(2, vector(1, Buffer.from(alpn))))];
    out.push(
      this.#say(
        'encrypted_extensions',
        encodeMessage(HANDSHAKE_TYPE.encrypted_extensions, vector(2, ...protocols)),
      ),
    );
    out.push(this.#say('certificate', encodeCertificate(this.options.chain)));
    out.push(
      this.#say(
        'certificate_verify',
        encodeCertificateVerify(this.options.privateKey, this.options.scheme, this.#transcript.digest()),
      ),
    );
    out.push(
      this.#say('finished', encodeFinished(this.#suite, this.#handshake.server, this.#transcript.digest())),
    );
    out.push(this.#flush());
    this.#application = applicationTrafficSecrets(
      this.#suite,
      masterSecret(this.#suite, secret),
      this.#transcript.digest(),
    );
    this.#outbound = { secret: this.#application.server, sequence: 0 };
    if (this.options.tickets?.early === true) out.push(...this.#tickets());
    this.#state = 'finished';
    return concat(...out);
  }

  #tickets(): Uint8Array[] {
    return Array.from({ length: this.options.tickets?.count ?? 0 }, (_, i) => this.ticket(i + 1));
  }

  /** A message, with what stands in front of it, into the transcript and towards the wire. */
  #say(name: ServerMessage, genuine: Uint8Array): Uint8Array {
    const { replace = {}, tamper = {}, before = {}, packing } = this.options;
    const front = before[name] === undefined ? [] : [this.#flush(), before[name](this)];
    const message = replace[name]?.(genuine) ?? genuine;
    this.#transcript.add(message);
    this.#pending.push(tamper[name]?.(message) ?? message);
    return concat(...front, packing === 'each' || packing === undefined ? this.#flush() : new Uint8Array(0));
  }

  #flush(): Uint8Array {
    const content = concat(...this.#pending.splice(0));
    const size = typeof this.options.packing === 'number' ? this.options.packing : 16_384;
    const records: Uint8Array[] = [];
    for (let at = 0; at < content.length; at += size) {
      records.push(this.seal(CONTENT_TYPE.handshake, content.subarray(at, at + size)));
    }
    return concat(...records);
  }

  #changeCipherSpec(): Uint8Array {
    return this.options.changeCipherSpec === false
      ? new Uint8Array(0)
      : plainRecord(CONTENT_TYPE.change_cipher_spec, Uint8Array.of(1));
  }

  #clientFinished({ type, content }: OpenedRecord): Uint8Array {
    if (type !== CONTENT_TYPE.handshake || this.#handshake === undefined)
      throw new Error('the client gave up');
    const digest = this.#transcript.digest();
    this.clientFinishedOk = isFinished(content.subarray(4), this.#suite, this.#handshake.client, digest);
    this.#inbound = new RecordCipher(this.#suite, trafficKeys(this.#suite, this.applicationSecrets.client));
    this.#state = 'open';
    return this.options.tickets?.early === true ? new Uint8Array(0) : concat(...this.#tickets());
  }

  #applicationRecord(opened: OpenedRecord): void {
    this.received.push(opened);
    if (opened.type !== CONTENT_TYPE.handshake) return;
    this.#clientEpoch += 1;
    const epochs = new EpochKeys(this.#suite, this.applicationSecrets.client);
    this.#inbound = new RecordCipher(this.#suite, epochs.at(this.#clientEpoch));
  }
}
