import { checkTranscriptOpening } from '@cloudx3/verifier-core';
import { create, TranscriptOpeningSchema } from '@cloudx3/proto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotaryError } from '../../session/error.ts';
import {
  CANARY,
  GOOD_RESPONSE,
  NETWORK,
  PARAMS,
  SECRETS,
  httpResponse,
  notaryKey,
  operation,
  proverKey,
  requestLength,
  roundContext,
  testKey,
  withRequestBytes,
} from '../../test-support/fixture.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { createMpcNotarizer } from './mpc-notarizer.ts';
import type { NotarizerOptions } from '../options.ts';
import type { NotarizeRequest, Notarizer } from '../ports.ts';

let test: TestNotary;
let notarizer: Notarizer;
const signal = new AbortController().signal;

beforeEach(async () => {
  test = await startTestNotary();
  notarizer = notarizerFor();
});
afterEach(async () => {
  await notarizer.close();
  await test.notary.close();
  expect(test.engines.alive.size).toBe(0);
  // The secret is in no log line and no byte that left the prover for the notary, whatever a test did.
  expect(test.logs()).not.toContain(CANARY);
  const bytes = Buffer.concat(test.engines.channelBytes).toString('latin1');
  expect(bytes).not.toContain(CANARY);
  expect(bytes).not.toContain(Buffer.from(CANARY).toString('hex'));
});

function notarizerFor(options: Partial<NotarizerOptions> = {}): Notarizer {
  return createMpcNotarizer(
    { network: NETWORK, prover: proverKey, tlsCa: test.tlsCa, pool: { size: 1 }, ...options },
    { startProver: test.engines.startProver },
  );
}

function request(changes: Partial<NotarizeRequest> = {}): NotarizeRequest {
  return {
    notary: { url: test.notary.url, pubkey: notaryKey.pubkey },
    operation,
    params: PARAMS,
    secrets: SECRETS,
    subject: 'cx31device',
    context: roundContext(),
    ...changes,
  };
}

/** Allows one byte less than its request has with these parameters and secrets. */
const tight = withRequestBytes(requestLength() - 1);

async function failure(changes: Partial<NotarizeRequest> = {}, by = notarizer): Promise<NotaryError> {
  const error: unknown = await by.notarize(request(changes), signal).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(NotaryError);
  const { message, code, stack, cause } = error as NotaryError;
  expect(`${message} ${code} ${stack ?? ''} ${String(cause)}`).not.toContain(CANARY);
  return error as NotaryError;
}

