/** What carries a session's bytes between an engine and the peer's WebSocket. */
export interface SessionLink {
  readonly totals: LinkTotals;
  /** Bytes that the peer sent. */
  fromPeer(bytes: Uint8Array): void;
  /** Carries nothing more. */
  close(): void;
}

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
