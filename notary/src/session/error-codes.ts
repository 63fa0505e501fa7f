/** Failures that are neither a refusal by the notary nor a failure of the MPC engine, each with the way out. */
export const NOTARY_ERRORS = {
  'notary.unreachable':
    'The notary does not answer at its address. Check the address in the registry and the network.',
  'notary.private_address':
    "The notary's address leads to a private or special address, which is not dialled. Allow its range, or pin the notary, where the network is your own.",
  'notary.tls': "The notary's TLS certificate is not one that is trusted here. Check its name and authority.",
  'notary.gone': 'The connection to the notary ended in the middle of the session. Open a new one.',
  'notary.protocol':
    'The notary sent something that is no part of the session protocol. It may be of another version.',
  'notary.refused':
    'The notary refused for a reason that this version does not know; its own words are in the message.',
  'notary.deadline': 'The notary did not answer in time.',
  'notary.clock':
    "The notary's clock is more than 30 s from that of this machine; nothing was sent. Set this machine's clock by NTP; if it is right, do not use this notary.",
  'notary.attestation':
    'The notary sent an attestation that is not good, or not of this exchange. Do not use this notary.',
  'prover.secret_echoed': "The vendor's response contains the secret, so it was not shown to the notary.",
  'prover.aborted': 'The caller gave up.',
  'prover.closed': 'The notarizer was closed.',
  'prover.internal':
    'The prover failed in a way it did not foresee; the cause is attached. Please report it.',
  'server.tls_files': 'The TLS certificate or key of the notary cannot be read.',
  'server.listen': 'The notary cannot listen on the address it was given.',
} as const satisfies Record<string, string>;

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
  /** A step took longer than its deadline; `step` names it. */
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

const OF_ENGINE: ReadonlySet<string> = new Set(MPC_ERROR_CODES);

/** Whether a failure is one of the MPC engine. */
export function isMpcErrorCode(code: string): code is MpcErrorCode {
  return OF_ENGINE.has(code);
}
