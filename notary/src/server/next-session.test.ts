import { Mode } from '@cloudx3/proto';
import type { RecordKey } from '@cloudx3/proto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOOPBACK } from '../dialling/address-rule.ts';
import { createMpcNotarizer } from '../prover/mpc/mpc-notarizer.ts';
import { NETWORK, operation, proverKey, testKey } from '../test-support/fixture.ts';
import { honestRequest } from '../test-support/honest-prover.ts';
import { HostileStage } from '../test-support/hostile-stage.ts';
import type { ProxyDriver } from '../test-support/proxy-driver.ts';
import type { RawProver } from '../test-support/raw-prover.ts';

// SES-3: a connection carries sessions in turn, and what belongs to one of them is of no use in the next.

let stage: HostileStage;
const LIMITS = { maxKeptConnections: 2, maxKeptPerOperator: 2, maxPendingConnections: 4 };
beforeEach(async () => {
  stage = await HostileStage.start({ ...LIMITS, keptTimeoutMs: 300 });
});
afterEach(() => stage[Symbol.asyncDispose]());

async function gauge(name: 'kept' | 'pending'): Promise<number | undefined> {
  return (await stage.notary.notary.metrics[name].get()).values[0]?.value;
}

/** A connection whose session was attested, with the session's prover. */
async function attested(): Promise<{ raw: RawProver; driver: ProxyDriver; shown: RecordKey[] }> {
  const driver = await stage.open();
  let shown: RecordKey[] = [];
  const outcome = await stage.finish(driver, { shown: (keys) => (shown = keys) });
  expect(outcome).toBe('attested');
  return { raw: driver.raw, driver, shown };
}

const request = () => ({ mode: Mode.PROXY, operationId: stage.vendor.operation.id });

describe('a connection after an attestation', () => {
  it('carries another session, as good as the first', async () => {
    const { raw, driver } = await attested();
    const seen = new Set([driver.sessionId.toString()]);
    for (let i = 0; i < 3; i += 1) {
      const next = await stage.open(raw);
      seen.add(next.sessionId.toString());
      expect(await stage.finish(next)).toBe('attested');
    }
    expect(seen.size).toBe(4);
    expect(await stage.notary.outcomes()).toEqual({ attested: 4 });
    expect(stage.notary.notary.health().sessions).toBe(0);
  });

  it('has given back the slot of the last one', async () => {
    await stage[Symbol.asyncDispose]();
    stage = await HostileStage.start({ proxy: { maxSessions: 1 } });
    let driver = await stage.open();
    for (let i = 0; i < 5; i += 1) {
      expect(await stage.finish(driver)).toBe('attested');
      driver = await stage.open(driver.raw);
    }
  });

  it('waits in a place of its own, and is granted out of it', async () => {
    const { raw } = await attested();
    expect([await gauge('pending'), await gauge('kept')]).toEqual([0, 1]);
    await raw.grant(request());
    expect([await gauge('pending'), await gauge('kept')]).toEqual([0, 0]);
    raw.close();
    await expect.poll(() => stage.notary.outcomes()).toEqual({ attested: 1, gone: 1 });
  });

  it('is closed without a word when no session comes, or when the prover goes', async () => {
    const { raw } = await attested();
    expect(await raw.next()).toEqual({ case: 'closed' });
    expect(raw.closed).toBe(1000);
    const gone = await attested();
    gone.raw.close();
    await expect.poll(() => gauge('kept')).toBe(0);
    // Neither was a session.
    expect(await stage.notary.outcomes()).toEqual({ attested: 2 });
  });

  it('is closed at once where no place is left', async () => {
    const kept = [await attested(), await attested()];
    const { raw } = await attested();
    expect(await raw.next()).toEqual({ case: 'closed' });
    expect(await gauge('kept')).toBe(2);
    await kept[0]?.raw.grant(request());
    const again = await attested();
    await again.raw.grant(request());
  });

  it('is closed when the notary stops', async () => {
    const { raw } = await attested();
    await stage.notary.notary.close();
    expect(await raw.refusal()).toBe('notary.stopping');
  });
});

