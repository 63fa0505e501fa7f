import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Mode, NotaryMessageSchema, create, encode } from '@cloudx3/proto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { LOOPBACK, addressRule } from '../../dialling/address-rule.ts';
import { systemResolve } from '../../dialling/resolve.ts';
import { writeFrame } from '../../session/frames.ts';
import { testTls } from '../../test-support/certificates.ts';
import { GOOD_RESPONSE, NETWORK, httpResponse, notaryKey, proverKey } from '../../test-support/fixture.ts';
import { honestRequest } from '../../test-support/honest-prover.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { startTestVendor } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';
import { askSession } from '../ask-session.ts';
import type { NotaryConnection } from '../connection.ts';
import { dialNotary } from '../dial-notary.ts';
import { KeptConnections } from '../kept-connections.ts';
import type { Notarizer } from '../ports.ts';
import { settingsOf } from '../settings.ts';
import { createProxyNotarizer } from './proxy-notarizer.ts';

// SES-3, the prover's side: sessions in turn on one connection, and another one wherever that is not to be had.

let vendor: TestVendor;
let notary: TestNotary;
let notarizer: Notarizer;
const { signal } = new AbortController();

async function start(keptTimeoutMs: number): Promise<void> {
  const { ca } = await testTls();
  vendor = await startTestVendor(ca, GOOD_RESPONSE);
  notary = await startTestNotary({ limits: { keptTimeoutMs } }, { vendorCa: ca.pem });
  notary.registry.publish(vendor.operation);
  notarizer = createProxyNotarizer({
    network: NETWORK,
    prover: proverKey,
    tlsCa: notary.tlsCa,
    allowPrivate: LOOPBACK,
    customCa: ca.der,
    pool: { size: 0 },
  });
}

beforeEach(() => start(5_000));
afterEach(async () => {
  await notarizer.close();
  await notary[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

const target = () => ({ url: notary.notary.url, pubkey: notaryKey.pubkey });

function notarize() {
  return notarizer.notarize(honestRequest(notary.notary.url, vendor.operation), signal);
}

/** Counts the connections that reach the notary. */
function connections(): () => number {
  const set = vi.spyOn(notary.notary.metrics.pending, 'set');
  const pending = (): number[] => set.mock.calls.map(([count]) => count);
  return () => pending().filter((count, i, all) => count > (all[i - 1] ?? 0)).length;
}

async function kept(): Promise<number | undefined> {
  return (await notary.notary.metrics.kept.get()).values[0]?.value;
}

describe('a prover in PROXY mode', () => {
  it('reads again and again on one connection', async () => {
    const count = connections();
    for (let i = 0; i < 4; i += 1) await notarize();
    expect(count()).toBe(1);
    expect(await kept()).toBe(1);
  });

  it('has as many connections as sessions at a time', async () => {
    const count = connections();
    await Promise.all([notarize(), notarize(), notarize()]);
    await Promise.all([notarize(), notarize(), notarize()]);
    expect(count()).toBe(3);
  });

  it('opens another where the notary no longer waits', async () => {
    await notary[Symbol.asyncDispose]();
    await vendor[Symbol.asyncDispose]();
    await start(50);
    const count = connections();
    await notarize();
    await expect.poll(kept).toBe(0);
    await notarize();
    expect(count()).toBe(2);
  });

  it('keeps none of a session that failed', async () => {
    vendor.answer = (socket) => socket.end(httpResponse('{}', '500 Internal Server Error'));
    await expect(notarize()).rejects.toMatchObject({ code: 'vendor.server_error' });
    await expect.poll(() => notary.notary.health().sessions).toBe(0);
    expect(await kept()).toBe(0);
  });

  it('hangs up when it is closed', async () => {
    await notarize();
    await notarizer.close();
    await expect.poll(kept).toBe(0);
  });
});

describe('a connection that was kept', () => {
  const servers: WebSocketServer[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A connection to something that is no notary. */
  async function connectionTo(behave: (socket: WebSocket) => void): Promise<NotaryConnection> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    servers.push(server);
    server.on('connection', behave);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const options = { secureContext: undefined, connectMs: 1_000, maxSessionBytes: 1_000_000 };
    const at = { url: `ws://127.0.0.1:${port}`, mayDial: addressRule(LOOPBACK) };
    return dialNotary({ ...at, ...options }, { resolve: systemResolve }, signal);
  }

  /** Keeps such a connection as if it were to the notary, and asks for a session. */
  async function askOn(behave: (socket: WebSocket) => void): Promise<string> {
    const keeping = new KeptConnections();
    keeping.keep(target().url, await connectionTo(behave));
    return ask(keeping);
  }

  async function ask(keeping: KeptConnections): Promise<string> {
    const options = { network: NETWORK, prover: proverKey, tlsCa: notary.tlsCa, allowPrivate: LOOPBACK };
    const deps = { ...settingsOf(options, {}, 1_000_000), kept: keeping };
    const { connection } = await askSession(target(), vendor.operation, Mode.PROXY, deps, signal);
    connection.close();
    return 'granted';
  }

  it('and dies under the request is replaced: nothing was sent to the vendor yet', async () => {
    expect(await askOn((socket) => socket.on('message', () => socket.terminate()))).toBe('granted');
    expect(await askOn((socket) => socket.on('message', () => socket.close(1000)))).toBe('granted');
  });

  it('and refuses the request has refused it', async () => {
    const value = { code: 'session.unknown_operator', message: 'Who?' };
    const refusal = create(NotaryMessageSchema, { kind: { case: 'refusal', value } });
    const refuse = (socket: WebSocket): void =>
      void socket.on('message', () =>
        socket.send(writeFrame('control', encode(NotaryMessageSchema, refusal))),
      );
    await expect(askOn(refuse)).rejects.toMatchObject({ code: 'session.unknown_operator' });
  });

  it('and says something that nobody asked for is given up', async () => {
    const bound = create(NotaryMessageSchema, { kind: { case: 'bound', value: { sessionTimeMs: 1n } } });
    const keeping = new KeptConnections();
    const peer = Promise.withResolvers<WebSocket>();
    keeping.keep('here', await connectionTo(peer.resolve));
    const socket = await peer.promise;
    const closed = once(socket, 'close');
    socket.send(writeFrame('control', encode(NotaryMessageSchema, bound)));
    await closed;
    expect(keeping.take('here')).toBeUndefined();
  });

  it('is closed after its time, and where enough wait', async () => {
    const keeping = new KeptConnections({ keepMs: 50, maxPerNotary: 1 });
    const closed: number[] = [];
    const listen = (socket: WebSocket): void => void socket.on('close', (code) => closed.push(code));
    keeping.keep('here', await connectionTo(listen));
    keeping.keep('here', await connectionTo(listen));
    await expect.poll(() => closed).toEqual([1000, 1000]);
    expect(keeping.take('here')).toBeUndefined();
  });
});
