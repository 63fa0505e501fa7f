import type { Duplex } from 'node:stream';
import { asTls13Error, Tls13Error } from '../errors.ts';
import type { ClientOutput, Tls13Client } from './client.ts';

/** How long to wait, and when to give up. */
export interface WrapOptions {
  /** How long the handshake, and each wait for bytes or for room to write, may take. 30 s by default. */
  readonly timeoutMs?: number;
  /** Ends the session with `tls.aborted` when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A session over a stream. Iterating gives what the server says, until it closes properly. */
export interface Tls13Connection extends AsyncIterable<Uint8Array>, AsyncDisposable {
  /** The client behind it, which knows suite, path and keys. */
  readonly client: Tls13Client;
  /** Sends bytes in the epoch of now; resolves when the stream has taken them. */
  write(data: Uint8Array): Promise<void>;
  /** Sends a KeyUpdate (RFC 8446, section 4.6.3): what is written next is of the next epoch. */
  updateKey(): Promise<void>;
  /** Sends close_notify; what the server still says can be read. */
  end(): Promise<void>;
  /** Ends everything at once. */
  close(): void;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const LAST_WORD_MS = 1000;

/**
 * Makes the handshake over any Duplex and gives the session; it owns the stream from now on. Every kind of end rejects
 * with a Tls13Error and destroys the stream: a fault of the server, a broken stream, an early end, deadline, abort.
 */
export async function wrapDuplex(
  stream: Duplex,
  client: Tls13Client,
  options: WrapOptions = {},
): Promise<Tls13Connection> {
  const driver = new Driver(stream, client, options);
  await driver.handshake();
  return driver;
}

class Driver implements Tls13Connection {
  readonly client: Tls13Client;
  readonly #stream: Duplex;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** How to tell each step under way that the stream is no more. */
  readonly #steps = new Set<(error: Tls13Error) => void>();
  #broken: Tls13Error | undefined;
  #early: Uint8Array[] = [];
  #over = false;

  constructor(stream: Duplex, client: Tls13Client, { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: WrapOptions) {
    this.#stream = stream;
    this.client = client;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
    stream.on('error', (cause) => this.#break(new Tls13Error('tls.transport', { cause })));
    stream.on('close', () => this.#break(new Tls13Error('tls.closed')));
  }

  async handshake(): Promise<void> {
    await this.#guarded(async () => {
      await this.#send(this.client.start());
      for (let done = false; !done;) {
        const output = await this.#receive();
        if (output.closed) throw new Tls13Error('tls.closed');
        await this.#send(output.send);
        if (output.data.length > 0) this.#early.push(output.data);
        done = output.handshakeDone;
      }
    });
  }

  write(data: Uint8Array): Promise<void> {
    return this.#guarded(() => this.#send(this.client.write(data)));
  }

  updateKey(): Promise<void> {
    return this.#guarded(() => this.#send(this.client.updateKey()));
  }

  end(): Promise<void> {
    return this.#guarded(() => this.#send(this.client.close()));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#early.splice(0);
    while (!this.#over) {
      const output = await this.#guarded(() => this.#receive());
      if (output.data.length > 0) yield output.data;
      if (output.closed) this.#over = true;
    }
  }

  close(): void {
    this.#over = true;
    this.#stream.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stream.closed) return;
    await new Promise<void>((resolve) => {
      this.#stream.once('close', resolve);
      this.close();
    });
  }

  async #receive(): Promise<ClientOutput> {
    const chunk = await this.#nextChunk();
    if (chunk.done === true) throw new Tls13Error('tls.closed');
    return this.client.receive(chunk.value);
  }

  async #nextChunk(): Promise<IteratorResult<Uint8Array>> {
    try {
      return await this.#chunks.next();
    } catch (cause) {
      throw this.#broken ?? new Tls13Error('tls.transport', { cause });
    }
  }

  async #send(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(bytes, (cause) =>
        cause === null || cause === undefined
          ? resolve()
          : reject(new Tls13Error('tls.transport', { cause })),
      );
    });
  }

  /** One step that ends in time, with the stream, or with the caller's patience, whichever comes first. */
  async #guarded<T>(step: () => Promise<T>): Promise<T> {
    if (this.#broken !== undefined) throw this.#fail(this.#broken);
    const stop = Promise.withResolvers<never>();
    stop.promise.catch(() => undefined);
    const timer = setTimeout(() => stop.reject(new Tls13Error('tls.deadline')), this.#timeoutMs);
    const abort = (): void => stop.reject(new Tls13Error('tls.aborted', { cause: this.#signal?.reason }));
    this.#signal?.addEventListener('abort', abort);
    this.#steps.add(stop.reject);
    try {
      if (this.#signal?.aborted === true) throw new Tls13Error('tls.aborted', { cause: this.#signal.reason });
      return await Promise.race([stop.promise, step()]);
    } catch (error) {
      throw this.#fail(error);
    } finally {
      clearTimeout(timer);
      this.#steps.delete(stop.reject);
      this.#signal?.removeEventListener('abort', abort);
    }
  }

  #break(error: Tls13Error): void {
    this.#broken ??= error;
    for (const stop of this.#steps) stop(this.#broken);
  }

  /** The alert goes out if the stream takes it soon; a peer that reads nothing does not keep the stream open. */
  #lastWord(alert: Uint8Array): void {
    const timer = setTimeout(() => this.#stream.destroy(), LAST_WORD_MS);
    this.#stream.once('close', () => clearTimeout(timer));
    this.#stream.end(alert, () => this.#stream.destroy());
  }

  #fail(reason: unknown): Tls13Error {
    const error = asTls13Error(reason);
    const alert = this.client.abort(error);
    this.#over = true;
    if (alert.length > 0 && this.#stream.writable) this.#lastWord(alert);
    else this.#stream.destroy();
    return error;
  }
}
