import { Mode } from '@cloudx3/proto';
import { defineOperation } from '@cloudx3/verifier-core';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_CONTROL_FRAME, MAX_FRAME } from '../session/frames.ts';
import { NETWORK, operation, proverKey, testKey } from '../test-support/fixture.ts';
import { RawProver } from '../test-support/raw-prover.ts';
import type { RequestOverrides } from '../test-support/raw-prover.ts';
import { startTestNotary } from '../test-support/test-notary.ts';
import type { TestNotary } from '../test-support/test-notary.ts';

let test: TestNotary;
const provers: RawProver[] = [];

beforeEach(async () => {
  test = await startTestNotary({
    limits: { maxSessions: 3, maxSessionsPerOperator: 2, maxRequestsPerOperator: 50 },
  });
});
afterEach(async () => {
  for (const prover of provers.splice(0)) prover.close();
  await test.notary.close();
  // Whatever a test did, nothing is left of it.
  expect(test.engines.alive.size).toBe(0);
  expect(test.notary.health().sessions).toBe(0);
});

async function connect(): Promise<RawProver> {
  const prover = await RawProver.connect(test.notary.url, test.tlsCa);
  provers.push(prover);
  return prover;
}

async function refusalOf(overrides: RequestOverrides, key = proverKey): Promise<string> {
  const prover = await connect();
  prover.open(overrides, key);
  return prover.refusal();
}

describe('a request that SES-1 refuses', () => {
  const now = BigInt(Date.now());

  it.each<[string, RequestOverrides]>([
    ['session.network', { network: { ...NETWORK, chainId: 'cloudx3-other-1' } }],
    ['session.notary', { notary: testKey(8).pubkey }],
    ['session.mode', { mode: Mode.UNSPECIFIED }],
    ['session.expired', { issuedAtMs: now - 100_000n, expiresAtMs: now - 1_000n }],
    ['session.future', { issuedAtMs: now + 3_600_000n, expiresAtMs: now + 3_660_000n }],
    ['session.lifetime', { issuedAtMs: now, expiresAtMs: now + 600_000n }],
    ['session.unknown_operation', { operationId: new Uint8Array(32) }],
    ['session.unknown_operation', { operationId: new Uint8Array(5) }],
  ])('%s', async (code, overrides) => {
    expect(await refusalOf(overrides)).toBe(code);
    expect(await test.outcomes()).toEqual({ [code]: 1 });
  });

  it('from an operator that is unknown, not active, or another than it says', async () => {
    const stranger = testKey(3);
    expect(await refusalOf({}, stranger)).toBe('session.unknown_operator');
    test.registry.setOperator(stranger.pubkey, { active: false });
    expect(await refusalOf({}, stranger)).toBe('session.inactive_operator');
    expect(await refusalOf({ prover: proverKey.pubkey }, stranger)).toBe('session.signature');
  });

  it('that was used before, also while the first is still running', async () => {
    const nonce = randomBytes(16);
    const first = await connect();
    await first.grant({ nonce });
    expect(await refusalOf({ nonce })).toBe('session.replayed');
    first.close();
    expect(await refusalOf({ nonce })).toBe('session.replayed');
  });

  it('for an operation whose bytes are not those of its id, or whose sizes are too large', async () => {
    const id = new Uint8Array(32).fill(5);
    test.registry.publish({ id, bytes: operation.bytes });
    expect(await refusalOf({ operationId: id })).toBe('session.unreadable_operation');
    test.registry.publish({ id, bytes: Uint8Array.of(1, 2, 3) });
    expect(await refusalOf({ operationId: id })).toBe('session.unreadable_operation');
    const large = defineOperation({
      kind: 'read',
      name: 'test/large',
      server: { name: 'vendor.example' },
      method: 'GET',
      target: '/',
      readings: { x: { unit: '1', path: ['x'] } },
      maxRequestBytes: 512,
      maxResponseBytes: 1_000_000,
    });
    test.registry.publish(large);
    expect(await refusalOf({ operationId: large.id })).toBe('limit.operation_size');
  });

  it('beyond the sessions of one operator and of all', async () => {
    const other = testKey(3);
    test.registry.setOperator(other.pubkey, { active: true });
    await (await connect()).grant();
    const second = await connect();
    await second.grant();
    expect(await refusalOf({})).toBe('limit.operator_sessions');
    await (await connect()).grant({}, other);
    expect(await refusalOf({}, testKey(4))).toBe('limit.sessions');
    second.close();
    await expect.poll(() => test.notary.health().sessions).toBe(2);
    await (await connect()).grant();
  });

  it('beyond the requests of one operator', async () => {
    for (let i = 0; i < 50; i += 1)
      expect(await refusalOf({ operationId: new Uint8Array(32) })).toMatch(/unknown/);
    expect(await refusalOf({ operationId: new Uint8Array(32) })).toBe('limit.operator_requests');
  });
});

describe('a host', () => {
  it.each([
    ['session.private_host', ['127.0.0.1']],
    ['session.private_host', ['93.184.216.34', '::ffff:10.0.0.1']],
    ['session.unresolved_host', []],
  ])('%s', async (code, addresses) => {
    const guarded = await startTestNotary({}, { resolve: () => Promise.resolve(addresses) });
    const prover = await RawProver.connect(guarded.notary.url, guarded.tlsCa);
    prover.open();
    expect(await prover.refusal()).toBe(code);
    await guarded.notary.close();
  });

  it('that is private is served in development', async () => {
    const open = await startTestNotary(
      { allowPrivateHosts: true },
      { resolve: () => Promise.resolve(['10.0.0.1']) },
    );
    const prover = await RawProver.connect(open.notary.url, open.tlsCa);
    await prover.grant();
    prover.close();
    await open.notary.close();
  });
});

