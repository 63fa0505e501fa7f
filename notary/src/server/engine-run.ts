import type { SignedSessionRequest } from '@cloudx3/proto';
import type { CheckedParams } from '@cloudx3/verifier-core';
import type { FrameSocket } from '../session/frame-socket.ts';
import type { LinkTotals, SessionLink } from '../session/link.ts';
import type { NotaryMessageInit } from '../session/messages.ts';
import { refuse } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';
import type { SeenTranscript } from '../session/seen-transcript.ts';
import { within } from '../session/within.ts';
import type { SessionEffect, SessionEvent } from './machine.ts';
import { startSession } from './start-session.ts';
import type { StartDeps, StartedSession } from './start-session.ts';

/** What of a session's effects is the engine's to do. */
type EngineEffect = Extract<SessionEffect, { type: 'check' | 'carry' | 'tell' }>;

export interface EngineRunEvents {
  /** Something happened that the session's state depends on. */
  readonly onEvent: (event: SessionEvent) => void;
  /** The engine failed, or could not be started. */
  readonly onFailure: (error: unknown) => void;
  readonly say: (message: NotaryMessageInit) => void;
}

const ABANDON_MS = 2_000;

/** The engine of one session, from the check of its request until everything that it held has been given back. */
export class EngineRun {
  readonly #deps: StartDeps;
  readonly #events: EngineRunEvents;
  readonly #signal: AbortSignal;
  #started: StartedSession | undefined;
  #link: SessionLink | undefined;
  #work: Promise<unknown> = Promise.resolve();

  constructor(deps: StartDeps, events: EngineRunEvents, signal: AbortSignal) {
    this.#deps = deps;
    this.#events = events;
    this.#signal = signal;
  }

  /** What was carried, once the session is granted. */
  get totals(): LinkTotals | undefined {
    return this.#link?.totals;
  }

  do(effect: EngineEffect): void {
    switch (effect.type) {
      case 'check':
        this.#work = this.#check(effect.request).catch(this.#events.onFailure);
        break;
      case 'carry':
        this.#link?.fromPeer(effect.bytes);
        break;
      case 'tell':
        this.#refuse(this.#started?.engine.hear(effect.message));
        break;
    }
  }

  /** Joins the engine to the prover's connection, and lets it run to its verdict. */
  run(socket: FrameSocket): void {
    const engine = this.#started?.engine;
    const maxBytes = this.#deps.limits.maxSessionBytes;
    this.#link = engine?.link(socket, { maxBytes, onLimit: () => this.#refuse(refuse('limit.bytes')) });
    const onTranscript = (transcript: SeenTranscript): void =>
      this.#events.onEvent({ type: 'transcript', transcript });
    engine?.verify(this.#signal).then(onTranscript, this.#events.onFailure);
  }

  bind(params: CheckedParams): void {
    this.#started?.engine.bind(params);
  }

  /** To be called when the signal has been aborted, in whatever state the session ended. */
  async giveBack(): Promise<void> {
    this.#link?.close();
    // A check may still be under way. It heeds the signal and gives back what it got; a port that heeds nothing is not waited for.
    await within(this.#work, ABANDON_MS);
    await this.#started?.engine.close();
    this.#started?.admitted.release();
  }

  /** Lets the request in and starts its engine. */
  async #check(signed: SignedSessionRequest): Promise<void> {
    const { onEvent, say } = this.#events;
    const events = {
      onSetUp: () => onEvent({ type: 'setup_done' }),
      onOnline: (atMs: number) => onEvent({ type: 'online_started', atMs }),
      say,
    };
    const result = await startSession(signed, this.#deps, events, this.#signal);
    if (!result.ok) {
      this.#refuse(result.refusal);
      return;
    }
    this.#started = result.started;
    const { admitted } = result.started;
    onEvent({ type: 'ready', admitted });
    if (!admitted.mode.engine.setsUp) onEvent({ type: 'setup_done' });
  }

  #refuse(refusal: Refusal | undefined): void {
    if (refusal !== undefined) this.#events.onEvent({ type: 'failed', refusal });
  }
}
