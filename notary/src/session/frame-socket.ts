import type { RawData, WebSocket } from 'ws';
import { MAX_STREAM_CHUNK, readFrame, writeFrame } from './frames.ts';
import type { Frame } from './frames.ts';

/** Above this many bytes that the peer has not taken, the source is paused; below it goes on again. */
const HIGH_WATER_BYTES = 1_048_576;
/** How long a peer has to take our last words before its socket is cut. */
const CLOSE_GRACE_MS = 2_000;

export type SocketEnd =
  | { readonly how: 'closed'; readonly code: number }
  | { readonly how: 'bad_frame'; readonly code: 'session.malformed' | 'session.frame_too_large' };

export interface FrameHandler {
  onFrame(frame: Frame): void;
  /** The peer is gone or sent what is no frame. Called once; no frame comes after it. */
  onEnd(end: SocketEnd): void;
}

/**
 * The WebSocket of one session as both parties see it: whole frames in, whole frames out, with back-pressure in both directions and
 * an end that always comes.
 */
export class FrameSocket {
  readonly #socket: WebSocket;
  readonly #stopListening: () => void;
  #ended = false;
  #handedOver = false;
  #waiting: (() => void)[] = [];

  constructor(socket: WebSocket, handler: FrameHandler) {
    this.#socket = socket;
    const end = (reason: SocketEnd): void => {
      if (this.#ended) return;
      this.#ended = true;
      handler.onEnd(reason);
    };
    const onMessage = (data: RawData, isBinary: boolean): void => {
      if (this.#ended) return;
      // `nodebuffer` is the default binaryType, so that data is one Buffer.
      const result = readFrame(data as Buffer, isBinary);
      if (result.ok) handler.onFrame(result.frame);
      else end({ how: 'bad_frame', code: result.code });
    };
    const onClose = (code: number): void => {
      this.#release();
      end({ how: 'closed', code });
    };
    socket.on('message', onMessage);
    socket.on('close', onClose);
    // An error (a frame too large, a reset) is always followed by 'close', which tells what is to be told.
    const onError = (): void => undefined;
    socket.on('error', onError);
    this.#stopListening = () => {
      socket.off('message', onMessage).off('close', onClose).off('error', onError);
    };
  }

  /** The connection for another session. This one hears and says nothing any more. */
  handOver(handler: FrameHandler): FrameSocket {
    this.#ended = this.#handedOver = true;
    this.#stopListening();
    this.#release();
    return new FrameSocket(this.#socket, handler);
  }

  /** Sends bytes of the stream, in frames of a size that every peer takes. */
  stream(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += MAX_STREAM_CHUNK) {
      this.send('stream', bytes.subarray(at, at + MAX_STREAM_CHUNK));
    }
  }

  /** Sends one frame; nothing where the connection is over. */
  send(kind: Frame['kind'], bytes: Uint8Array): void {
    if (this.#handedOver || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(writeFrame(kind, bytes), { binary: true }, () => this.#sent());
  }

  /** Whether more should wait until {@link drained}. */
  get congested(): boolean {
    return this.#socket.bufferedAmount > HIGH_WATER_BYTES;
  }

  /** Calls back when the peer has taken enough, or is gone. */
  drained(callback: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN || !this.congested) callback();
    else this.#waiting.push(callback);
  }

  /** Stops reading from the peer, which slows it down. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Ends the connection after what was sent; a peer that does not take it is cut off. */
  close(code = 1000): void {
    this.#ended = true;
    if (this.#handedOver || this.#socket.readyState === this.#socket.CLOSED) return;
    // A paused socket would never see the peer's answer.
    this.#socket.resume();
    this.#socket.close(code);
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS);
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #sent(): void {
    if (this.congested) return;
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
  }
}
