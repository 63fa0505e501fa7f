import type { Range } from '@cloudx3/verifier-core';
import { authenticated } from '../session/authenticated-bytes.ts';
import type { AuthenticatedBytes } from '../session/authenticated-bytes.ts';
import { NotaryError } from '../session/error.ts';
import type { MpcPhase, VerifyResult } from './host/child-messages.ts';

/** When the phases of a session were passed, in Unix milliseconds by the verifier's own clock. */
export interface SessionTimes {
  /** The end of setup. The engine's own `time`, against which it checked the certificates; can be long before the exchange. */
  readonly setupAt: number;
  /** The first bytes of the exchange. The server's answer is younger than this. */
  readonly onlineAt: number;
  /** The end of the TLS session. The server's answer is older than this. */
  readonly closedAt: number;
}

/** What the verifier knows to be true of the session. */
export interface MpcTranscript {
  /** DNS name that the server's certificate was checked for. */
  readonly serverName: string;
  readonly tlsVersion: 'TLS1.2';
  readonly times: SessionTimes;
  readonly sent: AuthenticatedBytes;
  readonly received: AuthenticatedBytes;
}

const MS_PER_SECOND = 1000;

/** The child's verdict in its public form. Throws NotaryError `mpc.verify_rejected` for one that leaves something open. */
export function readTranscript(result: VerifyResult, times: ReadonlyMap<MpcPhase, number>): MpcTranscript {
  const onlineAt = times.get('online_started');
  const closedAt = times.get('tls_closed');
  if (result.tlsVersion !== 'V1_2' || onlineAt === undefined || closedAt === undefined) {
    throw rejected('the engine reported an incomplete session');
  }
  if (result.serverName === undefined) throw rejected('the prover did not show who the server is');
  return {
    serverName: result.serverName,
    tlsVersion: 'TLS1.2',
    times: { setupAt: result.setupTimeSeconds * MS_PER_SECOND, onlineAt, closedAt },
    sent: read(result.sent, result.sentAuthenticated),
    received: read(result.received, result.receivedAuthenticated),
  };
}

function read(bytes: Uint8Array, ranges: readonly Range[]): AuthenticatedBytes {
  const result = authenticated(bytes, ranges);
  if (result === undefined) throw rejected('the shown ranges lie outside the transcript');
  return result;
}

function rejected(why: string): NotaryError {
  return new NotaryError('mpc.verify_rejected', `The MPC session was refused: ${why}.`, { step: 'online' });
}
