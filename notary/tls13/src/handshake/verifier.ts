import { Tls13Error } from '../errors.ts';
import type { TrafficSecrets } from '../keys/schedule.ts';
import type { Suite } from '../keys/suites.ts';
import { trafficKeys } from '../keys/traffic-keys.ts';
import { validateChain } from '../pkix/path.ts';
import type { ValidChain } from '../pkix/valid-chain.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { alertError } from '../record/received-alert.ts';
import { RecordCipher } from '../record/record-cipher.ts';
import { isExactVersion } from '../record/record-reader.ts';
import type { TlsRecord } from '../record/record-reader.ts';
import { readCertificate } from './certificate.ts';
import { checkCertificateVerify } from './certificate-verify.ts';
import type { ClientHello } from './client-hello.ts';
import { readEncryptedExtensions } from './encrypted-extensions.ts';
import { isFinished } from './finished.ts';
import type { HelloRetry } from './hello-retry.ts';
import { HANDSHAKE_TYPE, MessageReader } from './message.ts';
import type { HandshakeMessage } from './message.ts';
import { readServerHello } from './server-hello.ts';
import type { ServerHello } from './server-hello.ts';
import { Transcript } from './transcript.ts';

export interface HandshakeVerifierOptions {
  readonly serverName: string;
  readonly trust: TrustStore;
}

export interface HandshakeVerifierDeps {
  nowMs(): number;
  /** The handshake traffic secrets: computed by a client, disclosed to an auditor. */
  trafficSecrets(hello: ServerHello, transcriptHash: Uint8Array): TrafficSecrets;
  /** Path validation; another one in tests of traces whose certificates nobody trusts. */
  readonly validate?: typeof validateChain;
}

/** What the server's side of a handshake established. */
export interface VerifiedHandshake {
  readonly suite: Suite;
  readonly secrets: TrafficSecrets;
  readonly chain: ValidChain;
  readonly alpn: string | undefined;
  /** Over everything from ClientHello to the server's Finished. */
  readonly transcriptHash: Uint8Array;
}

/** `retry`: the second ClientHello must be given before the next record. */
export type HandshakeStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'retry'; readonly retry: HelloRetry }
  | { readonly kind: 'finished'; readonly handshake: VerifiedHandshake };

type Awaited =
  | 'client_hello'
  | 'server_hello'
  | 'encrypted_extensions'
  | 'certificate'
  | 'certificate_verify'
  | 'finished'
  | 'nothing';

/** Genuine servers need about ten; a big chain in records of 512 bytes about forty. */
const MAX_RECORDS = 128;
const MORE: HandshakeStep = { kind: 'more' };

/**
 * The checks of a server's handshake (RFC 8446 section 4 and appendix A.1), record by record. The client that makes a
 * session and the auditor who only saw it pass by use the same ones; they differ in where the secrets come from.
 */
export class HandshakeVerifier {
  readonly #options: HandshakeVerifierOptions;
  readonly #deps: HandshakeVerifierDeps;
  readonly #transcript = new Transcript();
  readonly #reader = new MessageReader();
  #awaited: Awaited = 'client_hello';
  #hello: ClientHello | undefined;
  #retry: HelloRetry | undefined;
  #suite: Suite | undefined;
  #secrets: TrafficSecrets | undefined;
  #cipher: RecordCipher | undefined;
  #chain: ValidChain | undefined;
  #alpn: string | undefined;
  #changeCipherSpecAllowed = false;
  #records = 0;
  #exactVersions = true;

  constructor(options: HandshakeVerifierOptions, deps: HandshakeVerifierDeps) {
    this.#options = options;
    this.#deps = deps;
  }

