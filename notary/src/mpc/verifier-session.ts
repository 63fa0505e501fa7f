import type { MpcChild } from './child-process.ts';
import { PhaseGuard } from './deadline.ts';
import type { MpcPhase, VerifyResult } from './host/child-messages.ts';
import { DEFAULT_SILENCE_MS, checkVerifierOptions } from './options.ts';
import type { MpcDeps, MpcVerifierDeadlines, MpcVerifierOptions } from './options.ts';
import { PartySession, startChild } from './party-session.ts';
import type { MpcSession } from './party-session.ts';
import { readTranscript } from './transcript.ts';
import type { MpcTranscript } from './transcript.ts';

/** The verifier's side of one session. */
export interface MpcVerifierSession extends MpcSession {
  /**
   * Runs the whole session, once: waits for the prover, sets up, takes part in its TLS session, checks what it shows. Rejects with
   * NotaryError `mpc.*`, which ends the session.
   */
  verify(signal?: AbortSignal): Promise<MpcTranscript>;
}

/**
 * Starts a verifier: one child process with the engine loaded.
 *
 * @throws NotaryError `mpc.invalid_options`, `mpc.trust_anchor`, `mpc.child_crashed`, `mpc.deadline`, `mpc.aborted`
 */
export async function startMpcVerifier(
  options: MpcVerifierOptions,
  deps: MpcDeps = {},
  signal?: AbortSignal,
): Promise<MpcVerifierSession> {
  checkVerifierOptions(options);
  const phases = new VerifierPhases(options.deadlines);
  const onPhase = (phase: MpcPhase, at: number): void => {
    phases.passed(phase, at);
    deps.onPhase?.(phase, at);
  };
  const child = await startChild({ role: 'verifier' }, options, { ...deps, onPhase }, signal);
  return new VerifierSession(child, phases);
}

/** When each phase was passed; and with each the next one begins, which has its own deadline. */
class VerifierPhases {
  readonly times = new Map<MpcPhase, number>();
  /** Set while the session is verified. */
  guard: PhaseGuard | undefined;
  readonly deadlines: MpcVerifierDeadlines;

  constructor(deadlines: MpcVerifierDeadlines) {
    this.deadlines = deadlines;
  }

  passed(phase: MpcPhase, at: number): void {
    this.times.set(phase, at);
    const { setupMs, silenceMs = DEFAULT_SILENCE_MS, idleMs, onlineMs } = this.deadlines;
    if (phase === 'peer_connected') this.guard?.enter('setup', setupMs, silenceMs);
    if (phase === 'setup_done') this.guard?.enter('idle', idleMs);
    if (phase === 'online_started') this.guard?.enter('online', onlineMs);
  }
}

class VerifierSession extends PartySession<'verify'> implements MpcVerifierSession {
  readonly #phases: VerifierPhases;

  constructor(child: MpcChild, phases: VerifierPhases) {
    super(child, ['verify']);
    this.#phases = phases;
  }

  async verify(signal?: AbortSignal): Promise<MpcTranscript> {
    this.take('verify');
    const guard = new PhaseGuard(this.child, signal);
    this.#phases.guard = guard;
    guard.enter('connect', this.#phases.deadlines.connectMs);
    try {
      const result = await this.child.run({ name: 'verify' });
      return readTranscript(result as VerifyResult, this.#phases.times);
    } finally {
      guard.end();
      this.#phases.guard = undefined;
    }
  }
}
