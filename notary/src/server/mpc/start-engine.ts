import { startMpcProver, startMpcVerifier } from '../../mpc/index.ts';
import type { MpcProverDeadlines } from '../../mpc/index.ts';
import type { SessionLimits } from '../../session/limits.ts';
import type { StartProver, StartVerifier } from '../engine.ts';

/** What an engine is given beside the sizes of a session. */
export interface EngineOptions {
  /** DER of the private CA that servers' certificates may come from. */
  readonly customCa?: Uint8Array | undefined;
  readonly threads?: number | undefined;
}

const START_MS = 60_000;
/** The engine's deadlines of the verifier come after the session's, whose codes say more. */
const AFTER_SESSION_MS = 5_000;

const PROVER_DEADLINES: MpcProverDeadlines = {
  startMs: START_MS,
  setupMs: 180_000,
  exchangeMs: 120_000,
  revealMs: 60_000,
};

/** The package's own engine behind {@link StartProver}. */
export function startEngineProver(options: EngineOptions): StartProver {
  return (session, signal) =>
    startMpcProver({ ...session, ...defined(options), deadlines: PROVER_DEADLINES }, {}, signal);
}

/** The package's own engine behind {@link StartVerifier}. */
export function startEngineVerifier(options: EngineOptions, limits: SessionLimits): StartVerifier {
  const deadlines = {
    startMs: START_MS,
    connectMs: limits.setupTimeoutMs + AFTER_SESSION_MS,
    setupMs: limits.setupTimeoutMs + AFTER_SESSION_MS,
    idleMs: limits.idleTimeoutMs + AFTER_SESSION_MS,
    onlineMs: limits.onlineTimeoutMs + AFTER_SESSION_MS,
  };
  return (session, onPhase, signal) =>
    startMpcVerifier({ ...session, ...defined(options), deadlines }, { onPhase }, signal);
}

function defined({ customCa, threads }: EngineOptions): { customCa?: Uint8Array; threads?: number } {
  return {
    ...(customCa === undefined ? {} : { customCa }),
    ...(threads === undefined ? {} : { threads }),
  };
}
