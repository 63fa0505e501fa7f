import type { FrameSocket } from '../../session/frame-socket.ts';
import { LinkMeter } from '../../session/link.ts';
import type { LinkOptions, LinkTotals, SessionLink } from '../../session/link.ts';

/** What a {@link CarriedLink} needs of the engine that carries the session. */
export interface CarriedStream {
  /** Raw TLS bytes for the server. */
  fromProver(bytes: Uint8Array): void;
  /** The prover takes bytes again. */
  resume(): void;
}

/**
 * Carries TLS bytes between the engine that carries a session and the prover's WebSocket, at once and in the order of the messages beside
 * them: what a commitment or a seal means depends on which bytes came before it.
 */
export class CarriedLink implements SessionLink {
  readonly #engine: CarriedStream;
  readonly #socket: FrameSocket;
  readonly #meter: LinkMeter;
  #closed = false;

  constructor(engine: CarriedStream, socket: FrameSocket, { maxBytes, onLimit }: LinkOptions) {
    this.#engine = engine;
    this.#socket = socket;
    this.#meter = new LinkMeter({
      maxBytes,
      onLimit: () => {
        this.close();
        onLimit();
      },
    });
  }

  get totals(): LinkTotals {
    return this.#meter.totals;
  }

  fromPeer(bytes: Uint8Array): void {
    if (!this.#closed && this.#meter.receives(bytes.length)) this.#engine.fromProver(bytes);
  }

  /** False where the peer is slow; the engine is told when it has caught up. */
  toPeer(chunk: Uint8Array): boolean {
    if (this.#closed || !this.#meter.sends(chunk.length)) return true;
    this.#socket.stream(chunk);
    if (!this.#socket.congested) return true;
    this.#socket.drained(() => this.#engine.resume());
    return false;
  }

  close(): void {
    this.#closed = true;
  }
}
