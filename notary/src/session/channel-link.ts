import type { Duplex } from 'node:stream';
import { MAX_STREAM_CHUNK } from './frames.ts';
import type { FrameSocket } from './frame-socket.ts';
import type { LinkOptions, LinkTotals, SessionLink } from './session-link.ts';

/**
 * Carries MPC bytes between an engine's channel and the peer's WebSocket. Neither side is read faster than the other takes it, so
 * that a slow reader costs a bounded amount of memory and in the end its deadline.
 */
export class MpcLink implements SessionLink {
  readonly #channel: Duplex;
  readonly #socket: FrameSocket;
  readonly #options: LinkOptions;
  #sent = 0;
  #received = 0;
  #closed = false;

  constructor(channel: Duplex, socket: FrameSocket, options: LinkOptions) {
    this.#channel = channel;
    this.#socket = socket;
    this.#options = options;
    channel.on('data', (chunk: Uint8Array) => this.#toPeer(chunk));
    // The engine's own promise tells of its failure; here a broken pipe only means that nothing more is carried.
    channel.on('error', () => undefined);
    channel.on('drain', () => socket.resume());
    channel.on('close', () => {
      this.#closed = true;
      socket.resume();
    });
  }

  get totals(): LinkTotals {
    return { sent: this.#sent, received: this.#received };
  }

  /** Bytes that the peer sent. */
  fromPeer(bytes: Uint8Array): void {
    if (this.#closed || !this.#channel.writable) return;
    this.#received += bytes.length;
    if (this.#over()) return;
    if (!this.#channel.write(bytes)) this.#socket.pause();
  }

  /** Carries nothing more. The engine sees the end of its channel, which is how it learns that the peer is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#channel.destroy();
  }

  #toPeer(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#sent += chunk.length;
    if (this.#over()) return;
    for (let at = 0; at < chunk.length; at += MAX_STREAM_CHUNK) {
      this.#socket.send('stream', chunk.subarray(at, at + MAX_STREAM_CHUNK));
    }
    if (!this.#socket.congested) return;
    this.#channel.pause();
    this.#socket.drained(() => this.#channel.resume());
  }

  #over(): boolean {
    if (Math.max(this.#sent, this.#received) <= this.#options.maxBytes) return false;
    this.close();
    this.#options.onLimit();
    return true;
  }
}
