import type { CarryingEngine } from '../engine.ts';
import { MAX_STREAM_CHUNK } from '../../session/frames.ts';
import type { FrameSocket } from '../../session/frame-socket.ts';
import type { LinkOptions, LinkTotals, SessionLink } from '../../session/session-link.ts';

/**
 * Carries TLS bytes between the engine that carries a session and the prover's WebSocket, at once and in the order of the messages beside
 * them: what a commitment or a seal means depends on which bytes came before it.
 */
export class CarriedLink implements SessionLink {
  readonly #engine: () => CarryingEngine | undefined;
  readonly #socket: FrameSocket;
  readonly #options: LinkOptions;
  #sent = 0;
  #received = 0;
  #closed = false;

  constructor(engine: () => CarryingEngine | undefined, socket: FrameSocket, options: LinkOptions) {
    this.#engine = engine;
    this.#socket = socket;
    this.#options = options;
  }

  get totals(): LinkTotals {
    return { sent: this.#sent, received: this.#received };
  }

  fromPeer(bytes: Uint8Array): void {
    if (this.#closed) return;
    this.#received += bytes.length;
    if (!this.#over()) this.#engine()?.fromProver(bytes);
  }

  /** False where the peer is slow; the engine is told when it has caught up. */
  toPeer(chunk: Uint8Array): boolean {
    if (this.#closed) return true;
    this.#sent += chunk.length;
    if (this.#over()) return true;
    for (let at = 0; at < chunk.length; at += MAX_STREAM_CHUNK) {
      this.#socket.send('stream', chunk.subarray(at, at + MAX_STREAM_CHUNK));
    }
    if (!this.#socket.congested) return true;
    this.#socket.drained(() => this.#engine()?.resume());
    return false;
  }

  close(): void {
    this.#closed = true;
  }

  #over(): boolean {
    if (Math.max(this.#sent, this.#received) <= this.#options.maxBytes) return false;
    this.close();
    this.#options.onLimit();
    return true;
  }
}
