import { connect, Socket } from 'node:net';
import type { FailureFacts } from './child-messages.ts';
import type { Route } from './stream-web-socket.ts';

/** The URLs by which the engine asks for its two byte streams. No name is ever looked up: they only select a route. */
export const PEER_URL = 'ws://peer.invalid/';
export const SERVER_URL = 'ws://server.invalid/';

/** Descriptor on which the parent hands over the MPC bytes. */
const PEER_DESCRIPTOR = 3;

/** Header of a yamux GoAway frame: version 0, type 3, no flags, stream 0, code 0. The frame has no body. */
const GO_AWAY = Buffer.from('000300000000000000000000', 'hex');
/** Longer than a verifier needs for what it got; a verifier that does not close then will not close at all. */
const LINGER_MS = 30_000;

/** How to reach the server, and when its bytes may be read. Set by the role before the engine dials. */
export interface ServerRoute {
  readonly host: string;
  readonly port: number;
  readonly readAfter: Promise<void>;
  readonly onSent: () => void;
}

/** The byte streams of one session, and what was seen on them. */
export class ByteRoutes {
  server: ServerRoute | undefined;
  /**
   * Set by the prover. Its engine says goodbye on the multiplexer right behind its last proof. A verifier that reads
   * both at once, since its machine is busy, may drop the proof with the connection and then refuse the session. So
   * the goodbye waits until the verifier, which is the last to have work to do, has closed.
   */
  peerClosesFirst = false;
  onPeerBytes: ((length: number) => void) | undefined;
  onServerConnected: (() => void) | undefined;
  #serverSocket: Socket | undefined;
  #peerClosed = false;
  #serverClosed = false;
  #dialErrorCode: string | undefined;

  readonly dial = (url: string): Promise<Route> => {
    if (url === PEER_URL) return Promise.resolve(this.#openPeer());
    if (url === SERVER_URL && this.server !== undefined) return this.#dialServer(this.server);
    return Promise.reject(new Error('the engine asked for an unknown route'));
  };

  get facts(): FailureFacts {
    return {
      peerClosed: this.#peerClosed,
      serverClosed: this.#serverClosed,
      serverBytes: this.#serverSocket?.bytesRead ?? 0,
      ...(this.#dialErrorCode === undefined ? {} : { dialErrorCode: this.#dialErrorCode }),
    };
  }

  #openPeer(): Route {
    const stream = new Socket({ fd: PEER_DESCRIPTOR, readable: true, writable: true });
    const seen = (): void => {
      this.#peerClosed = true;
    };
    for (const event of ['end', 'error', 'close']) stream.once(event, seen);
    return {
      stream,
      onReceived: (length) => this.onPeerBytes?.(length),
      ...(this.peerClosesFirst
        ? { lastWords: { are: (message) => GO_AWAY.equals(message), lingerMs: LINGER_MS } }
        : {}),
    };
  }

  #dialServer({ host, port, readAfter, onSent }: ServerRoute): Promise<Route> {
    return new Promise((resolve, reject) => {
      const stream = connect({ host, port, noDelay: true });
      this.#serverSocket = stream;
      let connected = false;
      stream.once('connect', () => {
        connected = true;
        this.onServerConnected?.();
        resolve({ stream, readAfter, onSent });
      });
      stream.once('error', (error: NodeJS.ErrnoException) => {
        if (!connected) this.#dialErrorCode = error.code ?? 'EUNKNOWN';
        this.#serverClosed = true;
        reject(error);
      });
      stream.once('end', () => {
        this.#serverClosed = true;
      });
    });
  }
}
