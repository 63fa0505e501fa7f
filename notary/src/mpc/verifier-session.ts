import type { Duplex } from 'node:stream';
import { MpcChild } from './child-process.ts';
import type { ChildPhase, Range, VerifyResult } from './host/child-messages.ts';
import { bounded, checkNotAborted, PhaseGuard } from './deadline.ts';
import { MpcError } from './errors.ts';
import { checkVerifierOptions, DEFAULT_SILENCE_MS, DEFAULT_THREADS, RECORDS } from './options.ts';
import type { MpcDeps, MpcVerifierDeadlines, MpcVerifierOptions } from './options.ts';
import { authenticated } from '../session/authenticated-bytes.ts';
import type { AuthenticatedBytes } from '../session/authenticated-bytes.ts';

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

/** The verifier's side of one session. */
export interface MpcVerifierSession extends AsyncDisposable {
  /** MPC bytes from and to the prover. Destroy it when the other party is gone. */
  readonly channel: Duplex;
  /** The child process, for whoever measures or lists processes. */
  readonly pid: number | undefined;
  /** Why the session can no longer be used, once that is so. */
  readonly failure: MpcError | undefined;
  /** Resolves with the reason once the session can no longer be used. */
  readonly ended: Promise<MpcError>;
  /** Runs the whole session, once: waits for the prover, sets up, takes part in its TLS session, checks what it shows. */
  verify(signal?: AbortSignal): Promise<MpcTranscript>;
  close(): Promise<void>;
}

/**
 * Starts a verifier: one child process with the engine loaded.
 *
 * @throws MpcError `mpc.invalid_options`, `mpc.trust_anchor`, `mpc.child_crashed`, `mpc.deadline`, `mpc.aborted`
 */
export async function startMpcVerifier(
  options: MpcVerifierOptions,
  deps: MpcDeps = {},
  signal?: AbortSignal,
): Promise<MpcVerifierSession> {
  checkVerifierOptions(options);
  checkNotAborted(signal);
  const phases = new VerifierPhases(options.deadlines);
  const child = new MpcChild({
    ...deps,
    onPhase: (phase, at) => {
      phases.passed(phase, at);
      deps.onPhase?.(phase, at);
    },
  });
  const { maxSentBytes, maxRecvBytes, customCa, deadlines } = options;
  try {
    await bounded(child, { phase: 'start', ms: deadlines.startMs, signal }, () =>
      child.start({
        role: 'verifier',
        limits: { maxSentBytes, maxRecvBytes },
        threads: options.threads ?? DEFAULT_THREADS,
        records: RECORDS,
        ...(customCa === undefined ? {} : { customCa }),
      }),
    );
  } catch (error) {
    await child.close();
    throw error;
  }
  return new VerifierSession(child, phases);
}

/** When each phase was passed; and with each the next one begins, which has its own deadline. */
class VerifierPhases {
  readonly times = new Map<ChildPhase, number>();
  /** Set while the session is verified. */
  guard: PhaseGuard | undefined;
  readonly deadlines: MpcVerifierDeadlines;

  constructor(deadlines: MpcVerifierDeadlines) {
    this.deadlines = deadlines;
  }

  passed(phase: ChildPhase, at: number): void {
    this.times.set(phase, at);
    const { setupMs, silenceMs = DEFAULT_SILENCE_MS, idleMs, onlineMs } = this.deadlines;
    if (phase === 'peer_connected') this.guard?.enter('setup', setupMs, silenceMs);
    if (phase === 'setup_done') this.guard?.enter('idle', idleMs);
    if (phase === 'online_started') this.guard?.enter('online', onlineMs);
  }
}

class VerifierSession implements MpcVerifierSession {
  readonly #child: MpcChild;
  readonly #phases: VerifierPhases;
  #started = false;

  constructor(child: MpcChild, phases: VerifierPhases) {
    this.#child = child;
    this.#phases = phases;
  }

  get channel(): Duplex {
    return this.#child.channel;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get failure(): MpcError | undefined {
    return this.#child.failure;
  }

  get ended(): Promise<MpcError> {
    return this.#child.ended;
  }

  async verify(signal?: AbortSignal): Promise<MpcTranscript> {
    if (this.#started) throw new MpcError('mpc.wrong_state', 'The MPC session was verified already.');
    this.#started = true;
    const guard = new PhaseGuard(this.#child, signal);
    this.#phases.guard = guard;
    guard.enter('connect', this.#phases.deadlines.connectMs);
    try {
      const result = await this.#child.run({ name: 'verify' });
      return toTranscript(result as VerifyResult, this.#phases.times);
    } finally {
      guard.end();
      this.#phases.guard = undefined;
    }
  }

  close(): Promise<void> {
    return this.#child.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

const MS_PER_SECOND = 1000;

function toTranscript(result: VerifyResult, times: ReadonlyMap<ChildPhase, number>): MpcTranscript {
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

function rejected(why: string): MpcError {
  return new MpcError('mpc.verify_rejected', `The MPC session was refused: ${why}.`, { phase: 'online' });
}
