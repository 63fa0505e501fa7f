import { Mode } from '@cloudx3/proto';

/** What a mode costs, and so how much of it a notary allows. */
export interface ModeLimits {
  readonly maxSessions: number;
  readonly maxSessionsPerOperator: number;
  /** Largest operation that is run. */
  readonly maxRequestBytes: number;
  readonly maxResponseBytes: number;
  /** From the bind to the attestation. */
  readonly onlineTimeoutMs: number;
}

/** What a notary allows; all of it bounded, since every prover is a stranger until it has signed (rule SES-3). */
export interface SessionLimits extends ModeLimits {
  /** For sessions in PROXY mode; what stands beside is for MPC, whose costs grow with what it is prepared for. */
  readonly proxy: ModeLimits;
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
  /** From the grant to the end of MPC's setup. */
  readonly setupTimeoutMs: number;
  /** From the grant to the bind. */
  readonly idleTimeoutMs: number;
}

/** The limits of a session's mode. */
export function limitsOf(limits: SessionLimits, mode: Mode): ModeLimits {
  return mode === Mode.PROXY ? limits.proxy : limits;
}

export const DEFAULT_LIMITS: SessionLimits = {
  maxSessions: 16,
  maxSessionsPerOperator: 8,
  maxRequestsPerOperator: 1_024,
  maxPendingConnections: 128,
  maxPendingPerAddress: 32,
  maxKeptConnections: 512,
  maxKeptPerOperator: 32,
  keptTimeoutMs: 30_000,
  maxRequestBytes: 4_096,
  maxResponseBytes: 16_384,
  maxSessionBytes: 536_870_912,
  openTimeoutMs: 15_000,
  setupTimeoutMs: 120_000,
  idleTimeoutMs: 300_000,
  onlineTimeoutMs: 120_000,
  // A session is two sockets and what passed over them. Servers cut a client that stalls for a minute.
  proxy: {
    maxSessions: 1_024,
    maxSessionsPerOperator: 128,
    maxRequestBytes: 16_384,
    maxResponseBytes: 1_048_576,
    onlineTimeoutMs: 25_000,
  },
};
