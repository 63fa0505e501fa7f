import { checkTranscriptOpening } from '@cloudx3/verifier-core';
import { create, TranscriptOpeningSchema } from '@cloudx3/proto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOPBACK } from '../../dialling/address-rule.ts';
import { NotaryError } from '../../session/error.ts';
import { CANARY, GOOD_RESPONSE, NETWORK, operation, proverKey } from '../../test-support/fixture.ts';
import { MpcStage } from '../../test-support/mpc-stage.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import type { Notarizer } from '../ports.ts';
import { createMpcNotarizer } from './mpc-notarizer.ts';

let stage: MpcStage;
let test: TestNotary;
let notarizer: Notarizer;
const signal = new AbortController().signal;

beforeEach(async () => {
  stage = await MpcStage.start();
  ({ test, notarizer } = stage);
});
afterEach(() => stage[Symbol.asyncDispose]());

describe('notarize', () => {
  it('gives an attestation that is checked, and the opening of its transcript without the secret', async () => {
    const phases: string[] = [];
    let seen = '';
    test.engines.vendor = (bytes) => {
      seen = bytes.toString('latin1');
      return GOOD_RESPONSE;
    };
    const result = await notarizer.notarize(
      stage.request({ onProgress: (phase) => phases.push(phase) }),
      signal,
    );
    expect(seen).toContain(`key=${CANARY}`);
    expect(phases).toEqual([
      'connecting',
      'preparing',
      'binding',
      'exchanging',
      'checking',
      'revealing',
      'awaiting_attestation',
    ]);
    expect(Object.keys(result.timings)).toEqual(phases);
    expect(result.warm).toBe(false);
    const { body } = result.attestation;
    expect(body.readings.map(({ name, value }) => [name, value?.mantissa, value?.scale])).toEqual([
      ['power', 2150n, 2],
    ]);
    const opening = create(TranscriptOpeningSchema, result.opening);
    expect(checkTranscriptOpening(body, opening).ok).toBe(true);
    expect(Buffer.from(result.opening.sent).toString('latin1')).not.toContain(CANARY);
    expect(await test.outcomes()).toEqual({ attested: 1 });
  });

  it.each([
    [1, 'attested'],
    [2, 'mpc.stalled'],
  ])('of whose setups %i stand still ends as %s', async (stalls, outcome) => {
    let engines = 0;
    const by = createMpcNotarizer(
      { network: NETWORK, prover: proverKey, tlsCa: test.tlsCa, allowPrivate: LOOPBACK, pool: { size: 0 } },
      {
        startProver: async (options, given) => {
          const engine = await test.engines.startProver(options, given);
          engines += 1;
          if (engines <= stalls)
            engine.setup = () => Promise.reject(new NotaryError('mpc.stalled', 'It stands still.'));
          return engine;
        },
      },
    );
    try {
      const ended = await by.notarize(stage.request(), signal).then(
        () => 'attested',
        (error: unknown) => (error as NotaryError).code,
      );
      expect(ended).toBe(outcome);
      expect(engines).toBe(2);
    } finally {
      await by.close();
    }
  });

  it('uses a session that was prepared, prepares the next one, and says so', async () => {
    const target = stage.request().notary;
    await notarizer.prepare(target, operation, signal);
    await notarizer.prepare(target, operation, signal);
    expect(test.notary.health().sessions).toBe(1);
    const phases: string[] = [];
    const first = await notarizer.notarize(
      stage.request({ onProgress: (phase) => phases.push(phase) }),
      signal,
    );
    expect(first.warm).toBe(true);
    expect(phases[0]).toBe('binding');
    await notarizer.prepare(target, operation, signal);
    expect((await notarizer.notarize(stage.request(), signal)).warm).toBe(true);
  });

  it('takes the verdict that comes before the end of its own reveal', async () => {
    test.engines.tellsOfReveal = false;
    const result = await notarizer.notarize(stage.request(), signal);
    expect(result.attestation.body.readings).toHaveLength(1);
  });

  it('opens another session where the prepared one has died', async () => {
    await notarizer.prepare(stage.request().notary, operation, signal);
    const [engine] = [...test.engines.alive] as { channel: { destroy: () => void } }[];
    engine?.channel.destroy();
    const result = await notarizer.notarize(stage.request(), signal);
    expect(result.attestation.body.readings).toHaveLength(1);
  });

  it('does not hang where the pool is full, and prepares nothing where its size is 0', async () => {
    const target = stage.request().notary;
    const other = { ...target, url: target.url.replace('127.0.0.1', 'localhost') };
    await Promise.all([
      notarizer.prepare(target, operation, signal),
      notarizer.prepare(other, operation, signal),
    ]);
    expect(test.notary.health().sessions).toBe(1);
    const none = stage.notarizerFor({ pool: { size: 0 } });
    await none.prepare(target, operation, signal);
    expect((await none.notarize(stage.request(), signal)).warm).toBe(false);
    await none.close();
  });
});

describe('preparing', () => {
  it('is told of: what is being made and what waits, by notary', async () => {
    const { url } = stage.request().notary;
    expect(notarizer.status()).toEqual({ size: 1, notaries: [] });
    const prepared = notarizer.prepare(stage.request().notary, operation, signal);
    expect(notarizer.status().notaries).toEqual([{ url, prepared: 0, inSetup: 1 }]);
    await prepared;
    await expect.poll(() => notarizer.status().notaries).toEqual([{ url, prepared: 1, inSetup: 0 }]);
    test.registry.setOperator(proverKey.pubkey, { active: false });
    // The refill fails: what could not be made is not told of as if it were under way.
    await notarizer.notarize(stage.request(), signal).catch(() => undefined);
    await expect.poll(() => notarizer.status().notaries).toEqual([]);
  });

  it('waits while an exchange is under way, but not when somebody waits for the session', async () => {
    const target = stage.request().notary;
    await notarizer.prepare(target, operation, signal);
    const held = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<undefined>();
    test.engines.vendor = async () => {
      reached.resolve(undefined);
      await held.promise;
      return GOOD_RESPONSE;
    };
    const first = notarizer.notarize(stage.request(), signal);
    await reached.promise;
    test.engines.vendor = () => GOOD_RESPONSE;
    // Whole notarizations go by, and of the pool's refill nothing is to be seen yet.
    const other = stage.notarizerFor();
    for (let i = 0; i < 3; i += 1) await other.notarize(stage.request(), signal);
    await other.close();
    await expect.poll(() => test.notary.health().sessions).toBe(1);
    // But nobody who asks has to wait.
    expect((await notarizer.notarize(stage.request(), signal)).warm).toBe(false);
    held.resolve(undefined);
    expect((await first).warm).toBe(true);
    await notarizer.prepare(target, operation, signal);
    expect((await notarizer.notarize(stage.request(), signal)).warm).toBe(true);
  });
});
