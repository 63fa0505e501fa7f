import { connect } from 'node:net';
import type { Socket } from 'node:net';

/**
 * Carries one TCP connection to `port`, as over a path with this round trip: the connection itself costs one, and whatever is sent
 * arrives half of one later, in order.
 */
export function startRelay(client: Socket, port: number, roundTripMs: number): void {
  client.setNoDelay(true);
  client.on('error', () => undefined);
  client.pause();
  after(roundTripMs, () => {
    const server = connect({ port, host: '127.0.0.1', noDelay: true });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
    carry(client, server, roundTripMs / 2);
    carry(server, client, roundTripMs / 2);
    client.resume();
  });
}

function carry(from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (chunk: Buffer) => after(delayMs, () => to.write(chunk)));
  from.on('end', () => after(delayMs, () => to.end()));
}

/** At once where there is nothing to wait for, so that an added round trip of nothing adds nothing. */
function after(ms: number, act: () => void): void {
  if (ms === 0) act();
  else setTimeout(act, ms);
}
