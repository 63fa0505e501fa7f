import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:tls';
import { asParty } from './party.ts';
import { startRelay } from './relay.ts';

export interface VendorOptions {
  readonly cert: string;
  readonly key: string;
  readonly responseBytes: number;
  /** A relay for each: round trips that are added on the way to the server, in milliseconds. */
  readonly roundTripsMs: readonly number[];
  /** Whether answers are held back for ever. */
  readonly silent: boolean;
}

export interface VendorReady {
  /** Ports of the relays, in the order of the round trips. */
  readonly ports: readonly number[];
}

const { options: told, ready } = await asParty();
const options = told as VendorOptions;
const response = responseOf(options.responseBytes);
const server = createServer(
  // PROXY and undici choose 1.3; MPC knows 1.2 only.
  { cert: options.cert, key: options.key, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] },
  (socket) => {
    let request = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      request += chunk.toString('latin1');
      if (request.includes('\r\n\r\n') && !options.silent) socket.end(response);
    });
  },
);
const target = await listen(server);
const relays = options.roundTripsMs.map((ms) =>
  listen(createTcpServer((socket) => startRelay(socket, target, ms))),
);
ready({ ports: await Promise.all(relays) } satisfies VendorReady);

async function listen(of: Server): Promise<number> {
  of.listen(0, '127.0.0.1', 4_096);
  await once(of, 'listening');
  return (of.address() as AddressInfo).port;
}

/** A JSON answer whose whole response has this many bytes. */
function responseOf(bytes: number): string {
  const make = (padding: number): string => {
    const body = JSON.stringify({ power: 21.5, note: '.'.repeat(padding) });
    return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
  };
  return make(bytes - make(0).length);
}
