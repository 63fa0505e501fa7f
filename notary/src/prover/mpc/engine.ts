import type { MpcLimits } from '../../mpc/host/child-messages.ts';
import type { MpcProverDeadlines } from '../../mpc/options.ts';
import { startMpcProver } from '../../mpc/prover-session.ts';
import type { MpcProverSession } from '../../mpc/prover-session.ts';

/** The prover's half of one session, as a notarization needs it. */
export type ProverEngine = Pick<
  MpcProverSession,
  'channel' | 'failure' | 'setup' | 'exchange' | 'reveal' | 'close'
>;

export type StartProver = (
  options: MpcLimits & { readonly serverName: string },
  signal: AbortSignal,
) => Promise<ProverEngine>;

/** What an engine is given beside the sizes of a session. */
export interface ProverEngineOptions {
  /** DER of the private CA that servers' certificates may come from. */
  readonly customCa?: Uint8Array | undefined;
  readonly threads?: number | undefined;
}

const DEADLINES: MpcProverDeadlines = {
  startMs: 60_000,
  setupMs: 180_000,
  exchangeMs: 120_000,
  revealMs: 60_000,
};

/** The package's own engine behind {@link StartProver}. */
export function startEngineProver({ customCa, threads }: ProverEngineOptions): StartProver {
  return (session, signal) =>
    startMpcProver({ ...session, customCa, threads, deadlines: DEADLINES }, {}, signal);
}
