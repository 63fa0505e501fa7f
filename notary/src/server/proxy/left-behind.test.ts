import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { queryObjects } from 'node:v8';
import { RecordReader } from '@cloudx3/tls13';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { FrameSocket } from '../../session/frame-socket.ts';
import { SessionRunner } from '../session-runner.ts';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import type { ProxyDriver } from '../../test-support/proxy-driver.ts';
import { Carrier } from './carrier.ts';

// However a session or a connection ends, the notary gives everything back: sockets to both sides, its slot, and the memory.

let stage: HostileStage;
beforeAll(async () => {
  stage = await HostileStage.start({ proxy: { onlineTimeoutMs: 400 }, keptTimeoutMs: 400 });
});
afterAll(() => stage[Symbol.asyncDispose]());

type Ending = (driver: ProxyDriver) => Promise<void>;

const committed: Ending = async (driver) => {
  await driver.handshake();
  driver.send(driver.finished);
  driver.commit(driver.keys());
};

/** One way to end for each stage that a session goes through. */
const ENDINGS: Readonly<Record<string, Ending>> = {
  'gone after the bind': (driver) => {
    driver.raw.close();
    return Promise.resolve();
  },
  'silent after the bind': () => Promise.resolve(),
  'refused at the hello': (driver) => {
    driver.raw.stream(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    return Promise.resolve();
  },
  'gone in the handshake': async (driver) => {
    await driver.handshake();
    driver.raw.close();
  },
  'refused at the commitment': async (driver) => {
    await driver.handshake();
    driver.send(driver.finished);
    driver.commit(driver.keys().slice(1));
  },
  'gone after the commitment': async (driver) => {
    await committed(driver);
    driver.raw.close();
  },
  'refused in the request': async (driver) => {
    await committed(driver);
    driver.send(...driver.records().toReversed());
  },
  'silent in the request': async (driver) => {
    await committed(driver);
    driver.send(...driver.records().slice(0, 3));
  },
  'gone after the seal': async (driver) => {
    await committed(driver);
    driver.send(...driver.records());
    await driver.sealed();
    driver.raw.close();
  },
  'gone after the attestation': async (driver) => {
    expect(await stage.finish(driver)).toBe('attested');
    driver.raw.close();
  },
  'silent after the attestation': async (driver) => {
    expect(await stage.finish(driver)).toBe('attested');
  },
  'gone in the second session of a connection': async (driver) => {
    expect(await stage.finish(driver)).toBe('attested');
    const second = await stage.open(driver.raw);
    await committed(second);
    driver.raw.close();
  },
  'refused at the opening': async (driver) => {
    await committed(driver);
    driver.send(...driver.records());
    await driver.sealed();
    driver.show([]);
  },
};

async function runAll(): Promise<void> {
  for (const ending of Object.values(ENDINGS)) {
    const driver = await stage.open();
    await ending(driver);
    await driver.raw.end();
  }
  stage.hangUp();
  const { notary, vendor } = stage;
  await expect.poll(() => notary.notary.health().sessions).toBe(0);
  await expect.poll(vendor.connections).toBe(0);
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

/** What a session is made of, and what holds its bytes. */
const PARTS = { SessionRunner, Carrier, FrameSocket, WebSocket, TLSSocket, Socket, RecordReader };

/** How many of each there still are, once garbage is collected. */
function alive(): Record<string, number> {
  return Object.fromEntries(
    Object.entries(PARTS).map(([name, part]) => [name, queryObjects(part, { format: 'count' })]),
  );
}

/** A session that is there is counted, or the test would see nothing. */
async function seeOne(): Promise<void> {
  const driver = await stage.open();
  expect(alive()).toMatchObject({ SessionRunner: 1, Carrier: 1 });
  driver.raw.close();
}

describe('sessions, however they end', () => {
  it('leave no socket and no memory behind', { timeout: 60_000 }, async () => {
    const before = alive();
    expect(before).toMatchObject({ SessionRunner: 0, Carrier: 0, WebSocket: 0, TLSSocket: 0 });
    await seeOne();
    for (let i = 0; i < 3; i += 1) await runAll();
    await expect.poll(openSockets).toBe(0);
    // One look takes seconds, and a socket that closes is held until the loop has turned.
    await expect.poll(alive, { timeout: 20_000 }).toEqual(before);
  });
});