  /** The hello of the client, and after a `retry` its second one. */
  clientHello(hello: ClientHello): void {
    if (this.#awaited !== 'client_hello') throw new Tls13Error('tls.state');
    this.#hello = hello;
    this.#transcript.add(hello.bytes);
    this.#awaited = 'server_hello';
  }

  async receive(record: TlsRecord): Promise<HandshakeStep> {
    if (this.#awaited === 'client_hello' || this.#awaited === 'nothing') throw new Tls13Error('tls.state');
    if (++this.#records > MAX_RECORDS) throw new Tls13Error('tls.handshake.limits');
    if (record.type === CONTENT_TYPE.change_cipher_spec) return this.#changeCipherSpec(record);
    this.#exactVersions &&= isExactVersion(record);
    this.#reader.push(this.#handshakeContent(record));
    for (let message = this.#reader.next(); message !== undefined; message = this.#reader.next()) {
      const step = await this.#handle(message);
      if (step.kind !== 'more') return step;
    }
    return MORE;
  }

  /** Appendix D.4: it means nothing, and may stand once behind each message that the server sends in the clear. */
  #changeCipherSpec(record: TlsRecord): HandshakeStep {
    // Section 5.1: nothing may stand inside a message that is in pieces.
    if (!this.#changeCipherSpecAllowed || !isExactVersion(record) || this.#reader.hasFragment) {
      throw new Tls13Error('tls.change_cipher_spec');
    }
    this.#changeCipherSpecAllowed = false;
    return MORE;
  }

  /** Section 5: what is in the clear may be so only before the ServerHello, and what is protected only behind it. */
  #handshakeContent(record: TlsRecord): Uint8Array {
    const clear = this.#cipher === undefined;
    if ((record.type === CONTENT_TYPE.application_data) === clear)
      throw new Tls13Error('tls.record.unexpected');
    const { type, content } = this.#cipher?.open(record) ?? { type: record.type, content: record.payload };
    if (type === CONTENT_TYPE.alert) throw alertError(content);
    if (type !== CONTENT_TYPE.handshake) throw new Tls13Error('tls.record.unexpected');
    if (content.length === 0) throw new Tls13Error('tls.record.empty');
    return content;
  }

  async #handle(message: HandshakeMessage): Promise<HandshakeStep> {
    const awaited = this.#awaited;
    if (awaited === 'certificate' && message.type === HANDSHAKE_TYPE.certificate_request) {
      throw new Tls13Error('tls.client_certificate_requested');
    }
    if (awaited === 'client_hello' || awaited === 'nothing' || message.type !== HANDSHAKE_TYPE[awaited]) {
      throw new Tls13Error('tls.handshake.unexpected_message');
    }
    switch (awaited) {
      case 'server_hello':
        return this.#serverHello(message);
      case 'encrypted_extensions':
        this.#alpn = readEncryptedExtensions(message.body, this.#known(this.#hello));
        this.#awaited = 'certificate';
        break;
      case 'certificate':
        this.#chain = await this.#certificate(message);
        this.#awaited = 'certificate_verify';
        break;
      case 'certificate_verify':
        this.#certificateVerify(message);
        this.#awaited = 'finished';
        break;
      case 'finished':
        return this.#finished(message);
    }
    this.#transcript.add(message.bytes);
    return MORE;
  }

  #serverHello({ body, bytes }: HandshakeMessage): HandshakeStep {
    const answer = readServerHello(body, this.#known(this.#hello), this.#retry);
    // Not before it is known to be TLS 1.3: an older server's records may say so, and deserve the better error.
    if (!this.#exactVersions) throw new Tls13Error('tls.record.version');
    this.#endOfKeys();
    this.#changeCipherSpecAllowed = true;
    if (answer.kind === 'retry') {
      this.#transcript.replaceFirstHello(answer.suite);
      this.#transcript.add(bytes);
      this.#retry = answer;
      this.#awaited = 'client_hello';
      return { kind: 'retry', retry: answer };
    }
    this.#transcript.add(bytes);
    this.#transcript.choose(answer.suite);
    this.#suite = answer.suite;
    this.#secrets = this.#deps.trafficSecrets(answer, this.#transcript.digest());
    this.#cipher = new RecordCipher(answer.suite, trafficKeys(answer.suite, this.#secrets.server));
    this.#awaited = 'encrypted_extensions';
    return MORE;
  }

  #certificate({ body }: HandshakeMessage): Promise<ValidChain> {
    const chain = readCertificate(body, this.#known(this.#hello));
    const { serverName, trust } = this.#options;
    return (this.#deps.validate ?? validateChain)(chain, serverName, this.#deps.nowMs(), trust);
  }

  #certificateVerify({ body }: HandshakeMessage): void {
    const { leafKey } = this.#known(this.#chain);
    checkCertificateVerify(body, this.#known(this.#hello), leafKey, this.#transcript.digest());
  }

  #finished({ body, bytes }: HandshakeMessage): HandshakeStep {
    const suite = this.#known(this.#suite);
    const secrets = this.#known(this.#secrets);
    if (!isFinished(body, suite, secrets.server, this.#transcript.digest()))
      throw new Tls13Error('tls.finished');
    this.#endOfKeys();
    this.#transcript.add(bytes);
    this.#awaited = 'nothing';
    const transcriptHash = this.#transcript.digest();
    const chain = this.#known(this.#chain);
    return { kind: 'finished', handshake: { suite, secrets, chain, alpn: this.#alpn, transcriptHash } };
  }

  /** Section 5.1: a message must not span a key change, so nothing may follow it in its record. */
  #endOfKeys(): void {
    if (this.#reader.hasFragment) throw new Tls13Error('tls.handshake.fragment');
  }

  /** The order of messages makes all of these known in time; anything else is a fault of this class. */
  #known<T>(value: T | undefined): T {
    if (value === undefined) throw new Tls13Error('tls.internal');
    return value;
  }
}
