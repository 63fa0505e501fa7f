import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { FrameSocket } from '../session/frame-socket.ts';
import type { FrameHandler } from '../session/frame-socket.ts';
import { MAX_FRAME } from '../session/frames.ts';
import { refuse } from '../session/refusals.ts';
import { FIRST_STATE, NEXT_STATE } from './machine.ts';
import type { SessionState } from './machine.ts';
import { ConnectionPlaces } from './connection-places.ts';
import { SessionRunner } from './session-runner.ts';
import type { SessionDeps } from './session-deps.ts';

export const SESSION_PATH = '/v1/session';

/** All sessions of a notary: takes WebSockets, and ends them all when the notary stops. */
export class Sessions {
  readonly #deps: SessionDeps;
  /** Connections without a session: of strangers by address, and of provers that had one by operator. */
  readonly #pending: ConnectionPlaces;
  readonly #kept: ConnectionPlaces;
  readonly #runners = new Set<SessionRunner>();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    // Compressed frames can be small on the wire and large in memory; MPC bytes do not compress anyway.
    perMessageDeflate: false,
  });
  #stopping = false;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    const { limits, metrics } = deps;
    const { maxPendingConnections, maxPendingPerAddress, maxKeptConnections, maxKeptPerOperator } = limits;
    this.#pending = new ConnectionPlaces(maxPendingConnections, maxPendingPerAddress, metrics.pending);
    this.#kept = new ConnectionPlaces(maxKeptConnections, maxKeptPerOperator, metrics.kept);
  }

  /** Takes an HTTP upgrade, or answers it with a status. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (request.url !== SESSION_PATH) {
      answer(socket, '404 Not Found');
      return;
    }
    const leave = this.#stopping ? undefined : this.#pending.enter(request.socket.remoteAddress ?? '');
    if (leave === undefined) {
      this.#deps.metrics.outcomes.inc({ code: this.#stopping ? 'notary.stopping' : 'limit.connections' });
      answer(socket, '503 Service Unavailable');
      return;
    }
    // A client that goes away during the handshake never becomes a WebSocket.
    socket.once('close', leave);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#run((handler) => new FrameSocket(webSocket, handler), FIRST_STATE, leave);
    });
  }

  /** Takes nothing new, lets exchanges that are under way finish for at most `drainMs`, and ends the rest. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true;
    const refusal = refuse('notary.stopping');
    for (const runner of this.#runners) if (!runner.online) runner.stop(refusal);
    const timer = setTimeout(() => {
      for (const runner of this.#runners) runner.stop(refusal);
    }, drainMs);
    await Promise.all([...this.#runners].map((runner) => runner.done));
    clearTimeout(timer);
    for (const client of this.#server.clients) client.terminate();
  }

  #run(connect: (handler: FrameHandler) => FrameSocket, first: SessionState, leave: () => void): void {
    const runner = new SessionRunner(connect, first, this.#deps, {
      onGranted: leave,
      onFree: (socket, operator) => this.#keep(socket, operator),
    });
    this.#runners.add(runner);
    void runner.done.finally(() => {
      leave();
      this.#runners.delete(runner);
    });
    if (this.#stopping) runner.stop(refuse('notary.stopping'));
  }

  /** Rule SES-3: waits for another session where there is a place for that. A connection that nobody takes over is closed. */
  #keep(socket: FrameSocket, operator: string): void {
    const leave = this.#stopping ? undefined : this.#kept.enter(operator);
    if (leave !== undefined) this.#run((handler) => socket.handOver(handler), NEXT_STATE, leave);
  }
}

function answer(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
