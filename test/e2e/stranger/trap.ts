import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A server in the operators' own network that nobody must come to. */
export interface Trap extends AsyncDisposable {
  readonly port: number;
  readonly visitors: number;
}

/**
 * Listens on this machine. Whoever dials 0.0.0.0 comes to it too, and that is no address that these operators allowed, while 127.0.0.1 is:
 * all of their network is on one machine.
 */
export async function setTrap(): Promise<Trap> {
  let visitors = 0;
  const server = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get visitors() {
      return visitors;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
