import { AttestationBodySchema, Mode, create } from '@cloudx3/proto';
import { NotaryError } from '@cloudx3/notary';
import type {
  NotarizeRequest,
  NotarizedExchange,
  Notarizer,
  NotarizerStatus,
  NotaryErrorCode,
  NotaryTarget,
} from '@cloudx3/notary';
import {
  checkAttestation,
  checkParams,
  parseDecimal,
  signAttestation,
  transcriptCommitment,
  unwrap,
} from '@cloudx3/verifier-core';
import type { NetworkId } from '@cloudx3/verifier-core';
import { proxySession, seededBytes } from '@cloudx3/oracle-protocol/testing';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';
import type { Clock } from '../clock/clock.ts';
import type { FakeVendor } from './test-vendor.ts';

export interface FakeNotarizerOptions {
  readonly network: NetworkId;
  readonly prover: Uint8Array;
  readonly notaries: readonly TestKey[];
  readonly vendor: FakeVendor;
}

/** Signs as the notaries of a test would, at once: the port of real notarization without its cryptography. */
export class FakeNotarizer implements Notarizer {
  readonly mode: 'MPC' | 'PROXY';
  /** URLs of notaries that do not answer. */
  readonly down = new Set<string>();
  /** How much the clock of a notary is ahead, by URL. */
  readonly skewMs = new Map<string, number>();
  /** Called at each phase: throwing ends the exchange there. */
  onPhase: (phase: string, request: NotarizeRequest) => void | Promise<void> = () => undefined;
  readonly prepared: string[] = [];
  /** The one session that its notaries hand out, 16 bytes; each its own where there is none. */
  sessionId: Uint8Array | undefined;
  private readonly options: FakeNotarizerOptions;
  private readonly clock: Clock;

  constructor(options: FakeNotarizerOptions, deps: { clock: Clock }, mode: 'MPC' | 'PROXY' = 'MPC') {
    this.mode = mode;
    this.options = options;
    this.clock = deps.clock;
  }

  prepare(target: NotaryTarget): Promise<void> {
    this.prepared.push(target.url);
    return this.down.has(target.url) ? Promise.reject(failure('notary.unreachable')) : Promise.resolve();
  }

  async notarize(request: NotarizeRequest, signal: AbortSignal): Promise<NotarizedExchange> {
    await this.enter('connecting', request);
    if (this.down.has(request.notary.url)) throw failure('notary.unreachable', 'connecting');
    await this.enter('binding', request);
    if (signal.aborted) throw failure('prover.aborted', 'binding');
    const sessionTimeMs = BigInt(this.clock.nowMs() + (this.skewMs.get(request.notary.url) ?? 0));
    await this.enter('exchanging', request);
    const { operation, params } = request;
    const { vendor } = this.options;
    // The vendor outlives the processes of a test, so no two sessions are alike.
    const session = vendor.exchanges.push({ operation: operation.message.name, params });
    vendor.act(operation.message.name, params);
    await this.enter('awaiting_attestation', request);
    return this.attest(request, session, sessionTimeMs);
  }

  status(): NotarizerStatus {
    const byUrl = new Map<string, number>();
    for (const url of this.prepared) byUrl.set(url, (byUrl.get(url) ?? 0) + 1);
    const notaries = [...byUrl].map(([url, prepared]) => ({ url, prepared, inSetup: 0 }));
    return { size: 2, notaries };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async enter(
    phase: 'connecting' | 'binding' | 'exchanging' | 'awaiting_attestation',
    request: NotarizeRequest,
  ): Promise<void> {
    request.onProgress?.(phase);
    await this.onPhase(phase, request);
  }

  private attest(request: NotarizeRequest, session: number, sessionTimeMs: bigint): NotarizedExchange {
    const { network, prover, notaries, vendor } = this.options;
    const notary = notaries.find(({ publicKey }) => publicKey.join() === request.notary.pubkey.join());
    if (notary === undefined) throw failure('notary.attestation');
    const label = `${prover.join()}/${session}/${sessionTimeMs}`;
    const salt = seededBytes(`salt/${label}`, 32);
    const [sent, received] = [new TextEncoder().encode('GET'), new TextEncoder().encode('200')];
    const values = vendor.readings.get(request.operation.message.name) ?? {};
    const body = create(AttestationBodySchema, {
      version: 2,
      network: { ...network },
      notary: notary.publicKey,
      ...(this.mode === 'MPC' ? { mode: Mode.MPC } : proxySession()),
      operationId: request.operation.id,
      params: [...unwrap(checkParams(request.operation, request.params))],
      subject: request.subject,
      context: request.context,
      prover,
      sessionId: this.sessionId ?? seededBytes(`session/${label}`, 16),
      sessionTimeMs,
      readings: request.operation.message.readings.map(({ name, unit }) => ({
        name,
        unit,
        value: unwrap(parseDecimal(values[name] ?? '')),
      })),
      transcriptCommitment: transcriptCommitment(salt, sent, received),
    });
    const attestation = unwrap(checkAttestation(signAttestation(body, (digest) => notary.sign(digest))));
    return { attestation, opening: { salt, sent, received }, timings: {}, warm: false };
  }
}

/** Both modes, each with hooks of its own. */
export function fakeNotarizers(
  options: FakeNotarizerOptions,
  deps: { clock: Clock },
): { readonly mpc: FakeNotarizer; readonly proxy: FakeNotarizer } {
  return { mpc: new FakeNotarizer(options, deps), proxy: new FakeNotarizer(options, deps, 'PROXY') };
}

export function failure(code: NotaryErrorCode, phase?: string): NotaryError {
  return new NotaryError(code, code, { phase });
}
