/**
 * Stable codes of everything that can end an MPC session. They cross process borders and serve as metric labels, so
 * they are never renamed; discriminate by code, not by class.
 */
export const MPC_ERROR_CODES = [
  /** Options that no session can be started with; the message names the option. */
  'mpc.invalid_options',
  /** The custom CA does not fit the trust anchor whose place it takes. */
  'mpc.trust_anchor',
  /** A call out of order (`exchange` before `setup` and the like) or after `close`. */
  'mpc.wrong_state',
  /** The engine failed before the TLS session, for a reason that has no code of its own. */
  'mpc.setup_failed',
  /** The two parties' limits, record counts or engine versions do not fit. */
  'mpc.limits_mismatch',
  /** The child process trapped, was killed or left. */
  'mpc.child_crashed',
  /** A phase took longer than its deadline; `phase` names it. */
  'mpc.deadline',
  /** Setup stood still: nothing passed between the parties for longer than it may. Try again. */
  'mpc.stalled',
  'mpc.aborted',
  /** The other party closed the channel. */
  'mpc.peer_gone',
  /** The TCP connection to the server could not be made. */
  'mpc.server_unreachable',
  /** The server ended the connection before it had answered. */
  'mpc.server_closed',
  /** The server cannot speak what MPC-TLS needs: TLS 1.2, ECDHE with P-256, AES-128-GCM. */
  'mpc.server_tls',
  'mpc.certificate_unknown_issuer',
  'mpc.certificate_wrong_name',
  'mpc.certificate_expired',
  'mpc.certificate_invalid',
  'mpc.request_too_large',
  'mpc.request_too_small',
  'mpc.response_too_large',
  /** The server's bytes were not an HTTP response, or not a whole one. */
  'mpc.response_malformed',
  'mpc.range_out_of_bounds',
  /** The verifier refuses what the prover showed, for a reason that has no code of its own. */
  'mpc.verify_rejected',
  /** The exchange failed for a reason that has no code of its own. */
  'mpc.exchange_failed',
  /** The pool was closed, or nobody could make a session. */
  'mpc.pool_closed',
] as const;

export type MpcErrorCode = (typeof MPC_ERROR_CODES)[number];

export interface MpcErrorDetails {
  /** The phase in which it happened. */
  readonly phase?: string;
  /** The engine's own words, bounded and reduced to printable ASCII. Never holds a byte of the request. */
  readonly engine?: string;
  readonly cause?: unknown;
}

/** An MPC session that failed. The session is over: its child process has been ended. */
export class MpcError extends Error {
  override readonly name = 'MpcError';
  readonly code: MpcErrorCode;
  readonly phase: string | undefined;
  readonly engine: string | undefined;

  constructor(code: MpcErrorCode, message: string, { phase, engine, cause }: MpcErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.phase = phase;
    this.engine = engine;
  }
}
