import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOPBACK } from '../../dialling/address-rule.ts';
import {
  CANARY,
  GOOD_RESPONSE,
  SECRETS,
  NETWORK,
  httpResponse,
  notaryKey,
  operation,
  proverKey,
  requestLength,
  testKey,
  withRequestBytes,
} from '../../test-support/fixture.ts';
import { MpcStage } from '../../test-support/mpc-stage.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import type { NotarizeRequest, Notarizer } from '../ports.ts';
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

/** Allows one byte less than its request has with these parameters and secrets. */
const tight = withRequestBytes(requestLength() - 1);

describe('a notarization that fails', () => {
  it.each<[string, Partial<NotarizeRequest>]>([
    ['params.missing', { params: {} }],
    ['params.value', { params: { meter: 'a b' } }],
    ['secrets.missing', { secrets: {} }],
    ['secrets.value', { secrets: { api_key: `${CANARY}!` } }],
    ['secrets.unknown', { secrets: { ...SECRETS, other: 'x' } }],
    ['request.too_large', { operation: tight }],
  ])('with %s asks nobody', async (code, changes) => {
    expect((await stage.failure(changes)).code).toBe(code);
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
  ])('by %s shows the notary nothing of the response (SES-4)', async (code, response) => {
    test.engines.vendor = () => response;
    const error = await stage.failure();
    expect(error.code).toBe(code);
    expect(error.phase).toBe('checking');
    expect(error.refused).toBe(false);
    expect(Buffer.concat(test.engines.channelBytes).toString()).not.toContain('reveal');
    await expect.poll(() => test.outcomes()).toEqual({ gone: 1 });
  });

  it("by the notary's refusal carries its code", async () => {
    test.registry.setOperator(proverKey.pubkey, { active: false });
    const error = await stage.failure();
    expect([error.code, error.refused, error.phase]).toEqual([
      'session.inactive_operator',
      true,
      'connecting',
    ]);
  });

  it('by what the notary finds in the transcript carries the code of the rule', async () => {
    test.engines.tamper = (transcript) => ({ ...transcript, serverName: 'other.example' });
    expect(await stage.failure()).toMatchObject({
      code: 'statement.server_name',
      refused: true,
      phase: 'awaiting_attestation',
    });
  });

  it.each(['setup', 'online'] as const)("by a crash of the notary's engine at %s", async (point) => {
    test.engines.crashAt = point;
    const error = await stage.failure();
    expect([error.code, error.refused]).toEqual(['engine.failed', true]);
    expect(error.phase).toBe(point === 'setup' ? 'preparing' : 'exchanging');
  });

  it('by an attestation that is not good, and by one of something else', async () => {
    const foreign = stage.notarizerFor({ network: { ...NETWORK } });
    // The notary signs what it saw, but the prover saw something else.
    test.engines.tamper = (transcript) => ({
      ...transcript,
      received: {
        bytes: httpResponse('{"ok":true,"meter":{"power":4.00}}'),
        ranges: [{ start: 0, end: httpResponse('{"ok":true,"meter":{"power":4.00}}').length }],
      },
    });
    expect((await stage.failure({}, foreign)).code).toBe('notary.attestation');
    // The same reading, out of other bytes.
    const spaced = httpResponse('{"ok":true,"meter":{"power":21.50} }');
    test.engines.tamper = (transcript) => ({
      ...transcript,
      received: { bytes: spaced, ranges: [{ start: 0, end: spaced.length }] },
    });
    expect((await stage.failure({}, foreign)).code).toBe('notary.attestation');
    await foreign.close();
    test.engines.tamper = (transcript) => transcript;
    const trusting = stage.notarizerFor({ customCa: new Uint8Array(1) });
    expect((await stage.failure({}, trusting)).code).toBe('notary.attestation');
    await trusting.close();
  });

  it('because the notary is another one, is away, or is not trusted', async () => {
    const { url } = test.notary;
    expect((await stage.failure({ notary: { url, pubkey: testKey(1).pubkey } })).code).toBe('session.notary');
    const away = { url: 'wss://127.0.0.1:1', pubkey: notaryKey.pubkey };
    expect((await stage.failure({ notary: away })).code).toBe('notary.unreachable');
    expect((await stage.failure({ notary: { url: 'no url', pubkey: notaryKey.pubkey } })).code).toBe(
      'notary.unreachable',
    );
    const untrusting = createMpcNotarizer(
      { network: NETWORK, prover: proverKey, allowPrivate: LOOPBACK },
      { startProver: test.engines.startProver },
    );
    expect((await stage.failure({}, untrusting)).code).toBe('notary.tls');
    await untrusting.close();
  });

  it.each([
    ['setup', 'preparing'],
    ['online', 'exchanging'],
  ] as const)('because the notary stops in the middle of %s', async (point, phase) => {
    test.engines.silentAt = point;
    const reached = Promise.withResolvers<undefined>();
    const failed = stage.failure({ onProgress: (at) => at === phase && reached.resolve(undefined) });
    await reached.promise;
    await test.notary.close();
    expect(await failed).toMatchObject({ code: 'notary.stopping', phase });
  });

  it('because the caller gives up leaves nothing', async () => {
    test.engines.silentAt = 'verdict';
    const giveUp = new AbortController();
    const failed: unknown = await notarizer
      .notarize(
        stage.request({ onProgress: (phase) => phase === 'awaiting_attestation' && giveUp.abort() }),
        giveUp.signal,
      )
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'prover.aborted', phase: 'awaiting_attestation' });
    await expect.poll(() => test.engines.alive.size).toBe(0);
  });

  it('because the notary never comes to its verdict', async () => {
    test.engines.silentAt = 'verdict';
    const hasty = stage.notarizerFor({ deadlines: { resultMs: 200 } });
    expect(await stage.failure({}, hasty)).toMatchObject({
      code: 'notary.deadline',
      phase: 'awaiting_attestation',
    });
    await hasty.close();
  });

  it('because the notarizer is closed, in the middle and after', async () => {
    test.engines.silentAt = 'online';
    const closing = stage.notarizerFor();
    const reached = Promise.withResolvers<undefined>();
    const failed = stage.failure(
      { onProgress: (phase) => phase === 'exchanging' && reached.resolve(undefined) },
      closing,
    );
    await reached.promise;
    await closing.close();
    expect((await failed).code).toMatch(/^prover\.(aborted|closed)$/);
    expect((await stage.failure({}, closing)).code).toBe('prover.closed');
  });

  it('to be prepared says why', async () => {
    test.registry.setOperator(proverKey.pubkey, { active: false });
    await expect(notarizer.prepare(stage.request().notary, operation, signal)).rejects.toMatchObject({
      code: 'session.inactive_operator',
    });
  });
});
