import type { MpcDeps, MpcVerifierDeadlines, MpcVerifierOptions } from '../../mpc/options.ts';
import type { MpcTranscript } from '../../mpc/transcript.ts';
import { startMpcVerifier } from '../../mpc/verifier-session.ts';
import type { MpcVerifierSession } from '../../mpc/verifier-session.ts';
import { ChannelLink } from '../../session/channel-link.ts';
import type { ModeLimits, SessionLimits } from '../../session/limits.ts';
import { refuse } from '../../session/refusals.ts';
import type { EngineEvents, EngineSession, ModeEngine, SessionEngine } from '../engine.ts';
import { engineFailure } from './failure.ts';

/** What MPC costs: a gigabyte and whole cores for each session, more of both the larger it is. */
export const MPC_LIMITS: ModeLimits = {
  maxSessions: 16,
  maxSessionsPerOperator: 8,
  maxRequestBytes: 4_096,
  maxResponseBytes: 16_384,
  onlineTimeoutMs: 120_000,
};

export interface MpcEngineOptions {
  /** DER of the private CA that servers' certificates may come from. */
  readonly customCa?: Uint8Array | undefined;
  /** Threads of each engine's pool. */
  readonly threads?: number | undefined;
  /** Limits that differ from {@link MPC_LIMITS}. */
  readonly limits?: Partial<ModeLimits> | undefined;
}

/** A verifier as a notary needs it. */
export interface Verifier extends Pick<MpcVerifierSession, 'channel' | 'close'> {
  verify(signal?: AbortSignal): Promise<VerifiedSession>;
}

export type VerifiedSession = Pick<MpcTranscript, 'serverName' | 'sent' | 'received'> & {
  readonly times: Pick<MpcTranscript['times'], 'onlineAt'>;
};

export interface MpcEngineDeps {
  /** Starts a verifier: the engine in a child process, where a test has no other. */
  readonly startVerifier?: (
    options: MpcVerifierOptions,
    deps: Pick<MpcDeps, 'onPhase'>,
    signal: AbortSignal,
  ) => Promise<Verifier>;
}

const START_MS = 60_000;
/** The engine's deadlines come after the session's, whose codes say more. */
const AFTER_SESSION_MS = 5_000;

/** MPC mode: the notary computes the session's keys together with the prover. */
export function mpcEngine(
  { limits: changes, ...options }: MpcEngineOptions = {},
  { startVerifier = startMpcVerifier }: MpcEngineDeps = {},
): ModeEngine {
  const limits = { ...MPC_LIMITS, ...changes };
  const customCa = options.customCa !== undefined;
  return {
    mode: 'mpc',
    limits,
    customCa,
    setsUp: true,
    // The engine has its own end still to say on the connection.
    keepsConnection: false,
    start: async (session, events, signal) => {
      const given = { ...sizesOf(session), ...options, deadlines: deadlinesOf(session.limits, limits) };
      try {
        return engineOf(await startVerifier(given, { onPhase: onPhase(events) }, signal), customCa);
      } catch (error) {
        throw engineFailure(error);
      }
    },
  };
}

function engineOf(verifier: Verifier, customCa: boolean): SessionEngine {
  return {
    link: (socket, options) => new ChannelLink(verifier.channel, socket, options),
    verify: async (signal) => {
      try {
        const { times, ...seen } = await verifier.verify(signal);
        return { ...seen, onlineAtMs: times.onlineAt, customCa };
      } catch (error) {
        throw engineFailure(error);
      }
    },
    // What is exchanged is seen in the transcript; there is nothing to prepare for it.
    bind: () => undefined,
    hear: (message) => refuse('session.unexpected', message.case),
    close: () => verifier.close(),
  };
}

function onPhase(events: EngineEvents): NonNullable<MpcDeps['onPhase']> {
  return (phase, at) => {
    if (phase === 'setup_done') events.onSetUp();
    if (phase === 'online_started') events.onOnline(at);
  };
}

function sizesOf({ operation }: EngineSession): { maxSentBytes: number; maxRecvBytes: number } {
  const { maxRequestBytes, maxResponseBytes } = operation.message;
  return { maxSentBytes: maxRequestBytes, maxRecvBytes: maxResponseBytes };
}

function deadlinesOf(session: SessionLimits, { onlineTimeoutMs }: ModeLimits): MpcVerifierDeadlines {
  return {
    startMs: START_MS,
    connectMs: session.setupTimeoutMs + AFTER_SESSION_MS,
    setupMs: session.setupTimeoutMs + AFTER_SESSION_MS,
    idleMs: session.idleTimeoutMs + AFTER_SESSION_MS,
    onlineMs: onlineTimeoutMs + AFTER_SESSION_MS,
  };
}
