import { bytesToHex } from '@noble/hashes/utils.js';
import type { Logger } from 'pino';
import type { FrameHandler, FrameSocket, SocketEnd } from '../session/frame-socket.ts';
import type { NotaryMessageInit } from '../session/messages.ts';
import { refuse } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';
import type { SeenTranscript } from '../session/seen-transcript.ts';
import type { Context } from '@cloudx3/proto';
import type { Admitted } from './admission/admission.ts';
import { judgePay } from './admission/judge-pay.ts';
import { attest } from './attest.ts';
import { EngineRun } from './engine-run.ts';
import { refusalOf } from './failure.ts';
import { grantMessage } from './grant-message.ts';
import { step } from './machine.ts';
import type { BoundSession, SessionEffect, SessionEvent, SessionState } from './machine.ts';
import { countStream } from './metrics.ts';
import { PhaseTimer } from './phase-timer.ts';
import { hear, say } from './prover-words.ts';
import type { ConnectionEvents, SessionDeps } from './session-deps.ts';

/** Why what a session had under way is given up. One for all: an error for each would cost its stack. */
const OVER = new DOMException('The session is over.', 'AbortError');

/**
 * One session on a WebSocket: feeds what happens into the state machine and does what it says. Whatever goes wrong in here ends this
 * session and nothing else.
 */
export class SessionRunner {
  /** Resolves when everything that the session held has been given back. */
  readonly done: Promise<void>;
  readonly #deps: SessionDeps;
  readonly #connection: ConnectionEvents;
  readonly #socket: FrameSocket;
  readonly #timer: PhaseTimer;
  readonly #abort = new AbortController();
  readonly #finished = Promise.withResolvers<undefined>();
  readonly #engine: EngineRun;
  #log: Logger;
  #state: SessionState;

