import { RecordReader, auditHandshake } from '@cloudx3/tls13';
import type { TlsRecord, TrustStore } from '@cloudx3/tls13';
import type { ProxyCommitment, ProxyOpening } from '@cloudx3/proto';
import type { CheckedOperation, CheckedParams } from '@cloudx3/verifier-core';
import { paramsFromList, requestSegments, unwrap } from '@cloudx3/verifier-core';
import type { CarrierEvents, CarryingEngine, SeenTranscript } from '../engine.ts';
import { refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';
import { ClientGate } from './client-gate.ts';
import { checkCommitment, keyPlaces } from '../../binding/commitment.ts';
import type { KeyPlace } from '../../binding/commitment.ts';
import type { Dialled } from './dial.ts';
import { HelloGate } from './hello-gate.ts';
import { readSealed } from './read-sealed.ts';
import type { CommittedHandshake } from './read-sealed.ts';
import { planRecords, publicEpochs } from '../../binding/record-plan.ts';
import { ServerTap } from './server-tap.ts';

export interface CarrierOptions {
  readonly operation: CheckedOperation;
  readonly sessionId: Uint8Array;
  /** Bytes that are taken from the server, handshake included. */
  readonly maxServerBytes: number;
}

export interface CarrierPorts extends CarrierEvents {
  readonly dial: (signal: AbortSignal) => Promise<Dialled>;
  readonly trust: TrustStore;
  readonly nowMs: () => number;
}

/** Where a carried session stands. Whatever comes out of its turn ends it. */
type Stage = 'unbound' | 'hello' | 'auditing' | 'online' | 'sealed' | 'ended';

/**
 * The notary's half of a PROXY session (rules PRX-3 to PRX-8): it dials the server, forwards what the rules let through, keeps what it
 * read itself, and opens it when nothing can be added any more.
 */
export class Carrier implements CarryingEngine {
  readonly #options: CarrierOptions;
  readonly #ports: CarrierPorts;
  readonly #verdict = Promise.withResolvers<SeenTranscript>();
  readonly #abort = new AbortController();
  readonly #fromProver = new RecordReader();
  readonly #hello: HelloGate;
  readonly #tap: ServerTap;
  #stage: Stage = 'unbound';
  #gate = new ClientGate([]);
  #places: readonly KeyPlace[] = [];
  #server: Dialled | undefined;
  #serverEnded = false;
  #unsent: Uint8Array[] = [];
  #committed: CommittedHandshake | undefined;
  #onlineAtMs = 0;

  constructor(options: CarrierOptions, ports: CarrierPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#hello = new HelloGate(options.operation.message.serverName);
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
      this.#gate = new ClientGate(plan);
      this.#places = keyPlaces(publicEpochs(plan));
      this.#onlineAtMs = this.#ports.nowMs();
      this.#stage = 'hello';
    });
    if (this.#stage !== 'hello') return;
    this.#ports.dial(this.#abort.signal).then(
      (server) => this.#guard(() => this.#connected(server)),
      (error: unknown) => this.#fail(error),
    );
  }

  fromProver(bytes: Uint8Array): void {
    this.#guard(() => {
      this.#takeFromProver(bytes);
    });
  }

  resume(): void {
    this.#server?.socket.resume();
  }

  /** Rule PRX-4: the prover's one commitment, and with it the check of the server. */
  commit(commitment: ProxyCommitment): void {
    this.#guard(() => {
      if (this.#stage !== 'hello') throw refusedWith(refuse('session.unexpected', 'A commitment'));
      const refusal = checkCommitment(commitment, this.#places);
      if (refusal !== undefined) throw refusedWith(refusal);
      this.#stage = 'auditing';
      this.#audit(commitment).then(
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

  /** Rules PRX-7 and PRX-8: everything is opened, and read. */
  open(opening: ProxyOpening): void {
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

  #takeFromProver(chunk: Uint8Array): void {
    if (this.#stage === 'unbound') throw refusedWith(refuse('session.early_exchange'));
    if (this.#stage === 'sealed' || this.#stage === 'ended') return;
    this.#fromProver.push(chunk);
    for (let record = this.#fromProver.next(); record !== undefined; record = this.#fromProver.next()) {
      this.#takeRecord(record);
    }
  }

  #takeRecord(record: TlsRecord): void {
    if (this.#stage === 'hello') {
      const verdict = this.#hello.check(record);
      if (verdict.act === 'refuse') throw refusedWith(verdict.refusal);
      if (verdict.act === 'forward') this.#toServer([record]);
      return;
    }
    const refusal = this.#gate.check(record);
    if (refusal !== undefined) throw refusedWith(refusal);
    // PRX-4: not one byte of the request before the server is checked.
    if (this.#stage === 'online') this.#toServer([record]);
  }

  #connected(server: Dialled): void {
    this.#server = server;
    const { socket } = server;
    if (this.#stage === 'ended') {
      socket.destroy();
      return;
    }
    socket.on('data', (chunk: Uint8Array) => {
      this.#guard(() => {
        this.#takeFromServer(chunk);
      });
    });
    socket.once('end', () => {
      this.#guard(() => {
        this.#serverClosed();
      });
    });
    socket.once('close', () => {
      this.#guard(() => {
        this.#serverClosed();
      });
    });
    for (const bytes of this.#unsent.splice(0)) socket.write(bytes);
  }

  #takeFromServer(chunk: Uint8Array): void {
    // PRX-6: what comes after the seal is not part of the session.
    if (this.#stage === 'sealed' || this.#stage === 'ended') return;
    this.#tap.push(chunk);
    if (!this.#ports.toProver(chunk)) this.#server?.socket.pause();
  }

  #serverClosed(): void {
    // PRX-6: after the seal it is this side that has closed.
    if (this.#serverEnded || this.#stage === 'sealed') return;
    this.#serverEnded = true;
    if (this.#stage === 'online') this.#seal();
    else if (this.#stage === 'hello' || this.#stage === 'auditing')
      throw refusedWith(refuse('proxy.server_gone'));
  }

  async #audit(commitment: ProxyCommitment): Promise<CommittedHandshake> {
    const serverRecordsSeen = this.#tap.records.length;
    const audit = await auditHandshake({
      clientRecords: this.#hello.records,
      serverRecords: this.#tap.records.slice(),
      clientSecret: commitment.clientHandshakeSecret,
      serverSecret: commitment.serverHandshakeSecret,
      serverName: this.#options.operation.message.serverName,
      trust: this.#ports.trust,
      nowMs: this.#ports.nowMs(),
    });
    // PRX-4: the held record was the client's Finished, and there was no other.
    if (audit.clientApplicationStart !== this.#hello.records.length)
      throw refusedWith(refuse('proxy.early_data'));
    const { serverApplicationStart } = audit;
    return {
      audit,
      serverRecordsSeen: serverRecordsSeen - serverApplicationStart,
      digests: commitment.recordKeys,
    };
  }

  #audited(committed: CommittedHandshake): void {
    if (this.#stage !== 'auditing') return;
    this.#committed = committed;
    this.#stage = 'online';
    this.#toServer([...this.#hello.held, ...this.#gate.records]);
    // What was checked is not looked at again, and a session may wait long for its answer.
    this.#tap.forget(committed.audit.serverApplicationStart);
    this.#hello.forget();
  }

  #toServer(records: readonly TlsRecord[]): void {
    const bytes = Buffer.concat(records.flatMap(({ header, payload }) => [header, payload]));
    if (this.#server === undefined) this.#unsent.push(bytes);
    else this.#server.socket.write(bytes);
  }

  /** Rule PRX-6: from here on neither side can add a byte. */
  #seal(): void {
    if (!this.#gate.complete) throw refusedWith(refuse('proxy.unfinished'));
    if (this.#tap.isCut) throw refusedWith(refuse('proxy.server_record', 'A record is cut off'));
    this.#stage = 'sealed';
    this.#ports.onSealed();
    this.#server?.socket.destroy();
  }

  #read(opening: ProxyOpening): SeenTranscript {
    const { operation, sessionId } = this.#options;
    const committed = this.#committed;
    if (committed === undefined || this.#server === undefined) throw refusedWith(refuse('proxy.commitment'));
    return readSealed(
      {
        operation,
        sessionId,
        ...committed,
        places: this.#places,
        plan: this.#gate.plan,
        clientRecords: this.#gate.records,
        serverRecords: this.#tap.records,
        serverEnded: this.#serverEnded,
        address: this.#server.address,
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
    this.#verdict.reject(error);
    if (this.#stage === 'ended' && this.#abort.signal.aborted) return;
    this.#stage = 'ended';
    this.#abort.abort(error);
    this.#server?.socket.destroy();
  }
}
