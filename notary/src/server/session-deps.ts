import type { FrameSocket } from '../session/frame-socket.ts';
import type { SignDigest } from '@cloudx3/verifier-core';
import type { NotaryMetrics } from './metrics.ts';
import type { StartDeps } from './start-session.ts';

/** What every session of a notary stands on. */
export interface SessionDeps extends StartDeps {
  /** Signs attestations with the notary's key. */
  readonly sign: SignDigest;
  readonly metrics: NotaryMetrics;
}

/** What a session tells of its connection. */
export interface ConnectionEvents {
  /** The session is granted: its connection no longer waits for one. */
  readonly onGranted: () => void;
  /** The session was attested and its connection may carry another: who takes it hands it over before this returns. */
  readonly onFree: (socket: FrameSocket, operator: string) => void;
}
