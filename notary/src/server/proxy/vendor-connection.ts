import type { Dialled } from './dial.ts';

export interface VendorEvents {
  readonly onBytes: (chunk: Uint8Array) => void;
  /** The server has ended its stream, or its connection is gone; told more than once. */
  readonly onClosed: () => void;
}

/** The notary's connection to the vendor's server, which may not stand yet: what is written before waits. */
export class VendorConnection {
  #dialled: Dialled | undefined;
  #unsent: Uint8Array[] = [];
  #over = false;

  /** As it was dialled; undefined before. */
  get address(): string | undefined {
    return this.#dialled?.address;
  }

  /** The server was reached. */
  attach(dialled: Dialled, { onBytes, onClosed }: VendorEvents): void {
    this.#dialled = dialled;
    const { socket } = dialled;
    if (this.#over) {
      socket.destroy();
      return;
    }
    socket.on('data', onBytes);
    socket.once('end', onClosed);
    socket.once('close', onClosed);
    for (const bytes of this.#unsent.splice(0)) socket.write(bytes);
  }

  write(bytes: Uint8Array): void {
    if (this.#dialled === undefined) this.#unsent.push(bytes);
    else this.#dialled.socket.write(bytes);
  }

  pause(): void {
    this.#dialled?.socket.pause();
  }

  resume(): void {
    this.#dialled?.socket.resume();
  }

  /** Ends the connection, or the one that is still to come. */
  destroy(): void {
    this.#over = true;
    this.#dialled?.socket.destroy();
  }
}
