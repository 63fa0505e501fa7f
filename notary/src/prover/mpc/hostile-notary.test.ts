import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { NotaryMessageSchema, create, encode } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { LOOPBACK } from '../../dialling/address-rule.ts';
import { MAX_FRAME, writeFrame } from '../../session/frames.ts';
import { testTls } from '../../test-support/certificates.ts';
import { FakeEngines } from '../../test-support/fake-engine.ts';
import { NETWORK, operation, proverKey } from '../../test-support/fixture.ts';
import { honestRequest } from '../../test-support/honest-prover.ts';
import { createMpcNotarizer } from './mpc-notarizer.ts';

// A notary is a stranger too: whatever it sends ends the session with a code, and costs a bounded amount of memory.

let server: Server;
let sockets: WebSocketServer;
let tlsCa: string;
let behave: (socket: WebSocket) => void;

beforeAll(async () => {
  const { ca, cert, key } = await testTls();
  tlsCa = ca.pem;
  server = createServer({ cert, key });
  sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined);
    behave(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  for (const client of sockets.clients) client.terminate();
  server.close();
});

function message(init: MessageInitShape<typeof NotaryMessageSchema>): Uint8Array {
  return writeFrame('control', encode(NotaryMessageSchema, create(NotaryMessageSchema, init)));
}

const GRANT = {
  sessionId: new Uint8Array(16),
  maxRequestBytes: operation.message.maxRequestBytes,
  maxResponseBytes: operation.message.maxResponseBytes,
  idleTimeoutMs: 60_000,
  onlineTimeoutMs: 60_000,
};

function grant(changes: Partial<typeof GRANT> = {}): Uint8Array {
  return message({ kind: { case: 'grant', value: { ...GRANT, ...changes } } });
}

async function failureOf(behaviour: (socket: WebSocket) => void): Promise<unknown> {
  behave = behaviour;
  const engines = new FakeEngines();
  const notarizer = createMpcNotarizer(
    { network: NETWORK, prover: proverKey, tlsCa, allowPrivate: LOOPBACK, pool: { size: 0 } },
    // Slower than the notary's first bytes, as the real one is.
    { startProver: async (...args) => engines.startProver(...args) },
  );
  const url = `wss://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const error: unknown = await notarizer
    .notarize(honestRequest(url, operation), new AbortController().signal)
    .catch((e: unknown) => e);
  await notarizer.close();
  expect(engines.alive.size).toBe(0);
  return error;
}

/** Sends these frames as soon as the prover has said something. */
function answering(...frames: (Uint8Array | string)[]): (socket: WebSocket) => void {
  return (socket) => socket.once('message', () => frames.forEach((frame) => socket.send(frame)));
}

describe('a notary that sends', () => {
  it.each<[string, (Uint8Array | string)[]]>([
    ['garbage', [Uint8Array.of(0, 255, 255)]],
    ['an empty message', [Uint8Array.of(0)]],
    ['text', ['hello']],
    ['an unknown kind of frame', [Uint8Array.of(9, 9)]],
    [
      'another answer than was asked for',
      [message({ kind: { case: 'bound', value: { sessionTimeMs: 1n } } })],
    ],
    ['two answers for one question', [grant(), grant()]],
    ['a grant of other sizes', [grant({ maxRequestBytes: 1 })]],
    ['a grant without a session', [grant({ sessionId: new Uint8Array(3) })]],
    ['stream bytes without end before the grant', [new Uint8Array(200_000).fill(1), grant()]],
    ['a frame that is too large', [new Uint8Array(MAX_FRAME + 1).fill(1)]],
  ])('%s', async (_what, frames) => {
    expect(await failureOf(answering(...frames))).toMatchObject({
      code: expect.stringMatching(/^notary\.(protocol|gone)$/) as string,
      refused: false,
    });
  });

  it('a refusal with a code that nobody knows, in words that are no text for a terminal', async () => {
    const words = `\u001b[31m${'x'.repeat(10_000)}`;
    const error = await failureOf(
      answering(message({ kind: { case: 'refusal', value: { code: 'a.b', message: words } } })),
    );
    expect(error).toMatchObject({ code: 'notary.refused', refused: true });
    expect((error as Error).message).not.toContain('\u001b');
    expect((error as Error).message.length).toBeLessThan(500);
  });

  it('nothing, and goes', async () => {
    expect(await failureOf((socket) => socket.close())).toMatchObject({
      code: 'notary.gone',
      phase: 'connecting',
    });
  });
});