describe('notarize', () => {
  it('gives an attestation that is checked, and the opening of its transcript without the secret', async () => {
    const phases: string[] = [];
    let seen = '';
    test.engines.vendor = (bytes) => {
      seen = bytes.toString('latin1');
      return GOOD_RESPONSE;
    };
    const result = await notarizer.notarize(request({ onProgress: (phase) => phases.push(phase) }), signal);
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
      { network: NETWORK, prover: proverKey, tlsCa: test.tlsCa, pool: { size: 0 } },
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
      const ended = await by.notarize(request(), signal).then(
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
    const target = request().notary;
    await notarizer.prepare(target, operation, signal);
    await notarizer.prepare(target, operation, signal);
    expect(test.notary.health().sessions).toBe(1);
    const phases: string[] = [];
    const first = await notarizer.notarize(request({ onProgress: (phase) => phases.push(phase) }), signal);
    expect(first.warm).toBe(true);
    expect(phases[0]).toBe('binding');
    await notarizer.prepare(target, operation, signal);
    expect((await notarizer.notarize(request(), signal)).warm).toBe(true);
  });

  it('takes the verdict that comes before the end of its own reveal', async () => {
    test.engines.tellsOfReveal = false;
    const result = await notarizer.notarize(request(), signal);
    expect(result.attestation.body.readings).toHaveLength(1);
  });

  it('opens another session where the prepared one has died', async () => {
    await notarizer.prepare(request().notary, operation, signal);
    const [engine] = [...test.engines.alive] as { channel: { destroy: () => void } }[];
    engine?.channel.destroy();
    const result = await notarizer.notarize(request(), signal);
    expect(result.attestation.body.readings).toHaveLength(1);
  });

  it('does not hang where the pool is full, and prepares nothing where its size is 0', async () => {
    const target = request().notary;
    const other = { ...target, url: target.url.replace('127.0.0.1', 'localhost') };
    await Promise.all([
      notarizer.prepare(target, operation, signal),
      notarizer.prepare(other, operation, signal),
    ]);
    expect(test.notary.health().sessions).toBe(1);
    const none = notarizerFor({ pool: { size: 0 } });
    await none.prepare(target, operation, signal);
    expect((await none.notarize(request(), signal)).warm).toBe(false);
    await none.close();
  });
});

describe('preparing', () => {
  it('waits while an exchange is under way, but not when somebody waits for the session', async () => {
    const target = request().notary;
    await notarizer.prepare(target, operation, signal);
    const held = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<undefined>();
    test.engines.vendor = async () => {
      reached.resolve(undefined);
      await held.promise;
      return GOOD_RESPONSE;
    };
    const first = notarizer.notarize(request(), signal);
    await reached.promise;
    test.engines.vendor = () => GOOD_RESPONSE;
    // Whole notarizations go by, and of the pool's refill nothing is to be seen yet.
    const other = notarizerFor();
    for (let i = 0; i < 3; i += 1) await other.notarize(request(), signal);
    await other.close();
    await expect.poll(() => test.notary.health().sessions).toBe(1);
    // But nobody who asks has to wait.
    expect((await notarizer.notarize(request(), signal)).warm).toBe(false);
    held.resolve(undefined);
    expect((await first).warm).toBe(true);
    await notarizer.prepare(target, operation, signal);
    expect((await notarizer.notarize(request(), signal)).warm).toBe(true);
  });
});

describe('a notarization that fails', () => {
  it.each<[string, Partial<NotarizeRequest>]>([
    ['params.missing', { params: {} }],
    ['params.value', { params: { meter: 'a b' } }],
    ['secrets.missing', { secrets: {} }],
    ['secrets.value', { secrets: { api_key: `${CANARY}!` } }],
    ['secrets.unknown', { secrets: { ...SECRETS, other: 'x' } }],
    ['request.too_large', { operation: tight }],
  ])('with %s asks nobody', async (code, changes) => {
    expect((await failure(changes)).code).toBe(code);
    expect(await test.outcomes()).toEqual({});
  });

  const body = (power: string): Uint8Array => httpResponse(`{"ok":true,"meter":{${power}}}`);
  it.each<[string, Uint8Array]>([
    ['vendor.unauthorized', httpResponse(`{"error":"bad key ${CANARY}"}`, '401 Unauthorized')],
    ['vendor.rate_limited', httpResponse('{}', '429 Too Many Requests')],
    ['vendor.server_error', httpResponse('', '500 Internal Server Error')],
    ['vendor.redirect', httpResponse('', '301 Moved Permanently', ['location: /login'])],
    ['response.json_syntax', httpResponse('<html></html>')],
    ['response.truncated', GOOD_RESPONSE.subarray(0, -2)],
    ['reading.absent', body('')],
    ['reading.null', body('"power":null')],
    ['reading.non_numeric', body('"power":"NaN"')],
    ['reading.out_of_bounds', body('"power":9999')],
    ['prover.secret_echoed', httpResponse(`{"ok":true,"key":"${CANARY}","meter":{"power":1}}`)],
  ])('by %s shows the notary nothing of the response', async (code, response) => {
    test.engines.vendor = () => response;
    const error = await failure();
    expect(error.code).toBe(code);
    expect(error.phase).toBe('checking');
    expect(error.refused).toBe(false);
    expect(Buffer.concat(test.engines.channelBytes).toString()).not.toContain('reveal');
    await expect.poll(() => test.outcomes()).toEqual({ gone: 1 });
  });

  it("by the notary's refusal carries its code", async () => {
    test.registry.setOperator(proverKey.pubkey, { active: false });
    const error = await failure();
    expect([error.code, error.refused, error.phase]).toEqual([
      'session.inactive_operator',
      true,
      'connecting',
    ]);
  });

  it('by what the notary finds in the transcript carries the code of the rule', async () => {
    test.engines.tamper = (transcript) => ({ ...transcript, serverName: 'other.example' });
    expect(await failure()).toMatchObject({
      code: 'statement.server_name',
      refused: true,
      phase: 'awaiting_attestation',
    });
  });

  it.each(['setup', 'online'] as const)("by a crash of the notary's engine at %s", async (point) => {
    test.engines.crashAt = point;
    const error = await failure();
    expect([error.code, error.refused]).toEqual(['engine.failed', true]);
    expect(error.phase).toBe(point === 'setup' ? 'preparing' : 'exchanging');
  });

  it('by an attestation that is not good, and by one of something else', async () => {
    const foreign = notarizerFor({ network: { ...NETWORK } });
    // The notary signs what it saw, but the prover saw something else.
    test.engines.tamper = (transcript) => ({
      ...transcript,
      received: {
        bytes: httpResponse('{"ok":true,"meter":{"power":4.00}}'),
        ranges: [{ start: 0, end: httpResponse('{"ok":true,"meter":{"power":4.00}}').length }],
      },
    });
    expect((await failure({}, foreign)).code).toBe('notary.attestation');
    // The same reading, out of other bytes.
    const spaced = httpResponse('{"ok":true,"meter":{"power":21.50} }');
    test.engines.tamper = (transcript) => ({
      ...transcript,
      received: { bytes: spaced, ranges: [{ start: 0, end: spaced.length }] },
    });
    expect((await failure({}, foreign)).code).toBe('notary.attestation');
    await foreign.close();
    test.engines.tamper = (transcript) => transcript;
    const trusting = notarizerFor({ customCa: new Uint8Array(1) });
    expect((await failure({}, trusting)).code).toBe('notary.attestation');
    await trusting.close();
  });

  it('because the notary is another one, is away, or is not trusted', async () => {
    const { url } = test.notary;
    expect((await failure({ notary: { url, pubkey: testKey(1).pubkey } })).code).toBe('session.notary');
    const away = { url: 'wss://127.0.0.1:1', pubkey: notaryKey.pubkey };
    expect((await failure({ notary: away })).code).toBe('notary.unreachable');
    expect((await failure({ notary: { url: 'no url', pubkey: notaryKey.pubkey } })).code).toBe(
      'notary.unreachable',
    );
    const untrusting = createMpcNotarizer(
      { network: NETWORK, prover: proverKey },
      { startProver: test.engines.startProver },
    );
    expect((await failure({}, untrusting)).code).toBe('notary.tls');
    await untrusting.close();
  });

  it.each([
    ['setup', 'preparing'],
    ['online', 'exchanging'],
  ] as const)('because the notary stops in the middle of %s', async (point, phase) => {
    test.engines.silentAt = point;
    const reached = Promise.withResolvers<undefined>();
    const failed = failure({ onProgress: (at) => at === phase && reached.resolve(undefined) });
    await reached.promise;
    await test.notary.close();
    expect(await failed).toMatchObject({ code: 'notary.stopping', phase });
  });

  it('because the caller gives up leaves nothing', async () => {
    test.engines.silentAt = 'verdict';
    const giveUp = new AbortController();
    const failed: unknown = await notarizer
      .notarize(
        request({ onProgress: (phase) => phase === 'awaiting_attestation' && giveUp.abort() }),
        giveUp.signal,
      )
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'prover.aborted', phase: 'awaiting_attestation' });
    await expect.poll(() => test.engines.alive.size).toBe(0);
  });

  it('because the notary never comes to its verdict', async () => {
    test.engines.silentAt = 'verdict';
    const hasty = notarizerFor({ deadlines: { resultMs: 200 } });
    expect(await failure({}, hasty)).toMatchObject({
      code: 'notary.deadline',
      phase: 'awaiting_attestation',
    });
    await hasty.close();
  });

  it('because the notarizer is closed, in the middle and after', async () => {
    test.engines.silentAt = 'online';
    const closing = notarizerFor();
    const reached = Promise.withResolvers<undefined>();
    const failed = failure(
      { onProgress: (phase) => phase === 'exchanging' && reached.resolve(undefined) },
      closing,
    );
    await reached.promise;
    await closing.close();
    expect((await failed).code).toMatch(/^prover\.(aborted|closed)$/);
    expect((await failure({}, closing)).code).toBe('prover.closed');
  });

  it('to be prepared says why', async () => {
    test.registry.setOperator(proverKey.pubkey, { active: false });
    await expect(notarizer.prepare(request().notary, operation, signal)).rejects.toMatchObject({
      code: 'session.inactive_operator',
    });
  });
});
