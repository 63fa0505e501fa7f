import { Tls13Error } from '@cloudx3/tls13';
import type { TlsRecord, TrustStore } from '@cloudx3/tls13';
import type { ProxyCommitment, ProxyOpening } from '@cloudx3/proto';
import type { CheckedOperation, CheckedParams } from '@cloudx3/verifier-core';
import { paramsFromList, requestSegments, unwrap } from '@cloudx3/verifier-core';
import { checkCommitment, keyPlaces } from '../../binding/commitment.ts';
import type { KeyPlace } from '../../binding/commitment.ts';
import { planRecords, publicEpochs } from '../../binding/record-plan.ts';
import { refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';
import type { SeenTranscript } from '../../session/seen-transcript.ts';
import { auditCommitted } from './audit.ts';
import type { CarriedStream } from './carried-link.ts';
import type { Dialled } from './dial.ts';
import { ProverRecords } from './prover-records.ts';
import { readSealed } from './read-sealed.ts';
import type { CommittedHandshake } from './read-sealed.ts';
import { ServerTap } from './server-tap.ts';
import { VendorConnection } from './vendor-connection.ts';

export interface CarrierOptions {
  readonly operation: CheckedOperation;
  readonly sessionId: Uint8Array;
  /** Bytes that are taken from the server, handshake included. */
  readonly maxServerBytes: number;
}

export interface CarrierPorts {
  readonly dial: (signal: AbortSignal) => Promise<Dialled>;
  readonly trust: TrustStore;
  readonly nowMs: () => number;
  /** Raw TLS bytes of the server. False asks to wait for {@link Carrier.resume}. */
  readonly toProver: (bytes: Uint8Array) => boolean;
  readonly onSealed: () => void;
}

/** Where a carried session stands. Whatever comes out of its turn ends it. */
type Stage = 'unbound' | 'hello' | 'auditing' | 'online' | 'sealed' | 'ended';

/**
 * The notary's half of a PROXY session (rules PRX-3 to PRX-8): it dials the server, forwards what the rules let through, keeps what it
 * read itself, and opens it when nothing can be added any more. Told in order what the prover sends, since what came first decides.
 */
export class Carrier implements CarriedStream {
  readonly #options: CarrierOptions;
  readonly #ports: CarrierPorts;
  readonly #verdict = Promise.withResolvers<SeenTranscript>();
  readonly #abort = new AbortController();
  readonly #prover: ProverRecords;
  readonly #tap: ServerTap;
  readonly #vendor = new VendorConnection();
  #stage: Stage = 'unbound';
  #places: readonly KeyPlace[] = [];
  #serverEnded = false;
  #committed: CommittedHandshake | undefined;
  #onlineAtMs = 0;

  constructor(options: CarrierOptions, ports: CarrierPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#prover = new ProverRecords(options.operation.message.serverName);
    this.#tap = new ServerTap(options.maxServerBytes);
    this.#verdict.promise.catch(() => undefined);
  }

  /** The verdict on the whole session. Rejects with the refusal. */
  verify(): Promise<SeenTranscript> {
    return this.#verdict.promise;
  }

  /** The exchange is known: the server is dialled, and records are let through as it explains them. */
  bind(params: CheckedParams): void {
    this.#guard(() => {
      if (this.#stage !== 'unbound') throw refusedWith(refuse('session.unexpected', 'A second bind'));
      const plan = planRecords(unwrap(requestSegments(this.#options.operation, paramsFromList(params))));
      this.#prover.expect(plan);
      this.#places = keyPlaces(publicEpochs(plan));
      this.#onlineAtMs = this.#ports.nowMs();
      this.#stage = 'hello';
    });
    if (this.#stage !== 'hello') return;
    this.#ports.dial(this.#abort.signal).then(
      (dialled) => this.#connected(dialled),
      (error: unknown) => this.#fail(error),
    );
  }

  fromProver(bytes: Uint8Array): void {
    this.#guard(() => {
      if (this.#stage === 'unbound') throw refusedWith(refuse('session.early_exchange'));
      if (this.#stage === 'sealed') return;
      const isCommitted = this.#stage !== 'hello';
      for (const record of this.#prover.take(bytes, isCommitted)) {
        // PRX-4: not one byte of the request before the server is checked.
        if (this.#stage !== 'auditing') this.#toServer([record]);
      }
    });
  }

  resume(): void {
    this.#vendor.resume();
  }

  /** Rule PRX-4: the prover's one commitment, and with it the check of the server. */
  commit(commitment: ProxyCommitment): void {
    this.#guard(() => {
      if (this.#stage !== 'hello') throw refusedWith(refuse('session.unexpected', 'A commitment'));
      const refusal = checkCommitment(commitment, this.#places);
      if (refusal !== undefined) throw refusedWith(refusal);
      this.#stage = 'auditing';
      const { serverName } = this.#options.operation.message;
      const rules = { serverName, trust: this.#ports.trust, nowMs: this.#ports.nowMs() };
      auditCommitted(commitment, { hello: this.#prover.hello, tap: this.#tap }, rules).then(
        (committed) => this.#guard(() => this.#audited(committed)),
        (error: unknown) => this.#fail(error),
      );
    });
  }

  /** The prover has seen the end of the response. */
  finish(): void {
    this.#guard(() => {
      // The server may have closed meanwhile, which sealed the session already.
      if (this.#stage === 'sealed') return;
      if (this.#stage !== 'online') throw refusedWith(refuse('session.unexpected', 'A finish'));
      this.#seal();
    });
  }

  /** Rules PRX-7 and PRX-8: with these keys everything is opened, and read. */
  opened(opening: ProxyOpening): void {
    this.#guard(() => {
      if (this.#stage !== 'sealed') throw refusedWith(refuse('session.unexpected', 'An opening'));
      this.#stage = 'ended';
      this.#verdict.resolve(this.#read(opening));
    });
  }

  /** Gives everything back. May be called again. */
  close(): Promise<void> {
    if (!this.#abort.signal.aborted)
      this.#fail(refusedWith(refuse('engine.failed', 'The session was closed')));
    return Promise.resolve();
  }

  #connected(dialled: Dialled): void {
    this.#vendor.attach(dialled, {
      onBytes: (chunk) => this.#guard(() => this.#takeFromServer(chunk)),
      onClosed: () => this.#guard(() => this.#serverClosed()),
    });
  }

  #takeFromServer(chunk: Uint8Array): void {
    // PRX-6: what comes after the seal is not part of the session.
    if (this.#stage === 'sealed' || this.#stage === 'ended') return;
    this.#tap.push(chunk);
    if (!this.#ports.toProver(chunk)) this.#vendor.pause();
  }

  #serverClosed(): void {
    // PRX-6: after the seal it is this side that has closed.
    if (this.#serverEnded || this.#stage === 'sealed') return;
    this.#serverEnded = true;
    if (this.#stage === 'online') this.#seal();
    else if (this.#stage === 'hello' || this.#stage === 'auditing')
      throw refusedWith(refuse('proxy.server_gone'));
  }

  #audited(committed: CommittedHandshake): void {
    if (this.#stage !== 'auditing') return;
    this.#committed = committed;
    this.#stage = 'online';
    this.#toServer([...this.#prover.hello.held, ...this.#prover.request.records]);
    // What was checked is not looked at again, and a session may wait long for its answer.
    this.#tap.forget(committed.audit.serverApplicationStart);
    this.#prover.hello.forget();
  }

  #toServer(records: readonly TlsRecord[]): void {
    this.#vendor.write(Buffer.concat(records.flatMap(({ header, payload }) => [header, payload])));
  }

  /** Rule PRX-6: from here on neither side can add a byte. */
  #seal(): void {
    if (!this.#prover.request.complete) throw refusedWith(refuse('proxy.unfinished'));
    if (this.#tap.isCut) throw refusedWith(refuse('proxy.server_record', 'A record is cut off'));
    this.#stage = 'sealed';
    this.#ports.onSealed();
    this.#vendor.destroy();
  }

  #read(opening: ProxyOpening): SeenTranscript {
    const { operation, sessionId } = this.#options;
    const committed = this.#committed;
    const { address } = this.#vendor;
    const { plan, records: clientRecords } = this.#prover.request;
    if (committed === undefined || address === undefined) throw refusedWith(refuse('proxy.commitment'));
    return readSealed(
      {
        operation,
        sessionId,
        ...committed,
        places: this.#places,
        plan,
        clientRecords,
        serverRecords: this.#tap.records,
        serverEnded: this.#serverEnded,
        address,
        onlineAtMs: this.#onlineAtMs,
      },
      opening,
    );
  }

  /** Whatever goes wrong ends this session and nothing else. */
  #guard(work: () => void): void {
    if (this.#stage === 'ended') return;
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    // What is wrong with the TLS that was carried is said in TLS' own words.
    this.#verdict.reject(error instanceof Tls13Error ? refusedWith(error, error) : error);
    if (this.#stage === 'ended' && this.#abort.signal.aborted) return;
    this.#stage = 'ended';
    this.#abort.abort(error);
    this.#vendor.destroy();
  }
}
