import type { NotaryConnection } from './connection.ts';

export interface SessionEnd {
  /** Resolves once the session can no longer be used. */
  readonly ended: Promise<undefined>;
  /** Told by whatever else ends it. */
  readonly over: () => void;
  /** Forgets the timer; for a session that is used or closed. */
  readonly stop: () => void;
}

/**
 * A granted session can be used until the notary would give it up, `idleMs` from now, or until its connection ends. `marginMs` before the
 * former it counts as over, so that a bind never crosses the refusal on its way.
 */
export function sessionEnd(connection: NotaryConnection, idleMs: number, marginMs: number): SessionEnd {
  const end = Promise.withResolvers<undefined>();
  const over = (): void => end.resolve(undefined);
  const timer = setTimeout(over, Math.max(0, idleMs - marginMs));
  timer.unref();
  void connection.ended.then(over);
  return { ended: end.promise, over, stop: () => clearTimeout(timer) };
}
