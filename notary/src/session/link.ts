/** What carries a session's stream between an engine and the peer's WebSocket. */
export interface SessionLink {
  readonly totals: LinkTotals;
  /** Bytes that the peer sent. */
  fromPeer(bytes: Uint8Array): void;
  /** Carries nothing more. */
  close(): void;
}

/** Bytes that a link has carried in each direction, as this side sees it. */
export interface LinkTotals {
  readonly sent: number;
  readonly received: number;
}

export interface LinkOptions {
  /** Most bytes in each direction over the whole session. */
  readonly maxBytes: number;
  /** Told once when a direction goes over. Nothing is carried after it. */
  readonly onLimit: () => void;
}

/** Counts what a link carries, and says when a direction is over its limit. */
export class LinkMeter {
  readonly #options: LinkOptions;
  #sent = 0;
  #received = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get totals(): LinkTotals {
    return { sent: this.#sent, received: this.#received };
  }

  /** Whether these bytes may still go to the peer. */
  sends(length: number): boolean {
    this.#sent += length;
    return this.#allows(this.#sent);
  }

  /** Whether these bytes of the peer may still be taken. */
  receives(length: number): boolean {
    this.#received += length;
    return this.#allows(this.#received);
  }

  #allows(bytes: number): boolean {
    if (bytes <= this.#options.maxBytes) return true;
    this.#options.onLimit();
    return false;
  }
}
