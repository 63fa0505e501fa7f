import type { Duplex } from 'node:stream';
import { MpcChild } from './child-process.ts';
import type { CommandResult, ExchangeResult, Range } from './host/child-messages.ts';
import { bounded, checkNotAborted } from './deadline.ts';
import type { Bounds } from './deadline.ts';
import { MpcError } from './errors.ts';
import {
  checkProverOptions,
  DEFAULT_NETWORK,
  DEFAULT_SILENCE_MS,
  DEFAULT_THREADS,
  RECORDS,
} from './options.ts';
import type { MpcDeps, MpcProverOptions } from './options.ts';
import { checkRequestSize, requestBytes } from './request.ts';
import type { MpcRequest } from './request.ts';

/** Where the server is. The caller has resolved the name, so that it also decides which addresses are allowed. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** What the prover shows. Everything else stays hidden, except for its length. */
export interface RevealRanges {
  readonly sent: readonly Range[];
  readonly received: readonly Range[];
}

/**
 * The prover's side of one session: `setup`, `exchange`, `reveal`, each once and in this order. Any failure ends the
 * session with an MpcError. `reveal` resolving does not mean that the verifier accepted: only its own verdict does.
 */
export interface MpcProverSession extends AsyncDisposable {
  /** MPC bytes from and to the verifier. Destroy it when the other party is gone. */
  readonly channel: Duplex;
  /** The child process, for whoever measures or lists processes. */
  readonly pid: number | undefined;
  /** Why the session can no longer be used, once that is so. */
  readonly failure: MpcError | undefined;
  /** Resolves with the reason once the session can no longer be used: a warm session can die while it waits. */
  readonly ended: Promise<MpcError>;
  /** Seconds of work for both parties that need nothing of the server, so it can be done ahead of need. */
  setup(signal?: AbortSignal): Promise<void>;
  /** Sends exactly the bytes of `request` and returns both directions of the transcript as they passed over TLS. */
  exchange(request: MpcRequest, server: ServerAddress, signal?: AbortSignal): Promise<ExchangeResult>;
  reveal(ranges: RevealRanges, signal?: AbortSignal): Promise<void>;
  /** Ends the child and waits for its end. May be called at any time and again. */
  close(): Promise<void>;
}

/**
 * Starts a prover: one child process with the engine loaded.
 *
 * @throws MpcError `mpc.invalid_options`, `mpc.trust_anchor`, `mpc.child_crashed`, `mpc.deadline`, `mpc.aborted`
 */
export async function startMpcProver(
  options: MpcProverOptions,
  deps: MpcDeps = {},
  signal?: AbortSignal,
): Promise<MpcProverSession> {
  checkProverOptions(options);
  checkNotAborted(signal);
  const child = new MpcChild(deps);
  const { maxSentBytes, maxRecvBytes, serverName, customCa, deadlines } = options;
  try {
    await bounded(child, { phase: 'start', ms: deadlines.startMs, signal }, () =>
      child.start({
        role: 'prover',
        limits: { maxSentBytes, maxRecvBytes },
        threads: options.threads ?? DEFAULT_THREADS,
        serverName,
        network: options.network ?? DEFAULT_NETWORK,
        records: RECORDS,
        ...(customCa === undefined ? {} : { customCa }),
      }),
    );
  } catch (error) {
    await child.close();
    throw error;
  }
  return new ProverSession(child, options);
}

const STEPS = ['setup', 'exchange', 'reveal'] as const;
type Step = (typeof STEPS)[number];

class ProverSession implements MpcProverSession {
  readonly #child: MpcChild;
  readonly #options: MpcProverOptions;
  #stepsTaken = 0;

  constructor(child: MpcChild, options: MpcProverOptions) {
    this.#child = child;
    this.#options = options;
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

  async setup(signal?: AbortSignal): Promise<void> {
    const { setupMs, silenceMs = DEFAULT_SILENCE_MS } = this.#options.deadlines;
    await this.#step('setup', { ms: setupMs, silenceMs, signal }, () => this.#child.run({ name: 'setup' }));
  }

  async exchange(request: MpcRequest, server: ServerAddress, signal?: AbortSignal): Promise<ExchangeResult> {
    const bytes = requestBytes(request);
    // Checked before the step is taken: a session that was given too large a request can still be used.
    checkRequestSize(bytes, this.#options.maxSentBytes);
    const { host, port } = server;
    const result = await this.#step('exchange', { ms: this.#options.deadlines.exchangeMs, signal }, () =>
      this.#child.run({ name: 'exchange', request: bytes, host, port }),
    );
    return result as ExchangeResult;
  }

  async reveal({ sent, received }: RevealRanges, signal?: AbortSignal): Promise<void> {
    await this.#step('reveal', { ms: this.#options.deadlines.revealMs, signal }, () =>
      this.#child.run({ name: 'reveal', sent, received }),
    );
  }

  close(): Promise<void> {
    return this.#child.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #step(
    step: Step,
    bounds: Omit<Bounds, 'phase'>,
    work: () => Promise<CommandResult>,
  ): Promise<CommandResult> {
    if (this.#child.failure !== undefined) return Promise.reject(this.#child.failure);
    if (STEPS[this.#stepsTaken] !== step) {
      const expected = STEPS[this.#stepsTaken] ?? 'close';
      return Promise.reject(
        new MpcError('mpc.wrong_state', `The MPC session expects "${expected}" next, not "${step}".`),
      );
    }
    this.#stepsTaken += 1;
    return bounded(this.#child, { phase: step, ...bounds }, work);
  }
}