describe('a connection after anything else', () => {
  it.each<[string, (driver: ProxyDriver) => Promise<string>, string]>([
    ['a refusal', (d) => stage.finish(d, { shown: () => [] }), 'proxy.opening'],
    ['an unexpected message', (d) => (d.finish(), d.outcome()), 'session.unexpected'],
  ])('%s is closed', async (_what, end, code) => {
    const driver = await stage.open();
    expect(await end(driver)).toBe(code);
    driver.raw.open(request());
    expect(await driver.raw.next()).toEqual({ case: 'closed' });
  });

  it('an attestation in MPC mode is closed', async () => {
    const { notary, engines, tlsCa } = stage.notary;
    const kept = vi.spyOn(notary.metrics.kept, 'set');
    const notarizer = createMpcNotarizer(
      { network: NETWORK, prover: proverKey, tlsCa, allowPrivate: LOOPBACK, pool: { size: 0 } },
      { startProver: engines.startProver },
    );
    await notarizer.notarize(honestRequest(notary.url, operation), new AbortController().signal);
    await notarizer.close();
    expect(await stage.notary.outcomes()).toEqual({ attested: 1 });
    expect(kept).not.toHaveBeenCalled();
  });
});

describe('on a connection that waits for a session', () => {
  it.each<[string, (raw: RawProver, of: Awaited<ReturnType<typeof attested>>) => void, string]>([
    ['TLS bytes', (raw) => raw.stream(Uint8Array.of(23, 3, 3, 0, 1, 0)), 'session.unexpected'],
    ['the last bind', (raw, { driver }) => raw.bind(driver.sessionId), 'session.unexpected'],
    ['another opening', (_raw, { driver, shown }) => driver.show(shown), 'session.unexpected'],
    ['another commitment', (_raw, { driver, shown }) => driver.commit(shown), 'session.unexpected'],
    ['a finish', (_raw, { driver }) => driver.finish(), 'session.unexpected'],
    ['no message', (raw) => raw.frame(Uint8Array.of(0, 255, 255)), 'session.malformed'],
    ['no frame', (raw) => raw.frame('open'), 'session.malformed'],
    ['a mode that is none', (raw) => raw.open({ mode: Mode.UNSPECIFIED }), 'session.mode'],
    ['a stranger', (raw) => raw.open(request(), testKey(3)), 'session.unknown_operator'],
  ])('%s is refused, and nothing more is attested', async (_what, say, code) => {
    const first = await attested();
    say(first.raw, first);
    expect(await first.raw.refusal()).toBe(code);
    expect(await stage.notary.outcomes()).toEqual({ attested: 1, [code]: 1 });
    expect(await first.raw.next()).toEqual({ case: 'closed' });
  });

  it('an operator that is no longer active gets no session', async () => {
    const { raw } = await attested();
    const { registry } = stage.notary;
    registry.operator = () => Promise.resolve({ active: false });
    raw.open(request());
    expect(await raw.refusal()).toBe('session.inactive_operator');
  });

  it('a request that was used before is known', async () => {
    const nonce = new Uint8Array(16).fill(9);
    const other = await stage.connect();
    await other.grant({ ...request(), nonce });
    const { raw } = await attested();
    raw.open({ ...request(), nonce });
    expect(await raw.refusal()).toBe('session.replayed');
  });
});

describe('the next session of a connection', () => {
  it('is not opened by keys of the last one, nor bound by its bind', async () => {
    const { raw, shown } = await attested();
    const second = await stage.open(raw);
    expect(await stage.finish(second, { shown: () => shown })).toBe('proxy.opening');
    const other = await attested();
    await other.raw.grant(request());
    other.raw.bind(other.driver.sessionId);
    expect(await other.raw.refusal()).toBe('session.other_session');
  });

  it('cannot begin before the last one has ended', async () => {
    const driver = await stage.open();
    const keys = await driver.untilSealed();
    driver.show(keys);
    driver.raw.open(request());
    // Whether the opening is judged by then is up to the network; the request is too early, or it is the next one.
    const outcome = await driver.outcome();
    const next = await driver.raw.next();
    expect(['session.unexpected closed', 'attested grant']).toContain(`${outcome} ${next.case}`);
  });
});