  /** `first` is where the session stands: on a connection of its own, or on one that has carried others. */
  constructor(
    connect: (handler: FrameHandler) => FrameSocket,
    first: SessionState,
    deps: SessionDeps,
    connection: ConnectionEvents,
  ) {
    this.#state = first;
    this.#deps = deps;
    this.#connection = connection;
    this.#log = deps.log;
    this.#socket = connect({
      onFrame: (frame) => this.#feed(hear(frame)),
      onEnd: (end) => this.#onEnd(end),
    });
    this.#timer = new PhaseTimer(first.at, {
      limits: deps.limits,
      now: deps.admission.now,
      phaseSeconds: deps.metrics.phaseSeconds,
      onDeadline: () => this.#feed({ type: 'deadline' }),
    });
    const events = {
      onEvent: (event: SessionEvent) => this.#feed(event),
      onFailure: (error: unknown) => this.#failed(error),
      say: (message: NotaryMessageInit) => say(this.#socket, message),
    };
    this.#engine = new EngineRun(deps, events, this.#abort.signal);
    this.done = this.#finished.promise.then(() => this.#giveBack());
  }

  /** Whether an exchange is under way that is worth waiting for. */
  get online(): boolean {
    return this.#state.at === 'online';
  }

  /** Ends the session with a refusal. */
  stop(refusal: Refusal): void {
    this.#feed({ type: 'failed', refusal });
  }

  #onEnd(end: SocketEnd): void {
    if (end.how === 'bad_frame') {
      this.stop(refuse(end.code));
      return;
    }
    const { at: phase } = this.#state;
    if (phase === 'ended') return;
    if (phase !== 'kept') this.#log.info({ phase, closeCode: end.code }, 'prover gone');
    this.#finish(phase === 'kept' ? undefined : 'gone');
  }

  #feed(event: SessionEvent): void {
    const before = this.#state.at;
    const { state, effects } = step(this.#state, event, this.#deps.admission.now());
    this.#state = state;
    if (state.at !== before) this.#timer.enter(state.at);
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: SessionEffect): void {
    switch (effect.type) {
      case 'check':
      case 'carry':
      case 'tell':
        this.#engine.do(effect);
        break;
      case 'grant':
        this.#grant(effect.admitted);
        break;
      case 'price':
        this.#price(effect.admitted, effect.context);
        break;
      case 'bound':
        this.#bound(effect.bound);
        break;
      case 'judge':
        this.#judge(effect.bound, effect.transcript);
        break;
      case 'refuse':
        this.#refuse(effect.refusal);
        break;
      case 'part':
        this.#finish(undefined);
        break;
    }
  }

  #grant(admitted: Admitted): void {
    const { limits } = admitted.mode;
    this.#log = this.#log.child({
      session: bytesToHex(admitted.sessionId),
      operator: bytesToHex(admitted.request.prover),
      operation: admitted.operation.message.name,
    });
    this.#engine.run(this.#socket);
    this.#timer.granted(limits.onlineTimeoutMs);
    this.#connection.onGranted();
    this.#deps.metrics.sessions.inc();
    this.#log.info('session granted');
    say(this.#socket, grantMessage(admitted, this.#deps.limits, limits));
  }

  /** At once, where nobody has to be asked. */
  #price(admitted: Admitted, context: Context): void {
    const judge = (refusal: Refusal | undefined): void =>
      this.#feed(refusal === undefined ? { type: 'priced' } : { type: 'failed', refusal });
    const { admission } = this.#deps;
    const { prover, operationId, notary } = admitted.request;
    const judged = judgePay({ context, prover, operationId, notary }, admission, this.#abort.signal);
    if (judged instanceof Promise) {
      judged.then(judge, (error: unknown) => {
        if (this.#state.at === 'ended') return;
        this.#log.warn({ err: error }, 'the registry failed');
        judge(refuse('registry.unavailable'));
      });
    } else judge(judged);
  }

  #bound({ sessionTimeMs, params }: BoundSession): void {
    // May dial, and meanwhile the rest is done.
    this.#engine.bind(params);
    say(this.#socket, { kind: { case: 'bound', value: { sessionTimeMs: BigInt(sessionTimeMs) } } });
    this.#log.info('session bound');
  }

  #judge(bound: BoundSession, transcript: SeenTranscript): void {
    try {
      const statement = attest(bound, transcript, this.#deps);
      if (!statement.ok) {
        this.#refuse(statement.refusal);
        return;
      }
      this.#log.info('session attested');
      say(this.#socket, statement.result);
    } catch (error) {
      this.#log.error({ err: error }, 'the statement could not be made');
      this.#refuse(refuse('notary.internal'));
      return;
    }
    this.#finish('attested');
    // SES-3
    const { mode, request } = bound.admitted;
    if (mode.keepsConnection) this.#connection.onFree(this.#socket, bytesToHex(request.prover));
  }

  #refuse(refusal: Refusal): void {
    this.#log.info({ code: refusal.code }, 'session refused');
    say(this.#socket, { kind: { case: 'refusal', value: refusal } });
    this.#finish(refusal.code);
  }

  /** An engine that fails is one failed session. Which words it fails with is for the log; the prover learns the kind. */
  #failed(error: unknown): void {
    if (this.#state.at === 'ended') return;
    this.#log.warn({ err: error }, 'the engine failed');
    this.stop(refusalOf(error));
  }

  /** Without a code where no session came. */
  #finish(code: string | undefined): void {
    this.#state = { at: 'ended' };
    if (code !== undefined) this.#deps.metrics.outcomes.inc({ code });
    this.#finished.resolve(undefined);
  }

  /** Gives back socket, engine, timer and slot, in whatever state the session ended. */
  async #giveBack(): Promise<void> {
    this.#timer.stop();
    this.#abort.abort(OVER);
    this.#socket.close();
    await this.#engine.giveBack();
    const { totals } = this.#engine;
    if (totals === undefined) return;
    this.#deps.metrics.sessions.dec();
    countStream(this.#deps.metrics, totals);
  }
}
