import type { Duplex } from 'node:stream';

interface MessageEventLike {
  readonly data: ArrayBuffer;
}
interface CloseEventLike {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}
type Handler<E> = ((event: E) => void) | null;

/** An open byte stream, and who wants to know what passes over it. */
export interface Route {
  readonly stream: Duplex;
  /** Nothing is read from the stream before this has resolved. */
  readonly readAfter?: Promise<void>;
  readonly onReceived?: (length: number) => void;
  readonly onSent?: (length: number) => void;
  /**
   * Says which message is the last one that the engine sends. It is held back, and the stream is left open, until the
   * other side has closed its end or `lingerMs` have passed after the engine closed.
   */
  readonly lastWords?: { readonly are: (message: Uint8Array) => boolean; readonly lingerMs: number };
}

/** Opens the byte stream that stands behind a URL. Rejects when it cannot be opened. */
export type Dial = (url: string) => Promise<Route>;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const NORMAL_CLOSURE = 1000;
const ABNORMAL_CLOSURE = 1006;

/**
 * The browser's `WebSocket`, as far as tlsn-wasm uses it, over a plain byte stream.
 *
 * The stream is read only once `onmessage` is set. tlsn-wasm sets it some turns after `open`, and bytes that a real
 * WebSocket delivers in between are lost, which hangs both parties for ever. Leaving the bytes in the stream also
 * keeps the back-pressure of the transport. In the other direction the engine does not look at `bufferedAmount`:
 * what is queued is bounded by what one session sends, which the maxima of both parties bound.
 */
export class StreamWebSocket {
  binaryType = 'arraybuffer';
  readonly protocol = '';
  readonly extensions = '';
  readonly url: string;
  onopen: Handler<{ readonly type: string }> = null;
  onerror: Handler<{ readonly type: string }> = null;
  onclose: Handler<CloseEventLike> = null;
  #onmessage: Handler<MessageEventLike> = null;
  #readyState = CONNECTING;
  #route: Route | undefined;
  #reading = false;
  #failed = false;
  #held: Uint8Array | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(url: string, dial: Dial) {
    this.url = url;
    dial(url).then(
      (route) => this.#open(route),
      () => this.#fail(),
    );
  }

  get readyState(): number {
    return this.#readyState;
  }

  get bufferedAmount(): number {
    return this.#route?.stream.writableLength ?? 0;
  }

  get onmessage(): Handler<MessageEventLike> {
    return this.#onmessage;
  }

  set onmessage(handler: Handler<MessageEventLike>) {
    this.#onmessage = handler;
    if (handler !== null) this.#startReading();
  }

  send(data: ArrayBuffer | SharedArrayBuffer | ArrayBufferView): void {
    if (this.#readyState !== OPEN || this.#route === undefined) return;
    // The stream keeps what it is given until it is written, and the engine may use its memory again at once.
    const bytes = copyBytes(data);
    this.#writeHeld();
    if (this.#route.lastWords?.are(bytes) === true) {
      this.#held = bytes;
      return;
    }
    this.#route.stream.write(bytes);
    this.#route.onSent?.(bytes.byteLength);
  }

  close(): void {
    if (this.#readyState >= CLOSING) return;
    this.#readyState = CLOSING;
    if (this.#route === undefined) return;
    // The end of the other side is seen only by reading up to it.
    this.#startReading();
    const { lastWords } = this.#route;
    if (this.#held === undefined || lastWords === undefined) this.#route.stream.end();
    else this.#linger = setTimeout(() => this.#endLingering(), lastWords.lingerMs);
  }

  #endLingering(): void {
    this.#writeHeld();
    this.#route?.stream.end();
  }

  #writeHeld(): void {
    if (this.#held === undefined) return;
    this.#route?.stream.write(this.#held);
    this.#held = undefined;
  }

  #open(route: Route): void {
    this.#route = route;
    const { stream } = route;
    stream.once('error', () => this.#fail());
    stream.once('end', () => this.#close());
    stream.once('close', () => this.#close());
    if (this.#readyState === CLOSING) {
      stream.end();
      return;
    }
    this.#readyState = OPEN;
    this.onopen?.({ type: 'open' });
    if (this.#onmessage !== null) this.#startReading();
  }

  #startReading(): void {
    const route = this.#route;
    if (route === undefined || this.#reading) return;
    this.#reading = true;
    const read = (): void => {
      route.stream.on('data', (chunk: Uint8Array) => {
        route.onReceived?.(chunk.byteLength);
        this.#onmessage?.({ data: copyBytes(chunk).buffer });
      });
    };
    if (route.readAfter === undefined) read();
    else void route.readAfter.then(read);
  }

  #fail(): void {
    if (this.#failed || this.#readyState === CLOSED) return;
    this.#failed = true;
    this.onerror?.({ type: 'error' });
    this.#close();
  }

  #close(): void {
    if (this.#readyState === CLOSED) return;
    this.#readyState = CLOSED;
    clearTimeout(this.#linger);
    this.#route?.stream.end();
    this.onclose?.({
      code: this.#failed ? ABNORMAL_CLOSURE : NORMAL_CLOSURE,
      reason: '',
      wasClean: !this.#failed,
    });
  }
}

function copyBytes(data: ArrayBuffer | SharedArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  const view = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return new Uint8Array(view);
}
