import { asTls13Error, Tls13Error } from '../errors.ts';
import type { GroupName } from '../keys/key-exchange.ts';
import type { TrafficSecrets } from '../keys/schedule.ts';
import type { TrafficKeys } from '../keys/traffic-keys.ts';
import type { PathResult } from '../pkix/valid-chain.ts';
import { checkServerName } from '../pkix/server-name.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { concat } from '../presentation/writer.ts';
import { RecordReader } from '../record/record-reader.ts';
import { ClientHandshake } from './handshake.ts';
import type { ClientHandshakeDeps } from './handshake.ts';
import type { Session } from './session.ts';

/** With whom, and how. */
export interface Tls13ClientOptions {
  /** A DNS name in lower case. */
  readonly serverName: string;
  /** The authorities that may speak for the server. */
  readonly trust: TrustStore;
  /** What is offered by ALPN; `['http/1.1']` by default, nothing if empty. */
  readonly alpn?: readonly string[];
  /** The groups for which a share is sent at once; X25519 and P-256 by default. P-384 is offered too. */
  readonly shares?: readonly GroupName[];
}

/** The time in milliseconds, and cryptographically secure random bytes. */
export type Tls13ClientDeps = ClientHandshakeDeps;

/** What came of some bytes of the server. */
export interface ClientOutput {
  /** To be sent to the server now, in this order; may be empty. */
  readonly send: Uint8Array;
  /** What the server said, decrypted; may be empty. */
  readonly data: Uint8Array;
  /** Whether the server has been authenticated; application data may be sent from then on. */
  readonly handshakeDone: boolean;
  /** Whether the server has closed its side with close_notify. */
  readonly closed: boolean;
}

const NOTHING = new Uint8Array(0);

/**
 * A TLS 1.3 client (RFC 8446) without input or output: bytes in, bytes out. Full handshakes only; it never resumes,
 * never sends early data, never authenticates itself. Calls of `receive` may overlap; they are served in order.
 * After an error every call but `abort` throws that error again.
 */
export class Tls13Client {
  readonly #handshake: ClientHandshake;
  readonly #reader = new RecordReader();
  #started = false;
  #writeClosed = false;
  #failure: Tls13Error | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: Tls13ClientOptions, deps: Tls13ClientDeps) {
    checkServerName(options.serverName);
    this.#handshake = new ClientHandshake(
      { alpn: ['http/1.1'], shares: ['x25519', 'secp256r1'], ...options },
      deps,
    );
  }

  /** The record of the ClientHello. */
  start(): Uint8Array {
    if (this.#started) throw new Tls13Error('tls.state', { detail: 'The session was started already' });
    this.#started = true;
    return this.#handshake.start();
  }

  /** Takes bytes from the server, in any pieces. */
  receive(bytes: Uint8Array): Promise<ClientOutput> {
    const turn = this.#queue.then(() => this.#receive(bytes));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** The number of the cipher suite. This and what follows is known once the handshake is done. */
  get suite(): number {
    return this.#session().handshake.suite.id;
  }

  /** Who the server is, and who says so. */
  get path(): PathResult {
    return this.#session().handshake.chain.path;
  }

  /** What the server chose by ALPN; undefined where it chose nothing. */
  get alpn(): string | undefined {
    return this.#session().handshake.alpn;
  }

  /** The handshake traffic secrets: leaves of the key schedule, which tell nothing of application keys. */
  get handshakeSecrets(): TrafficSecrets {
    return this.#session().handshake.secrets;
  }

  /** The epoch of what is written now: the number of KeyUpdates that were sent. */
  get epoch(): number {
    return this.#session().epoch;
  }

  /** Key and IV of any epoch of the client, also of one to come: they open that epoch and no other. */
  clientKeys(epoch: number): TrafficKeys {
    return this.#session().clientKeys(epoch);
  }

  /** server_application_traffic_secret_0 (RFC 8446, section 7.1): opens all that the server says, and nothing of the client. */
  get serverSecret(): Uint8Array {
    return this.#session().serverSecret;
  }

  /**
   * Application data in records of the current epoch, of 16,384 bytes at most; behind the last, so many zero bytes of padding (section 5.4).
   * Throws `tls.key_update_unexpected` where the server has asked for new keys first.
   */
  write(data: Uint8Array, paddingLength = 0): Uint8Array {
    return this.#writable().write(data, paddingLength);
  }

  /** A KeyUpdate(update_not_requested); what is written afterwards belongs to the next epoch. */
  updateKey(): Uint8Array {
    return this.#writable().updateKey();
  }

  /** A close_notify; nothing can be written afterwards, but the server may still be heard. */
  close(): Uint8Array {
    const session = this.#writable();
    this.#writeClosed = true;
    return session.alert('close_notify');
  }

  /** Ends the session at once: the alert that is due for this reason (RFC 8446 section 6.2), or nothing. */
  abort(reason: unknown): Uint8Array {
    const error = asTls13Error(reason);
    this.#failure ??= error;
    if (error.alert === undefined || !this.#started || this.#writeClosed) return NOTHING;
    this.#writeClosed = true;
    return (this.#handshake.session ?? this.#handshake).alert(error.alert);
  }

  async #receive(bytes: Uint8Array): Promise<ClientOutput> {
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#started) throw new Tls13Error('tls.state', { detail: 'The session was not started' });
    try {
      this.#reader.push(bytes);
      return await this.#readRecords();
    } catch (error) {
      throw (this.#failure = asTls13Error(error));
    }
  }

  async #readRecords(): Promise<ClientOutput> {
    const send: Uint8Array[] = [];
    const data: Uint8Array[] = [];
    for (let record = this.#reader.next(); record !== undefined; record = this.#reader.next()) {
      const { session } = this.#handshake;
      if (session === undefined) send.push(await this.#handshake.receive(record));
      else data.push(session.inbound.receive(record));
    }
    const { session } = this.#handshake;
    const closed = session?.inbound.closed ?? false;
    if (closed && this.#reader.pending > 0) throw new Tls13Error('tls.after_close');
    return { send: concat(...send), data: concat(...data), handshakeDone: session !== undefined, closed };
  }

  #session(): Session {
    const { session } = this.#handshake;
    if (session === undefined) throw new Tls13Error('tls.state', { detail: 'The handshake is not done' });
    return session;
  }

  #writable(): Session {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#writeClosed) throw new Tls13Error('tls.state', { detail: 'The session was closed' });
    return this.#session();
  }
}
