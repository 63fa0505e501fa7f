import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { MAX_FRAME } from '../channel/frames.ts';
import { refuse } from '../refusals.ts';
import { PendingConnections } from './connections.ts';
import { SessionRunner } from './session-runner.ts';
import type { SessionDeps } from './session-runner.ts';

export const SESSION_PATH = '/v1/session';

/** All sessions of a notary: takes WebSockets, and ends them all when the notary stops. */
export class Sessions {
  readonly #deps: Omit<SessionDeps, 'onGranted'>;
  readonly #pending: PendingConnections;
  readonly #runners = new Set<SessionRunner>();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    // Compressed frames can be small on the wire and large in memory; MPC bytes do not compress anyway.
    perMessageDeflate: false,
  });
  #stopping = false;

  constructor(deps: Omit<SessionDeps, 'onGranted'>) {
    this.#deps = deps;
    const { maxPendingConnections, maxPendingPerAddress } = deps.admission.limits;
    this.#pending = new PendingConnections(maxPendingConnections, maxPendingPerAddress);
  }

  get pending(): number {
    return this.#pending.total;
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
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#run(webSocket, leave));
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

  #run(webSocket: WebSocket, leave: () => void): void {
    const { metrics } = this.#deps;
    metrics.pending.set(this.#pending.total);
    const settled = (): void => {
      leave();
      metrics.pending.set(this.#pending.total);
    };
    const runner = new SessionRunner(webSocket, { ...this.#deps, onGranted: settled });
    this.#runners.add(runner);
    void runner.done.finally(() => {
      settled();
      this.#runners.delete(runner);
    });
    if (this.#stopping) runner.stop(refuse('notary.stopping'));
  }
}

function answer(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
