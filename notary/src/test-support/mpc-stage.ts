import { expect } from 'vitest';
import { LOOPBACK } from '../dialling/address-rule.ts';
import { createMpcNotarizer } from '../prover/mpc/mpc-notarizer.ts';
import type { NotarizerOptions } from '../prover/options.ts';
import type { NotarizeRequest, Notarizer } from '../prover/ports.ts';
import { NotaryError } from '../session/error.ts';
import {
  CANARY,
  NETWORK,
  PARAMS,
  SECRETS,
  notaryKey,
  operation,
  proverKey,
  roundContext,
} from './fixture.ts';
import { startTestNotary } from './test-notary.ts';
import type { TestNotary } from './test-notary.ts';

/** A notary with fake engines, and a prover by MPC whose secret is looked for everywhere in the end. */
export class MpcStage implements AsyncDisposable {
  readonly test: TestNotary;
  readonly notarizer: Notarizer;

  private constructor(test: TestNotary) {
    this.test = test;
    this.notarizer = this.notarizerFor();
  }

  static async start(): Promise<MpcStage> {
    return new MpcStage(await startTestNotary());
  }

  notarizerFor(options: Partial<NotarizerOptions> = {}): Notarizer {
    const { tlsCa, engines } = this.test;
    return createMpcNotarizer(
      { network: NETWORK, prover: proverKey, tlsCa, allowPrivate: LOOPBACK, pool: { size: 1 }, ...options },
      { startProver: engines.startProver },
    );
  }

  request(changes: Partial<NotarizeRequest> = {}): NotarizeRequest {
    return {
      notary: { url: this.test.notary.url, pubkey: notaryKey.pubkey },
      operation,
      params: PARAMS,
      secrets: SECRETS,
      subject: 'cx31device',
      context: roundContext(),
      ...changes,
    };
  }

  /** What a notarization failed with, which names no secret. */
  async failure(changes: Partial<NotarizeRequest> = {}, by = this.notarizer): Promise<NotaryError> {
    const { signal } = new AbortController();
    const error: unknown = await by.notarize(this.request(changes), signal).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NotaryError);
    const { message, code, stack, cause } = error as NotaryError;
    expect(`${message} ${code} ${stack ?? ''} ${String(cause)}`).not.toContain(CANARY);
    return error as NotaryError;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.notarizer.close();
    await this.test.notary.close();
    const { engines, logs } = this.test;
    expect(engines.alive.size).toBe(0);
    // The secret is in no log line and no byte that left the prover for the notary, whatever a test did.
    expect(logs()).not.toContain(CANARY);
    const bytes = Buffer.concat(engines.channelBytes).toString('latin1');
    expect(bytes).not.toContain(CANARY);
    expect(bytes).not.toContain(Buffer.from(CANARY).toString('hex'));
  }
}
