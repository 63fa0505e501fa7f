/** What a mode costs, and so how much of it a notary allows. Bytes, and milliseconds where the name ends in `Ms`. */
export interface ModeLimits {
  /** Sessions at a time, in all and of one operator. */
  readonly maxSessions: number;
  readonly maxSessionsPerOperator: number;
  /** Largest operation that is run. */
  readonly maxRequestBytes: number;
  readonly maxResponseBytes: number;
  /** From the bind to the attestation. */
  readonly onlineTimeoutMs: number;
}

/** What a notary allows whatever the mode; all of it bounded, since every prover is a stranger until it has signed (rule SES-3). */
export interface SessionLimits {
  /** Requests of one operator that may be remembered for their nonces at one time. */
  readonly maxRequestsPerOperator: number;
  /** Connections that have not been granted a session, in all and from one address. */
  readonly maxPendingConnections: number;
  readonly maxPendingPerAddress: number;
  /** Connections that wait for their prover's next session, in all and of one operator, and for how long. */
  readonly maxKeptConnections: number;
  readonly maxKeptPerOperator: number;
  readonly keptTimeoutMs: number;
  /** Bytes of one session in each direction. */
  readonly maxSessionBytes: number;
  /** From the connection to the grant. */
  readonly openTimeoutMs: number;
  /** From the grant to the end of what an engine sets up. */
  readonly setupTimeoutMs: number;
  /** From the grant to the bind. */
  readonly idleTimeoutMs: number;
}

/** What a notary allows where its operator says nothing else; what it allows of a mode stands with the mode. */
export const DEFAULT_LIMITS: SessionLimits = {
  maxRequestsPerOperator: 1_024,
  maxPendingConnections: 128,
  maxPendingPerAddress: 32,
  maxKeptConnections: 512,
  maxKeptPerOperator: 32,
  keptTimeoutMs: 30_000,
  maxSessionBytes: 536_870_912,
  openTimeoutMs: 15_000,
  setupTimeoutMs: 120_000,
  idleTimeoutMs: 300_000,
};
