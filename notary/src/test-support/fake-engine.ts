import { duplexPair } from 'node:stream';
import type { Duplex } from 'node:stream';
import type { MpcDeps } from '../mpc/options.ts';
import { requestBytes } from '../mpc/request.ts';
import type { ProverEngine, StartProver } from '../prover/mpc/engine.ts';
import type { MpcEngineDeps, VerifiedSession, Verifier } from '../server/mpc/engine.ts';
import { authenticated } from '../session/authenticated-bytes.ts';
import { NotaryError } from '../session/error.ts';

// An MPC engine without MPC: the prover tells its verifier what it saw, over the same channel and in the same order as the real one.

type Message =
  | { readonly type: 'setup' | 'setup_done' | 'online' | 'online_done' }
  | {
      readonly type: 'reveal';
      readonly serverName: string;
      readonly sent: string;
      readonly received: string;
      readonly sentRanges: readonly { start: number; end: number }[];
      readonly receivedRanges: readonly { start: number; end: number }[];
    };

/** What the fakes of one test do, and what is left of them. */
export class FakeEngines {
  /** Answers as the vendor's server. */
  vendor: (request: Buffer) => Uint8Array | Promise<Uint8Array> = () => new Uint8Array();
  /** Changes what the verifier sees, as a dishonest prover would. */
  tamper: (transcript: VerifiedSession) => VerifiedSession = (transcript) => transcript;
  /** The point at which the verifier's process dies. */
  crashAt: 'start' | 'setup' | 'online' | undefined;
  /** The point at which the verifier stops answering. */
  silentAt: 'setup' | 'online' | 'verdict' | undefined;
  /** Whether provers learn of the end of their reveal; the real one often does not before the verdict is there. */
  tellsOfReveal = true;
  /** Engines that were started and not closed, whatever became of them. */
  readonly alive = new Set<object>();
  /** Everything that provers gave to their channels, for searching. */
  readonly channelBytes: Buffer[] = [];

  readonly startVerifier: NonNullable<MpcEngineDeps['startVerifier']> = (_options, { onPhase }) => {
    if (this.crashAt === 'start') return Promise.reject(crash());
    return Promise.resolve(new FakeVerifier(this, onPhase));
  };

  readonly startProver: StartProver = ({ serverName }) => Promise.resolve(new FakeProver(this, serverName));
}

abstract class FakeEngine {
  readonly channel: Duplex;
  protected readonly engines: FakeEngines;
  readonly #inner: Duplex;
  #buffer = Buffer.alloc(0);
  failure: NotaryError | undefined;

  constructor(engines: FakeEngines) {
    this.engines = engines;
    engines.alive.add(this);
    [this.channel, this.#inner] = duplexPair();
    this.channel.on('error', () => undefined);
    this.#inner.on('data', (chunk: Buffer) => this.#onData(chunk));
    this.channel.once('close', () =>
      this.fail(new NotaryError('mpc.peer_gone', 'The other party closed the channel.')),
    );
  }

  protected abstract onMessage(message: Message): void;
  protected abstract onFailure(error: NotaryError): void;

  fail(error: NotaryError): void {
    if (this.failure !== undefined) return;
    this.failure = error;
    this.channel.destroy();
    this.#inner.destroy();
    this.onFailure(error);
  }

  close(): Promise<void> {
    this.engines.alive.delete(this);
    this.fail(new NotaryError('mpc.wrong_state', 'The MPC session was closed.'));
    return Promise.resolve();
  }

  protected say(message: Message): void {
    const json = Buffer.from(JSON.stringify(message));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    this.#inner.write(Buffer.concat([length, json]));
  }

  #onData(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    while (this.#buffer.length >= 4 && this.#buffer.length >= 4 + this.#buffer.readUInt32BE()) {
      const end = 4 + this.#buffer.readUInt32BE();
      const json = this.#buffer.subarray(4, end).toString();
      this.#buffer = this.#buffer.subarray(end);
      let message: Message;
      try {
        message = JSON.parse(json) as Message;
      } catch {
        this.fail(new NotaryError('mpc.setup_failed', 'not the language of this engine'));
        return;
      }
      this.onMessage(message);
    }
  }
}

class FakeVerifier extends FakeEngine implements Verifier {
  readonly #onPhase: MpcDeps['onPhase'];
  readonly #verdict = Promise.withResolvers<VerifiedSession>();
  #onlineAt = 0;

