import {
  MAX_BYTES,
  Mode,
  NotaryMessageSchema,
  ProverMessageSchema,
  create,
  decode,
  encode,
} from '@cloudx3/proto';
import type { SignedSessionRequest } from '@cloudx3/proto';
import type { Logger } from 'pino';
import type { FrameHandler, FrameSocket, SocketEnd } from '../session/frame-socket.ts';
import type { Frame } from '../session/frames.ts';
import { CarriedLink } from './proxy/carried-link.ts';
import { MpcLink } from '../session/channel-link.ts';
import type { SessionLink } from '../session/session-link.ts';
import { refusalOfEngine } from './engine-failure.ts';
import type { CarryingEngine, SeenTranscript, StartCarrier, StartVerifier } from './engine.ts';
import { toHex } from '../session/hex.ts';
import { refuse } from '../session/refusals.ts';
import type { Refusal } from '../session/refusals.ts';
import type { Admitted } from './admission/admission.ts';
import { step } from './machine.ts';
import type { BoundSession, CarriedMessage, SessionEffect, SessionEvent, SessionState } from './machine.ts';
import type { MpcPhase } from '../mpc/index.ts';
import { attest } from './attest.ts';
import type { AttestDeps, NotaryMessageInit } from './attest.ts';
import { grantMessage } from './grant-message.ts';
import type { NotaryMetrics } from './metrics.ts';
import { openSession } from './start-session.ts';
import type { Opening } from './start-session.ts';
import { phaseDeadline } from './phase-deadline.ts';
import { within } from './within.ts';

export interface SessionDeps extends AttestDeps {
  readonly startVerifier: StartVerifier;
  readonly startCarrier: StartCarrier;
  readonly metrics: NotaryMetrics;
  readonly log: Logger;
}

/** What a runner tells of its connection. */
export interface SessionEvents {
  /** The session is granted: its connection no longer waits for one. */
  readonly onGranted: () => void;
  /** The session was attested and its connection may carry another: who takes it hands it over before this returns. */
  readonly onFree: (socket: FrameSocket, operator: string) => void;
}

