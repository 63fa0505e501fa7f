import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give to those who ask for any, so that nobody is given one of these before its server takes it. */
const FIRST = 12_000;
const LAST = 19_999;
const TRIES = 1_000;
const given = new Set<number>();

/** Ports of 127.0.0.1 that nobody listens on, for servers that cannot say which ones they took. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  for (let left = TRIES; ports.length < count; left -= 1) {
    if (left === 0) throw new Error(`Fewer than ${count} ports between ${FIRST} and ${LAST} are free`);
    const port = randomInt(FIRST, LAST + 1);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
