import { Direction } from '@cloudx3/proto';
import type { RecordKey } from '@cloudx3/proto';
import { Tls13Client } from '@cloudx3/tls13';
import type { ClientOutput, PathResult, TrustStore } from '@cloudx3/tls13';
import { segmentLengths } from '@cloudx3/verifier-core';
import type { CheckedOperation, RenderedRequest } from '@cloudx3/verifier-core';
import { commitTo, keyPlaces, recordKey } from '../../binding/commitment.ts';
import { keyUpdateRefusal, keyUpdateRefusalOf } from '../../binding/key-update-refused.ts';
import { publicEpochs } from '../../binding/record-plan.ts';
import { notaryError, refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';
import type { NotaryConnection } from '../connection.ts';
import { planRequest, requestRecords } from './request-records.ts';

export interface CarriedClientOptions {
  readonly operation: CheckedOperation;
  readonly rendered: RenderedRequest;
  readonly sessionId: Uint8Array;
  readonly trust: TrustStore;
}

export interface CarriedClientDeps {
  readonly connection: NotaryConnection;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
}

/** What went over the wire, and what the path's evidence will say of it. */
export interface CarriedExchange {
  readonly received: Uint8Array;
  readonly path: PathResult;
  readonly cipherSuite: number;
  readonly segmentLengths: readonly number[];
  /** Resolves when nothing can be added any more (rule PRX-6): keys are not opened before. */
  readonly sealed: Promise<void>;
}

const SALT_BYTES = 32;

/** The prover's half of a PROXY session: a TLS client whose bytes pass through the notary (rules PRX-4 to PRX-7). */
export class CarriedClient {
  readonly #options: CarriedClientOptions;
  readonly #deps: CarriedClientDeps;
  readonly #client: Tls13Client;
  readonly #responded = Promise.withResolvers<undefined>();
  readonly #data: Uint8Array[] = [];
  #length = 0;
  #requested = false;
  #keys: readonly RecordKey[] = [];
  #reading: Promise<void> = Promise.resolve();

  constructor(options: CarriedClientOptions, deps: CarriedClientDeps) {
    this.#options = options;
    this.#deps = deps;
    const { serverName } = options.operation.message;
    this.#client = new Tls13Client(
      { serverName, trust: options.trust },
      { nowMs: deps.now, random: deps.random },
    );
    this.#responded.promise.catch(() => undefined);
  }

  /** Says hello to the server. What follows goes by itself. */
  begin(): void {
    const { connection } = this.#deps;
    connection.listen((bytes) => {
      this.#reading = this.#client
        .receive(bytes)
        .then((output) => this.#read(output))
        .catch((error: unknown) => this.#responded.reject(this.#failure(error)));
    });
    connection.stream(this.#client.start());
  }

  /** Resolves when the server has answered and closed, which the notary may not have sealed yet; rejects with the failure of the session. */
  async exchange(answer: Promise<unknown>): Promise<CarriedExchange> {
    const sealed = answer.then(() => this.#reading);
    sealed.catch(() => undefined);
    // Whoever sees the end first: the server's close_notify is seen here, the end of its TCP stream at the notary.
    await Promise.race([sealed, this.#responded.promise]);
    if (!this.#requested) throw notaryError('notary.protocol', 'A seal before the handshake was done');
    if (this.#isUnanswered()) throw this.#failure(undefined);
    return {
      received: Buffer.concat(this.#data),
      path: this.#client.path,
      cipherSuite: this.#client.suite,
      segmentLengths: segmentLengths(this.#options.rendered.bytes.length, this.#options.rendered.holes),
      sealed,
    };
  }

  /** Rule PRX-7: shows what was committed to. Only after the seal. */
  showKeys(): void {
    this.#deps.connection.send({ kind: { case: 'opening', value: { recordKeys: [...this.#keys] } } });
  }

  /** PRX-10: whether nothing came back yet for a request that held a KeyUpdate. */
  #isUnanswered(): boolean {
    return this.#requested && this.#length === 0 && this.#client.epoch > 0;
  }

  #failure(error: unknown): unknown {
    if (!this.#isUnanswered()) return error;
    const refusal = error === undefined ? keyUpdateRefusal() : keyUpdateRefusalOf(error);
    return refusal === undefined ? error : refusedWith(refusal, error);
  }

  #read({ send, data, handshakeDone, closed }: ClientOutput): void {
    const { connection } = this.#deps;
    if (send.length > 0) connection.stream(send);
    if (handshakeDone && !this.#requested) this.#request();
    if (data.length > 0) this.#take(data);
    if (!closed) return;
    connection.send({ kind: { case: 'finish', value: {} } });
    this.#responded.resolve(undefined);
  }

  #take(data: Uint8Array): void {
    this.#length += data.length;
    if (this.#length > this.#options.operation.message.maxResponseBytes) {
      this.#responded.reject(refusedWith(refuse('response.too_large')));
      return;
    }
    this.#data.push(data);
  }

  /** Rule PRX-4: the commitment, and behind it at once the request, which the notary holds until it has checked the server. */
  #request(): void {
    this.#requested = true;
    const request = planRequest(this.#options.rendered);
    this.#keys = keyPlaces(publicEpochs(request.plan)).map((place) => {
      const { serverSecret: secret } = this.#client;
      const disclosed =
        place.direction === Direction.SERVER ? { secret } : this.#client.clientKeys(place.epoch);
      return recordKey(this.#options.sessionId, place, disclosed, this.#deps.random(SALT_BYTES));
    });
    const { client, server } = this.#client.handshakeSecrets;
    const recordKeys = this.#keys.map(commitTo);
    const value = { clientHandshakeSecret: client, serverHandshakeSecret: server, recordKeys };
    this.#deps.connection.send({ kind: { case: 'commitment', value } });
    // Sealed while the notary checks the server.
    this.#deps.connection.stream(requestRecords(this.#client, request));
  }
}