describe('what is no part of the protocol', () => {
  it.each<[string, Uint8Array | string, string]>([
    ['garbage', Uint8Array.of(0, 255, 255, 255, 255), 'session.malformed'],
    ['an empty control message', Uint8Array.of(0), 'session.malformed'],
    ['text', '\0hello', 'session.malformed'],
    ['an unknown kind', Uint8Array.of(2, 1), 'session.malformed'],
    ['an empty frame', new Uint8Array(), 'session.malformed'],
    ['stream bytes first', Uint8Array.of(1, 1), 'session.unexpected'],
    ['a control frame that is too large', new Uint8Array(MAX_CONTROL_FRAME + 1), 'session.frame_too_large'],
    ['a frame that no WebSocket of ours takes', new Uint8Array(MAX_FRAME + 1), 'closed 1009'],
  ])('%s', async (_name, frame, code) => {
    const prover = await connect();
    prover.frame(frame);
    expect(await prover.refusal()).toBe(code);
  });

  it('a bind before the grant, a second open, a second bind', async () => {
    const early = await connect();
    early.bind(new Uint8Array(16));
    expect(await early.refusal()).toBe('session.unexpected');
    const twice = await connect();
    await twice.grant();
    twice.open();
    expect(await twice.refusal()).toBe('session.unexpected');
    const bound = await connect();
    const { sessionId } = await bound.grant();
    bound.bind(sessionId);
    expect((await bound.next()).case).toBe('bound');
    bound.bind(sessionId);
    expect(await bound.refusal()).toBe('session.unexpected');
  });

  it('a second open while the first is being checked', async () => {
    const prover = await connect();
    prover.open();
    prover.open();
    expect(await prover.refusal()).toBe('session.unexpected');
  });
});

describe('a bind that SES-2 refuses', () => {
  const bindOf = async (...args: Parameters<RawProver['bind']> extends [unknown, ...infer R] ? R : never) => {
    const prover = await connect();
    const { sessionId } = await prover.grant();
    prover.bind(sessionId, ...args);
    return prover.refusal();
  };

  it('for another session, by another key, or with another version', async () => {
    expect(await bindOf({ sessionId: new Uint8Array(16) })).toBe('session.other_session');
    expect(await bindOf({}, testKey(3))).toBe('session.signature');
    expect(await bindOf({ version: 2 })).toBe('session.version');
  });

  it('with parameters that are missing, unknown, doubled or of the wrong form', async () => {
    expect(await bindOf({ params: [] })).toBe('params.missing');
    const meter = { name: 'meter', value: 'a' };
    expect(await bindOf({ params: [meter, { name: 'other', value: 'b' }] })).toBe('params.unknown');
    expect(await bindOf({ params: [meter, meter] })).toBe('params.order');
    expect(await bindOf({ params: [{ name: 'meter', value: 'a b' }] })).toBe('params.value');
    expect(await bindOf({ params: [{ name: 'meter', value: 'x&key=1' }] })).toBe('params.value');
  });

  it('without a context, with a nonce of the wrong length, or with a subject that is none', async () => {
    expect(await bindOf({ context: { purpose: { case: undefined } } })).toBe('session.context');
    expect(await bindOf({ context: { purpose: { case: 'probe', value: new Uint8Array(15) } } })).toBe(
      'session.context',
    );
    expect(await bindOf({ context: { purpose: { case: 'probe', value: new Uint8Array(33) } } })).toBe(
      'session.context',
    );
    const devices = 'x'.repeat(91);
    expect(
      await bindOf({ context: { purpose: { case: 'command', value: { devices, commandId: 1n } } } }),
    ).toBe('session.context');
    expect(await bindOf({ subject: 'x'.repeat(91) })).toBe('session.subject');
    expect(await bindOf({ subject: 'two words' })).toBe('session.subject');
  });
});

describe('an exchange', () => {
  it('that begins before the session is bound ends it', async () => {
    const prover = await connect();
    await prover.grant();
    prover.engine({ type: 'setup' });
    prover.engine({ type: 'online' });
    expect(await prover.refusal()).toBe('session.early_exchange');
  });
});

describe('the listener', () => {
  it('knows one path for sessions', async () => {
    await expect(RawProver.connect(test.notary.url.replace('session', 'other'), test.tlsCa)).rejects.toThrow(
      '404',
    );
  });

  it('keeps no place for handshakes that fail', async () => {
    const small = await startTestNotary({ limits: { maxPendingConnections: 2 } });
    const { port } = new URL(small.notary.url);
    for (let i = 0; i < 5; i += 1) {
      const bad = request({
        ...{ host: '127.0.0.1', port, path: '/v1/session', ca: small.tlsCa, agent: false },
        headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      });
      bad.end();
      const [response] = (await once(bad, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(400);
      response.resume();
      await once(response, 'close');
    }
    const good = await RawProver.connect(small.notary.url, small.tlsCa);
    await good.grant();
    await small.notary.close();
  });

  it('holds strangers to their share of waiting connections', async () => {
    const small = await startTestNotary({ limits: { maxPendingConnections: 3, maxPendingPerAddress: 2 } });
    const first = await RawProver.connect(small.notary.url, small.tlsCa);
    await RawProver.connect(small.notary.url, small.tlsCa);
    await expect(RawProver.connect(small.notary.url, small.tlsCa)).rejects.toThrow('503');
    // A granted session no longer waits.
    await first.grant();
    await RawProver.connect(small.notary.url, small.tlsCa);
    await small.notary.close();
    expect(await small.outcomes()).toEqual({ 'limit.connections': 1, 'notary.stopping': 3 });
  });
});
