import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { readFailure } from './engine-failure.ts';
import type {
  ChildCommand,
  MpcPhase,
  ChildStart,
  CommandResult,
  FromChild,
  ToChild,
} from './host/child-messages.ts';
import { NotaryError } from '../session/error.ts';

const isSource = import.meta.url.endsWith('.ts');
/** Sources run as `.ts`, the built package as `.js`; `new URL` is not rewritten by the compiler. */
const entry = fileURLToPath(new URL(`./host/child${isSource ? '.ts' : '.js'}`, import.meta.url));
/** A source takes the packages that it imports as sources too: they may never have been built. */
const NODE_FLAGS = [
  ...(isSource ? ['--conditions=cloudx3-source'] : []),
  '--disable-warning=ExperimentalWarning',
];

const PEER_DESCRIPTOR = 3;
/**
 * A peer that closes the channel may have sent its last bytes just before, and the engine needs a moment to use them.
 * A command that is not over by then has lost its peer.
 */
const PEER_GONE_GRACE_MS = 10_000;
/** Only the place of a panic is ever read from what the child prints; this is enough for it. */
const MAX_STDERR_CHARS = 4096;

export interface ChildDeps {
  /** The Node that runs the child; this process's own by default. */
  readonly nodePath?: string;
  readonly onPhase?: (phase: MpcPhase, at: number) => void;
}

interface Pending {
  readonly name: string;
  readonly resolve: (result: CommandResult) => void;
  readonly reject: (error: NotaryError) => void;
}

/**
 * One engine process as its parent sees it: one command at a time, and the MPC bytes as a duplex. Whatever fails ends
 * the process, which closes the channel, which is how the other party learns of it.
 */
export class MpcChild {
  /** MPC bytes: what is read goes to the other party, what the other party sends is written. */
  readonly channel: Duplex;
  readonly #channelSocket: Socket;
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;
  /** Resolves with the reason once this child is of no more use. */
  readonly ended: Promise<NotaryError>;
  readonly #end = Promise.withResolvers<NotaryError>();
  readonly #onPhase: ((phase: MpcPhase, at: number) => void) | undefined;
  #pending: Pending | undefined;
  #failure: NotaryError | undefined;
  #stderr = '';
  #peerGone: NodeJS.Timeout | undefined;

  constructor({ nodePath = process.execPath, onPhase }: ChildDeps) {
    this.#onPhase = onPhase;
    this.ended = this.#end.promise;
    this.#process = spawn(nodePath, [...NODE_FLAGS, entry], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      // Nothing of the parent's environment: it may hold secrets, and flags that are not meant for this process.
      env: {},
    });
    // A pipe of a child's stdio is a socket in Node.
    this.#channelSocket = this.#process.stdio[PEER_DESCRIPTOR] as Socket;
    this.channel = this.#channelSocket;
    // The owner of the channel listens if it wants to; a broken pipe must not end this process.
    this.channel.on('error', () => undefined);
    for (const event of ['finish', 'close']) this.channel.once(event, () => this.#peerLeft());
    this.#exited = once(this.#process, 'exit').catch(() => undefined);
    this.#listen();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Bytes that have passed over the channel, both ways together. */
  get channelBytes(): number {
    return this.#channelSocket.bytesRead + this.#channelSocket.bytesWritten;
  }

  /** Why this child is of no more use, once that is so. */
  get failure(): NotaryError | undefined {
    return this.#failure;
  }

  start(start: ChildStart): Promise<CommandResult> {
    return this.#ask({ type: 'start', start }, 'start');
  }

  run(command: ChildCommand): Promise<CommandResult> {
    return this.#ask({ type: 'command', command }, command.name);
  }

  /** Ends the process at once and fails what it was doing. */
  fail(error: NotaryError): void {
    this.#failure ??= error;
    clearTimeout(this.#peerGone);
    this.#process.kill('SIGKILL');
    this.channel.destroy();
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.reject(this.#failure);
    this.#end.resolve(this.#failure);
  }

  /** Ends the process and waits until it is gone. May be called again. */
  async close(): Promise<void> {
    this.fail(new NotaryError('mpc.wrong_state', 'The MPC session was closed.'));
    if (this.#process.pid !== undefined) await this.#exited;
  }

  #ask(message: ToChild, name: string): Promise<CommandResult> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#pending !== undefined) {
      return Promise.reject(
        new NotaryError(
          'mpc.wrong_state',
          `"${name}" was asked for while "${this.#pending.name}" is running.`,
        ),
      );
    }
    return new Promise((resolve, reject) => {
      this.#pending = { name, resolve, reject };
      this.#process.send(message, (error) => {
        if (error !== null) this.fail(this.#crashError(error));
      });
    });
  }

  #peerLeft(): void {
    const error = new NotaryError('mpc.peer_gone', 'The other party closed the MPC channel.', {
      ...(this.#pending === undefined ? {} : { step: this.#pending.name }),
    });
    if (this.#pending === undefined) this.fail(error);
    else this.#peerGone ??= setTimeout(() => this.fail(error), PEER_GONE_GRACE_MS);
  }

  #listen(): void {
    this.#process.on('message', (message) => this.#receive(message as FromChild));
    this.#process.on('error', (error) => this.fail(this.#crashError(error)));
    this.#process.stderr?.setEncoding('latin1').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_STDERR_CHARS);
    });
    // `close` comes after stderr has been read to its end, `exit` does not.
    this.#process.on('close', () => this.fail(this.#crashError()));
  }

  #receive(message: FromChild): void {
    if (message.type === 'phase') {
      this.#onPhase?.(message.phase, message.at);
      return;
    }
    const pending = this.#pending;
    if (pending === undefined) return;
    if (message.type === 'failed') {
      this.fail(readFailure(pending.name, message));
      return;
    }
    this.#pending = undefined;
    pending.resolve(message.type === 'done' ? message.result : undefined);
  }

  #crashError(cause?: unknown): NotaryError {
    const place = /panicked at ([\w/.-]+:\d+:\d+)/.exec(this.#stderr)?.[1];
    const { exitCode, signalCode } = this.#process;
    const how = signalCode === null ? `exit code ${exitCode ?? 'none'}` : `signal ${signalCode}`;
    const where = place === undefined ? '' : `, panicked at ${place}`;
    return new NotaryError('mpc.child_crashed', `The MPC process ended unexpectedly (${how}${where}).`, {
      ...(this.#pending === undefined ? {} : { step: this.#pending.name }),
      cause,
    });
  }
}
