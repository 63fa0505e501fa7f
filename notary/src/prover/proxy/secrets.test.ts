import { Tls13Client, suiteOf } from '@cloudx3/tls13';
import { nextSecret } from '@cloudx3/tls13/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { CANARY, GOOD_RESPONSE, httpResponse } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';
import { startTestVendor } from '../../test-support/vendor.ts';
import type { TestVendor } from '../../test-support/vendor.ts';

// Attack A18: whatever happens in a session, neither the credential nor a key that opens its epoch, nor any secret that such a key follows from, reaches the notary, a log or an error.

let tls: TestTls;
let vendor: TestVendor;
let notary: TestNotary;
/** Everything that either side put into a WebSocket frame. */
let frames: Buffer[] = [];
/** Keys of hidden epochs, of every client that wrote something. */
let forbidden: Uint8Array[] = [];
/** The secrets of the vendor's sessions, by the names that key logs have for them. */
let secrets = new Map<string, Uint8Array>();

/** A method as it is before it is spied on. */
function methodOf(prototype: object, name: string): (...args: unknown[]) => unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.value as (...args: unknown[]) => unknown;
}

beforeAll(async () => {
  tls = await testTls();
  vendor = await startTestVendor(tls.ca, GOOD_RESPONSE, {}, (line) => {
    const [name = '', , secret = ''] = line.toString('latin1').trim().split(' ');
    secrets.set(name, Buffer.from(secret, 'hex'));
  });
  notary = await startTestNotary({ limits: { proxy: { onlineTimeoutMs: 1_500 } } }, { vendorCa: tls.ca.pem });
  notary.registry.publish(vendor.operation);
  const send = methodOf(WebSocket.prototype, 'send');
  vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, ...args: unknown[]) {
    frames.push(Buffer.from(args[0] as Uint8Array));
    send.apply(this, args);
  });
  const updateKey = methodOf(Tls13Client.prototype, 'updateKey');
  vi.spyOn(Tls13Client.prototype, 'updateKey').mockImplementation(function (this: Tls13Client) {
    const { key, iv } = this.clientKeys(1);
    forbidden.push(key, iv);
    return updateKey.apply(this, []) as Uint8Array;
  });
});
afterEach(() => {
  frames = [];
  forbidden = [];
  secrets = new Map();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await notary[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});

async function notarize(): Promise<string> {
  try {
    const { attestation, opening } = await notarizeOnce({
      url: notary.notary.url,
      tlsCa: notary.tlsCa,
      vendorCa: tls.ca.pem,
      operation: vendor.operation,
    });
    expect(Buffer.from(opening.sent).includes(CANARY)).toBe(false);
    expect(JSON.stringify(attestation.body, bytesAsText)).not.toContain(CANARY);
    return 'attested';
  } catch (error) {
    const { message, stack = '', cause, code } = error as Error & { code: string };
    expect(`${message}${stack}${String(cause)}`).not.toContain(CANARY);
    return code;
  }
}

function bytesAsText(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}

/** Every secret of the client from its first application secret on, and the exporter's, which is of their kind. */
function clientSecrets(): Uint8Array[] {
  const first = secrets.get('CLIENT_TRAFFIC_SECRET_0') ?? expect.unreachable();
  const suite = suiteOf(first.length === 48 ? 0x1302 : 0x1301) ?? expect.unreachable();
  const second = nextSecret(suite, first);
  return [first, second, nextSecret(suite, second), secrets.get('EXPORTER_SECRET') ?? expect.unreachable()];
}

/** Where the credential, or what opens it, is found in text or in hex. */
async function leaks(): Promise<string[]> {
  const sent = Buffer.concat(frames);
  const metrics = JSON.stringify(await notary.notary.metrics.registry.getMetricsAsJSON());
  const sought = [
    Buffer.from(CANARY),
    ...[...forbidden, ...clientSecrets()].map((bytes) => Buffer.from(bytes)),
  ];
  const places = { sent, log: Buffer.from(notary.logs()), metrics: Buffer.from(metrics) };
  return Object.entries(places).flatMap(([place, bytes]) =>
    sought
      .filter((secret) => bytes.includes(secret) || bytes.includes(secret.toString('hex')))
      .map(() => place),
  );
}

describe('a canary credential', () => {
  it.each<[string, string, (vendor: TestVendor) => void]>([
    ['attested', 'a session that is attested', (v) => (v.answer = (socket) => socket.end(GOOD_RESPONSE))],
    [
      'vendor.unauthorized',
      'a credential that is refused',
      (v) => (v.answer = (socket) => socket.end(httpResponse('{}', '401 Unauthorized'))),
    ],
    [
      'prover.secret_echoed',
      'a server that repeats it',
      (v) =>
        (v.answer = (socket) =>
          socket.end(httpResponse(`{"ok":true,"meter":{"power":1},"key":"${CANARY}"}`))),
    ],
    ['response.json_syntax', 'a page', (v) => (v.answer = (socket) => socket.end(httpResponse('<html>')))],
    [
      'response.truncated',
      'half a response',
      (v) => (v.answer = (socket) => socket.end(GOOD_RESPONSE.subarray(0, -4))),
    ],
    ['deadline.online', 'a silent server', (v) => (v.answer = () => undefined)],
  ])('%s: of %s is nowhere but at the vendor', async (outcome, _what, behave) => {
    behave(vendor);
    expect(await notarize()).toBe(outcome);
    expect(vendor.seen()).toContain(CANARY);
    expect(forbidden.length).toBeGreaterThan(0);
    expect(frames.length).toBeGreaterThan(4);
    expect(await leaks()).toEqual([]);
    // The server's is shown, last of all, and only of a session that can be attested.
    const serverSecret = secrets.get('SERVER_TRAFFIC_SECRET_0') ?? expect.unreachable();
    const showing = frames.flatMap((frame, i) => (frame.includes(Buffer.from(serverSecret)) ? [i] : []));
    expect(showing.length).toBe(outcome === 'attested' ? 1 : 0);
  });
});
