import type { Duplex } from 'node:stream';
import type { FrameSocket } from './frame-socket.ts';
import { LinkMeter } from './link.ts';
import type { LinkOptions, LinkTotals, SessionLink } from './link.ts';

/**
 * Carries bytes between an engine's channel and the peer's WebSocket. Neither side is read faster than the other takes it, so that a
 * slow reader costs a bounded amount of memory and in the end its deadline.
 */
export class ChannelLink implements SessionLink {
  readonly #channel: Duplex;
  readonly #socket: FrameSocket;
  readonly #meter: LinkMeter;
  #closed = false;

  constructor(channel: Duplex, socket: FrameSocket, { maxBytes, onLimit }: LinkOptions) {
    this.#channel = channel;
    this.#socket = socket;
    this.#meter = new LinkMeter({
      maxBytes,
      onLimit: () => {
        this.close();
        onLimit();
      },
    });
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
    return this.#meter.totals;
  }

  fromPeer(bytes: Uint8Array): void {
    if (this.#closed || !this.#channel.writable) return;
    if (!this.#meter.receives(bytes.length)) return;
    if (!this.#channel.write(bytes)) this.#socket.pause();
  }

  /** Carries nothing more. The engine sees the end of its channel, which is how it learns that the peer is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#channel.destroy();
  }

  #toPeer(chunk: Uint8Array): void {
    if (this.#closed || !this.#meter.sends(chunk.length)) return;
    this.#socket.stream(chunk);
    if (!this.#socket.congested) return;
    this.#channel.pause();
    this.#socket.drained(() => this.#channel.resume());
  }
}
