import { randomBytes } from 'node:crypto';
import { Direction, Mode } from '@cloudx3/proto';
import type { RecordKey } from '@cloudx3/proto';
import { CONTENT_TYPE, Tls13Client, createTrustStore, sealRecord } from '@cloudx3/tls13';
import type { TrafficKeys } from '@cloudx3/tls13';
import { renderRequest, unwrap } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { commitTo, keyPlaces, recordKey } from '../binding/commitment.ts';
import type { Disclosed } from '../binding/commitment.ts';
import { PARAMS, SECRETS } from './fixture.ts';
import type { RawProver } from './raw-prover.ts';
import type { BindOverrides } from './raw-prover.ts';

export const KEY_UPDATE = Uint8Array.of(24, 0, 0, 1, 0);

export interface DriverOptions {
  /** PEM of the vendor's authority. */
  readonly vendorCa: string;
  readonly operation: CheckedOperation;
}

/** One record of a deviating prover. */
export interface RecordSpec {
  readonly epoch: number;
  readonly sequence: number;
  readonly content: Uint8Array;
  readonly type?: number;
  readonly padding?: number;
  readonly keys?: TrafficKeys;
}

/** A prover in PROXY mode that does each step when and how a test wants it done. */
export class ProxyDriver {
  readonly raw: RawProver;
  readonly client: Tls13Client;
  readonly request: Uint8Array;
  readonly hole: { readonly start: number; readonly end: number };
  sessionId: Uint8Array = new Uint8Array(16);
  /** What the server said, decrypted. */
  response = '';
  /** The second flight, which is not sent by itself. */
  finished: Uint8Array = new Uint8Array(0);
  closed = false;
  readonly #handshake = Promise.withResolvers<undefined>();
  readonly #end = Promise.withResolvers<undefined>();

  private constructor(raw: RawProver, { operation, vendorCa }: DriverOptions) {
    this.raw = raw;
    const { bytes, holes } = unwrap(renderRequest(operation, PARAMS, SECRETS));
    this.request = bytes;
    this.hole = holes[0] ?? { start: bytes.length, end: bytes.length };
    this.client = new Tls13Client(
      {
        serverName: operation.message.serverName,
        trust: createTrustStore({ roots: 'none', customCaPem: vendorCa }),
      },
      { nowMs: Date.now, random: (length) => Uint8Array.from(randomBytes(length)) },
    );
    for (const { promise } of [this.#handshake, this.#end]) promise.catch(() => undefined);
    raw.onBytes = (bytes) => void this.#receive(bytes);
  }

  /** Is granted a session and binds it. */
  static async open(raw: RawProver, options: DriverOptions, bind: BindOverrides = {}): Promise<ProxyDriver> {
    const driver = new ProxyDriver(raw, options);
    const { sessionId } = await raw.grant({ mode: Mode.PROXY, operationId: options.operation.id });
    driver.sessionId = sessionId;
    raw.bind(sessionId, bind);
    return driver;
  }

  /** The parts of the request: before the hole, the hole, behind it. */
  get parts(): [Uint8Array, Uint8Array, Uint8Array] {
    const { start, end } = this.hole;
    return [this.request.subarray(0, start), this.request.subarray(start, end), this.request.subarray(end)];
  }

  /** Sends the hello and waits until the server has finished; the second flight waits in `finished`. */
  async handshake(): Promise<void> {
    this.raw.stream(this.client.start());
    await this.#handshake.promise;
  }

  /** What to commit to: keys of the client's public epochs, then the server's secret. */
  keys(changes: Partial<Record<number | 'server', Disclosed>> = {}): RecordKey[] {
    return keyPlaces([0, 2]).map((place) => {
      const disclosed =
        place.direction === Direction.SERVER
          ? (changes.server ?? { secret: this.client.serverSecret })
          : (changes[place.epoch] ?? this.client.clientKeys(place.epoch));
      return recordKey(this.sessionId, place, disclosed, Uint8Array.from(randomBytes(32)));
    });
  }

  commit(keys: readonly RecordKey[], secrets = this.client.handshakeSecrets): void {
    const value = {
      clientHandshakeSecret: secrets.client,
      serverHandshakeSecret: secrets.server,
      recordKeys: keys.map(commitTo),
    };
    this.raw.control({ kind: { case: 'commitment', value } });
  }

  record({
    epoch,
    sequence,
    content,
    type = CONTENT_TYPE.application_data,
    padding = type === CONTENT_TYPE.application_data && epoch % 2 === 0
      ? Math.max(0, 15 - content.length)
      : 0,
    keys,
  }: RecordSpec): Uint8Array {
    const used = keys ?? this.client.clientKeys(epoch);
    return sealRecord(this.client.suite, used, sequence, type, content, padding);
  }

  /** The five records of an honest request. */
  records(): [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array] {
    const [before, hole, behind] = this.parts;
    const update = { sequence: 1, content: KEY_UPDATE, type: CONTENT_TYPE.handshake };
    return [
      this.record({ epoch: 0, sequence: 0, content: before }),
      this.record({ epoch: 0, ...update }),
      this.record({ epoch: 1, sequence: 0, content: hole }),
      this.record({ epoch: 1, ...update }),
      this.record({ epoch: 2, sequence: 0, content: behind }),
    ];
  }

  send(...records: readonly Uint8Array[]): void {
    this.raw.stream(Buffer.concat(records));
  }

  /** Waits until the server has closed. */
  async answered(): Promise<void> {
    await this.#end.promise;
  }

  /** Waits for the notary's seal; undefined where something else came first. */
  async sealed(): Promise<boolean> {
    for (;;) {
      const message = await this.raw.next();
      if (message.case === 'sealed') return true;
      if (message.case === 'bound') continue;
      if (message.case === 'refusal') this.refused = message.value.code;
      return false;
    }
  }

  /** All of an honest session up to the seal; the keys that are to be shown. Throws where something else came first. */
  async untilSealed(): Promise<RecordKey[]> {
    await this.handshake();
    const keys = this.keys();
    this.send(this.finished);
    this.commit(keys);
    this.send(...this.records());
    if (!(await this.sealed())) throw new Error(`not sealed but ${this.refused ?? 'closed'}`);
    return keys;
  }

  refused: string | undefined;

  finish(): void {
    this.raw.control({ kind: { case: 'finish', value: {} } });
  }

  show(keys: readonly RecordKey[]): void {
    this.raw.control({ kind: { case: 'opening', value: { recordKeys: [...keys] } } });
  }

  /** How the session ended: the refusal's code, or `attested`. */
  async outcome(): Promise<string> {
    return this.refused ?? (await this.raw.refusal());
  }

  async #receive(bytes: Uint8Array): Promise<void> {
    try {
      const { send, data, handshakeDone, closed } = await this.client.receive(bytes);
      if (send.length > 0 && handshakeDone) this.finished = send;
      else if (send.length > 0) this.raw.stream(send);
      if (handshakeDone) this.#handshake.resolve(undefined);
      this.response += Buffer.from(data).toString('latin1');
      if (!closed) return;
      this.closed = true;
      this.#end.resolve(undefined);
    } catch (error) {
      this.#handshake.reject(error);
      this.#end.reject(error);
    }
  }
}