  constructor(engines: FakeEngines, onPhase: MpcDeps['onPhase']) {
    super(engines);
    this.#onPhase = onPhase;
    this.#verdict.promise.catch(() => undefined);
  }

  verify(signal?: AbortSignal): Promise<VerifiedSession> {
    signal?.addEventListener('abort', () => this.fail(new NotaryError('mpc.aborted', 'aborted')));
    return this.#verdict.promise;
  }

  protected onFailure(error: NotaryError): void {
    this.#verdict.reject(error);
  }

  protected onMessage(message: Message): void {
    const point = message.type === 'reveal' ? 'verdict' : message.type;
    if (point === this.engines.crashAt) this.fail(crash());
    if (point === this.engines.silentAt || this.failure !== undefined) return;
    if (message.type === 'setup') {
      this.#onPhase?.('setup_done', Date.now());
      this.say({ type: 'setup_done' });
    } else if (message.type === 'online') {
      this.#onlineAt = Date.now();
      this.#onPhase?.('online_started', this.#onlineAt);
      this.say({ type: 'online_done' });
    } else if (message.type === 'reveal') {
      this.#verdict.resolve(this.engines.tamper(this.#transcript(message)));
    }
  }

  #transcript(message: Extract<Message, { type: 'reveal' }>): VerifiedSession {
    const { serverName, sent, received, sentRanges, receivedRanges } = message;
    const empty = { bytes: new Uint8Array(), ranges: [] };
    return {
      serverName,
      sent: authenticated(Buffer.from(sent, 'hex'), sentRanges) ?? empty,
      received: authenticated(Buffer.from(received, 'hex'), receivedRanges) ?? empty,
      times: { onlineAt: this.#onlineAt },
    };
  }
}

class FakeProver extends FakeEngine implements ProverEngine {
  readonly #serverName: string;
  #sent = new Uint8Array();
  #received = new Uint8Array();
  #waiting: PromiseWithResolvers<undefined> | undefined;
  readonly #untilEnd = Promise.withResolvers<undefined>();

  constructor(engines: FakeEngines, serverName: string) {
    super(engines);
    this.#serverName = serverName;
    this.channel.on('data', (chunk: Buffer) => engines.channelBytes.push(Buffer.from(chunk)));
  }

  async setup(signal?: AbortSignal): Promise<void> {
    await this.#ask({ type: 'setup' }, signal);
  }

  async exchange(
    request: Parameters<ProverEngine['exchange']>[0],
    _server: unknown,
    signal?: AbortSignal,
  ): Promise<{ sent: Uint8Array; received: Uint8Array }> {
    this.#sent = requestBytes(request);
    await this.#ask({ type: 'online' }, signal);
    this.#received = Uint8Array.from(await this.engines.vendor(Buffer.from(this.#sent)));
    return { sent: this.#sent, received: this.#received };
  }

  reveal(ranges: Parameters<ProverEngine['reveal']>[0]): Promise<undefined> {
    // What is not revealed never leaves the prover.
    const shown = authenticated(this.#sent, ranges.sent)?.bytes ?? new Uint8Array();
    this.say({
      type: 'reveal',
      serverName: this.#serverName,
      sent: Buffer.from(shown).toString('hex'),
      received: Buffer.from(this.#received).toString('hex'),
      sentRanges: ranges.sent,
      receivedRanges: ranges.received,
    });
    return this.engines.tellsOfReveal ? Promise.resolve(undefined) : this.#untilEnd.promise;
  }

  protected onFailure(error: NotaryError): void {
    this.#waiting?.reject(error);
    this.#untilEnd.promise.catch(() => undefined);
    this.#untilEnd.reject(error);
  }

  protected onMessage(): void {
    this.#waiting?.resolve(undefined);
  }

  async #ask(message: Message, signal?: AbortSignal): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const waiting = Promise.withResolvers<undefined>();
    this.#waiting = waiting;
    const onAbort = (): void => this.fail(new NotaryError('mpc.aborted', 'aborted'));
    signal?.addEventListener('abort', onAbort, { once: true });
    this.say(message);
    try {
      await waiting.promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }
}

function crash(): NotaryError {
  return new NotaryError('mpc.child_crashed', 'The MPC process ended unexpectedly (signal SIGKILL).');
}
