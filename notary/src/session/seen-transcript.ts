import type { PathEvidence } from '@cloudx3/proto';
import type { AuthenticatedBytes } from './authenticated-bytes.ts';

/** What a notary has verified to be true of a session's bytes, in whatever mode. */
export interface SeenTranscript {
  /** DNS name that the server's certificate was checked for. */
  readonly serverName: string;
  readonly sent: AuthenticatedBytes;
  readonly received: AuthenticatedBytes;
  /** When the exchange began, in Unix milliseconds by the notary's clock. */
  readonly onlineAtMs: number;
  /** Whether the server's certificate was checked against a private CA. */
  readonly customCa: boolean;
  /** Only of a mode in which the notary saw the path (rule PRX-9). */
  readonly path?: PathEvidence;
}
