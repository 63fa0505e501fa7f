import type { Range } from '@cloudx3/verifier-core';
import type { MpcChild } from './child-process.ts';
import { bounded } from './deadline.ts';
import type { Bounds } from './deadline.ts';
import type { ChildCommand, CommandResult, ExchangeResult } from './host/child-messages.ts';
import { DEFAULT_NETWORK, DEFAULT_SILENCE_MS, checkProverOptions } from './options.ts';
import type { MpcDeps, MpcProverOptions } from './options.ts';
import { PartySession, startChild } from './party-session.ts';
import type { MpcSession } from './party-session.ts';
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
 * The prover's side of one session: `setup`, `exchange`, `reveal`, each once and in this order. Any failure ends the session with a
 * NotaryError `mpc.*`. `reveal` resolving does not mean that the verifier accepted: only its own verdict does.
 */
export interface MpcProverSession extends MpcSession {
  /** Seconds of work for both parties that need nothing of the server, so it can be done ahead of need. */
  setup(signal?: AbortSignal): Promise<void>;
  /** Sends exactly the bytes of `request` and returns both directions of the transcript as they passed over TLS. */
  exchange(request: MpcRequest, server: ServerAddress, signal?: AbortSignal): Promise<ExchangeResult>;
  reveal(ranges: RevealRanges, signal?: AbortSignal): Promise<void>;
}

/**
 * Starts a prover: one child process with the engine loaded.
 *
 * @throws NotaryError `mpc.invalid_options`, `mpc.trust_anchor`, `mpc.child_crashed`, `mpc.deadline`, `mpc.aborted`
 */
export async function startMpcProver(
  options: MpcProverOptions,
  deps: MpcDeps = {},
  signal?: AbortSignal,
): Promise<MpcProverSession> {
  checkProverOptions(options);
  const { serverName, network = DEFAULT_NETWORK } = options;
  const child = await startChild({ role: 'prover', serverName, network }, options, deps, signal);
  return new ProverSession(child, options);
}

const STEPS = ['setup', 'exchange', 'reveal'] as const;

class ProverSession extends PartySession<(typeof STEPS)[number]> implements MpcProverSession {
  readonly #options: MpcProverOptions;

  constructor(child: MpcChild, options: MpcProverOptions) {
    super(child, STEPS);
    this.#options = options;
  }

  async setup(signal?: AbortSignal): Promise<void> {
    const { setupMs: ms, silenceMs = DEFAULT_SILENCE_MS } = this.#options.deadlines;
    await this.#run({ name: 'setup' }, { ms, silenceMs, signal });
  }

  async exchange(request: MpcRequest, server: ServerAddress, signal?: AbortSignal): Promise<ExchangeResult> {
    const bytes = requestBytes(request);
    // Checked before the step is taken: a session that was given too large a request can still be used.
    checkRequestSize(bytes, this.#options.maxSentBytes);
    const { host, port } = server;
    const command = { name: 'exchange', request: bytes, host, port } as const;
    return (await this.#run(command, { ms: this.#options.deadlines.exchangeMs, signal })) as ExchangeResult;
  }

  async reveal({ sent, received }: RevealRanges, signal?: AbortSignal): Promise<void> {
    const { revealMs: ms } = this.#options.deadlines;
    await this.#run({ name: 'reveal', sent, received }, { ms, signal });
  }

  #run(
    command: Extract<ChildCommand, { name: (typeof STEPS)[number] }>,
    bounds: Omit<Bounds, 'step'>,
  ): Promise<CommandResult> {
    this.take(command.name);
    return bounded(this.child, { step: command.name, ...bounds }, () => this.child.run(command));
  }
}
