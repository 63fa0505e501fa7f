import type { Duplex } from 'node:stream';
import { NotaryError } from '../session/error.ts';
import { MpcChild } from './child-process.ts';
import { bounded, checkNotAborted } from './deadline.ts';
import type { ChildStart } from './host/child-messages.ts';
import { DEFAULT_THREADS, RECORDS } from './options.ts';
import type { MpcDeps, MpcPartyOptions } from './options.ts';

/** One party's side of a session, prover or verifier. */
export interface MpcSession extends AsyncDisposable {
  /** MPC bytes from and to the other party. Destroy it when the other party is gone. */
  readonly channel: Duplex;
  /** The child process, for whoever measures or lists processes. */
  readonly pid: number | undefined;
  /** Why the session can no longer be used, once that is so: a NotaryError `mpc.*`. */
  readonly failure: NotaryError | undefined;
  /** Resolves with the reason once the session can no longer be used: a warm session can die while it waits. */
  readonly ended: Promise<NotaryError>;
  /** Ends the child and waits for its end. May be called at any time and again. */
  close(): Promise<void>;
}

/** What the child is told of its role, beside what both parties say. */
type RoleStart = Pick<ChildStart, 'role' | 'serverName' | 'network'>;

/** Starts the child process of a party, with its engine loaded. Rejects with NotaryError `mpc.*`, and leaves no process behind. */
export async function startChild(
  role: RoleStart,
  options: MpcPartyOptions & { readonly deadlines: { readonly startMs: number } },
  deps: MpcDeps,
  signal: AbortSignal | undefined,
): Promise<MpcChild> {
  checkNotAborted(signal);
  const { maxSentBytes, maxRecvBytes, threads = DEFAULT_THREADS, customCa, deadlines } = options;
  const child = new MpcChild(deps);
  try {
    await bounded(child, { step: 'start', ms: deadlines.startMs, signal }, () =>
      child.start({
        ...role,
        limits: { maxSentBytes, maxRecvBytes },
        threads,
        records: RECORDS,
        ...(customCa === undefined ? {} : { customCa }),
      }),
    );
  } catch (error) {
    await child.close();
    throw error;
  }
  return child;
}

/** What both parties' sessions have in common: a child, and steps that are taken once each and in order. */
export abstract class PartySession<Step extends string> implements MpcSession {
  protected readonly child: MpcChild;
  readonly #steps: readonly Step[];
  #stepsTaken = 0;

  protected constructor(child: MpcChild, steps: readonly Step[]) {
    this.child = child;
    this.#steps = steps;
  }

  get channel(): Duplex {
    return this.child.channel;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get failure(): NotaryError | undefined {
    return this.child.failure;
  }

  get ended(): Promise<NotaryError> {
    return this.child.ended;
  }

  close(): Promise<void> {
    return this.child.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Takes the next step. Throws NotaryError: the failure that ended the session, or `mpc.wrong_state`. */
  protected take(step: Step): void {
    if (this.failure !== undefined) throw this.failure;
    const expected = this.#steps[this.#stepsTaken];
    if (expected !== step) {
      const next = expected ?? 'close';
      throw new NotaryError('mpc.wrong_state', `The MPC session expects "${next}" next, not "${step}".`);
    }
    this.#stepsTaken += 1;
  }
}
