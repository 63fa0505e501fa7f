import { NotaryError } from '@cloudx3/notary';
import { codeOf } from '@cloudx3/errors';

/** Codes, or how they begin, of failures that every notary would see alike; see {@link isSameForEveryNotary}. */
const SAME_FOR_ALL = [
  // This node's configuration, and the request that it renders before it asks anybody.
  'node.',
  'operation.',
  'params.',
  'secrets.',
  'request.',
  'prover.closed',
  // The vendor's answer, which this node judges before it shows it (SES-4).
  'vendor.',
  'response.',
  'reading.',
  'observed_at.invalid',
  'prover.secret_echoed',
  // In MPC mode this node dials the vendor itself, so the path is its own, and the server's certificate passes in the clear before the
  // notary's part begins. What the record layer delivered is authenticated.
  'mpc.server_unreachable',
  'mpc.server_tls',
  'mpc.certificate_',
  // A property of the vendor's server, which each notary sees alike. Other failures of TLS may be of one notary's path.
  'tls.version',
  'mpc.request_',
  'mpc.response_',
];

/**
 * Whether another notary would meet the same failure, since the vendor, this node's path to it or its configuration is at fault. Then a
 * further session would only cost time, and a vendor that refuses requests one more of them.
 *
 * All others may be one notary's: `mpc.server_closed` too, since a server hangs up on a handshake that one party of MPC spoils or delays;
 * and `observed_at.future`, since the session's time is by the notary's clock. So is whatever a notary says itself: it was shown
 * nothing that this node had not found good, so its no is its own.
 */
export function isSameForEveryNotary(error: unknown): boolean {
  if (error instanceof NotaryError && error.refused) return false;
  const code = codeOf(error);
  return SAME_FOR_ALL.some((known) => (/[._]$/.test(known) ? code.startsWith(known) : code === known));
}