const ABANDON_MS = 2_000;
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
  readonly #events: SessionEvents;
  readonly #socket: FrameSocket;
  readonly #abort = new AbortController();
  readonly #finished = Promise.withResolvers<undefined>();
  #log: Logger;
  #state: SessionState;
  #phaseSince: number;
  #timer: NodeJS.Timeout | undefined;
  #grantedAt = 0;
  #opening: Opening | undefined;
  #mode: Mode = Mode.UNSPECIFIED;
  #link: SessionLink | undefined;
  #carried: CarriedLink | undefined;
  #work: Promise<unknown> = Promise.resolve();

  /** `first` is where the session stands: on a connection of its own, or on one that has carried others. */
  constructor(
    connect: (handler: FrameHandler) => FrameSocket,
    first: SessionState,
    deps: SessionDeps,
    events: SessionEvents,
  ) {
    this.#state = first;
    this.#deps = deps;
    this.#events = events;
    this.#log = deps.log;
    this.#phaseSince = deps.admission.now();
    this.#socket = connect({ onFrame: (frame) => this.#onFrame(frame), onEnd: (end) => this.#onEnd(end) });
    this.#setDeadline();
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

  #onFrame({ kind, bytes }: Frame): void {
    if (kind === 'stream') {
      this.#feed({ type: 'stream', bytes });
      return;
    }
    let message;
    try {
      // ENC-2
      message = decode(ProverMessageSchema, bytes, MAX_BYTES.sessionMessage);
    } catch {
      this.stop(refuse('session.malformed'));
      return;
    }
    this.#feed({ type: 'message', message });
  }

  #onEnd(end: SocketEnd): void {
    if (end.how === 'bad_frame') {
      this.stop(refuse(end.code));
      return;
    }
    if (this.#state.at === 'ended') return;
    if (this.#state.at === 'kept') {
      this.#part();
      return;
    }
    this.#log.info({ phase: this.#state.at, closeCode: end.code }, 'prover gone');
    this.#state = { at: 'ended' };
    this.#finish('gone');
  }

  #feed(event: SessionEvent): void {
    const before = this.#state.at;
    const { state, effects } = step(this.#state, event, this.#deps.admission.now());
    this.#state = state;
    if (state.at !== before) this.#changed(before);
    for (const effect of effects) this.#do(effect);
  }

  #changed(before: SessionState['at']): void {
    const now = this.#deps.admission.now();
    this.#deps.metrics.phaseSeconds.observe({ phase: before }, Math.max(0, now - this.#phaseSince) / 1000);
    this.#phaseSince = now;
    this.#setDeadline(before);
  }

  #setDeadline(before?: SessionState['at']): void {
    // A connection's first request is checked within its time to open; of a later one that time begins with it.
    if (this.#state.at === 'checking' && before !== 'kept') return;
    clearTimeout(this.#timer);
    const { limits, now } = this.#deps.admission;
    const after = phaseDeadline(this.#state.at, limits, this.#mode, Math.max(0, now() - this.#grantedAt));
    if (after !== undefined) this.#timer = setTimeout(() => this.#feed({ type: 'deadline' }), after);
  }

  #do(effect: SessionEffect): void {
    switch (effect.type) {
      case 'check':
        this.#work = this.#check(effect.request).catch((error: unknown) => this.#failed(error));
        break;
      case 'grant':
        this.#grant(effect.admitted);
        break;
      case 'carry':
        this.#link?.fromPeer(effect.bytes);
        break;
      case 'bound':
        this.#bound(effect.bound);
        break;
      case 'tell':
        this.#tell(effect.message);
        break;
      case 'judge':
        this.#judge(effect.bound, effect.transcript);
        break;
      case 'refuse':
        this.#refuse(effect.refusal);
        break;
      case 'part':
        this.#part();
        break;
    }
  }

  async #check(signed: SignedSessionRequest): Promise<void> {
    const onPhase = (phase: MpcPhase, at: number): void => {
      if (phase === 'setup_done') this.#feed({ type: 'setup_done' });
      if (phase === 'online_started') this.#feed({ type: 'online_started', atMs: at });
    };
    const carrier = {
      toProver: (bytes: Uint8Array) => this.#carried?.toPeer(bytes) ?? true,
      onSealed: () => this.#send({ kind: { case: 'sealed', value: {} } }),
    };
    const result = await openSession(signed, this.#deps, { onPhase, carrier }, this.#abort.signal);
    if (!result.ok) {
      this.stop(result.refusal);
      return;
    }
    const { admitted, engine } = result.opening;
    if (this.#abort.signal.aborted) {
      // The session ended meanwhile, so nobody else gives these back.
      await engine.close();
      admitted.release();
      return;
    }
    this.#opening = result.opening;
    this.#mode = admitted.request.mode;
    this.#log = this.#log.child({
      session: toHex(admitted.sessionId),
      operator: toHex(admitted.request.prover),
      operation: admitted.operation.message.name,
    });
    this.#feed({ type: 'ready', admitted });
    // Nothing is to be set up where the session is carried.
    if (this.#carrier !== undefined) this.#feed({ type: 'setup_done' });
  }

  #bound({ sessionTimeMs, params }: BoundSession): void {
    // Dials, and meanwhile the rest is done.
    this.#carrier?.bind(params);
    this.#send({ kind: { case: 'bound', value: { sessionTimeMs: BigInt(sessionTimeMs) } } });
    this.#log.info('session bound');
  }

  /** The engine where it carries the session itself (PROXY mode). */
  get #carrier(): CarryingEngine | undefined {
    const engine = this.#opening?.engine;
    return engine === undefined || 'channel' in engine ? undefined : engine;
  }

  #tell(message: CarriedMessage): void {
    const carrier = this.#carrier;
    if (message.case === 'commitment') carrier?.commit(message.value);
    else if (message.case === 'opening') carrier?.open(message.value);
    else carrier?.finish();
  }

  #grant(admitted: Admitted): void {
    const engine = this.#opening?.engine;
    if (engine === undefined) return;
    const { limits } = this.#deps.admission;
    const linkOptions = { maxBytes: limits.maxSessionBytes, onLimit: () => this.stop(refuse('limit.bytes')) };
    if ('channel' in engine) this.#link = new MpcLink(engine.channel, this.#socket, linkOptions);
    else this.#link = this.#carried = new CarriedLink(() => this.#carrier, this.#socket, linkOptions);
    engine.verify(this.#abort.signal).then(
      (transcript) => this.#feed({ type: 'transcript', transcript }),
      (error: unknown) => this.#failed(error),
    );
    this.#grantedAt = this.#deps.admission.now();
    this.#events.onGranted();
    this.#deps.metrics.sessions.inc();
    this.#log.info('session granted');
    this.#send(grantMessage(admitted, limits));
  }

  #judge(bound: BoundSession, transcript: SeenTranscript): void {
    try {
      const statement = attest(bound, transcript, this.#deps);
      if (!statement.ok) {
        this.#refuse(statement.refusal);
        return;
      }
      this.#log.info('session attested');
      this.#send(statement.result);
    } catch (error) {
      this.#log.error({ err: error }, 'the statement could not be made');
      this.#refuse(refuse('notary.internal'));
      return;
    }
    this.#finish('attested');
    // SES-3. An MPC engine has its own end still to say on the connection.
    const { mode, prover } = bound.admitted.request;
    if (mode === Mode.PROXY) this.#events.onFree(this.#socket, toHex(prover));
  }

  #refuse(refusal: Refusal): void {
    this.#log.info({ code: refusal.code }, 'session refused');
    this.#send({ kind: { case: 'refusal', value: refusal } });
    this.#finish(refusal.code);
  }

  /** An engine that fails is one failed session. Which words it fails with is for the log; the prover learns the kind. */
  #failed(error: unknown): void {
    if (this.#state.at === 'ended') return;
    this.#log.warn({ err: error }, 'the engine failed');
    this.stop(refusalOfEngine(error));
  }

  #send(message: NotaryMessageInit): void {
    this.#socket.send('control', encode(NotaryMessageSchema, create(NotaryMessageSchema, message)));
  }

  #finish(code: string): void {
    this.#deps.metrics.outcomes.inc({ code });
    this.#finished.resolve(undefined);
  }

  /** No session came. */
  #part(): void {
    this.#state = { at: 'ended' };
    this.#finished.resolve(undefined);
  }

  /** Gives back socket, engine, timer and slot, in whatever state the session ended. */
  async #giveBack(): Promise<void> {
    clearTimeout(this.#timer);
    this.#abort.abort(OVER);
    this.#socket.close();
    this.#link?.close();
    // A check may still be under way. It heeds the signal and gives back what it got; a port that heeds nothing is not waited for.
    await within(this.#work, ABANDON_MS);
    await this.#opening?.engine.close();
    this.#opening?.admitted.release();
    if (this.#link === undefined) return;
    this.#deps.metrics.sessions.dec();
    this.#deps.metrics.streamBytes.inc({ direction: 'received' }, this.#link.totals.received);
    this.#deps.metrics.streamBytes.inc({ direction: 'sent' }, this.#link.totals.sent);
  }
}
