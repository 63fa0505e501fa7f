import { createSecureContext, rootCertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { MAX_BYTES, NotaryMessageSchema, ProverMessageSchema, create, decode, encode } from '@cloudx3/proto';
import type { MessageInitShape, NotaryMessage } from '@cloudx3/proto';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { FrameSocket } from '../session/frame-socket.ts';
import type { FrameHandler, SocketEnd } from '../session/frame-socket.ts';
import { MAX_FRAME, MAX_STREAM_CHUNK } from '../session/frames.ts';
import type { Frame } from '../session/frames.ts';
import { MpcLink } from '../session/channel-link.ts';
import type { LinkTotals } from '../session/session-link.ts';
import { notaryError } from '../session/error.ts';
import type { NotaryError } from '../session/error.ts';
import { dialFailure, refusedBy } from './failure.ts';

/** Answers of the notary. */
type Answer = Extract<NotaryMessage['kind'], { value: object }>;
export type AnswerCase = Exclude<Answer['case'], 'refusal'>;
export type AnswerValue<C extends AnswerCase> = Extract<Answer, { case: C }>['value'];

export interface ConnectionOptions {
  readonly url: string;
  /** Trust in notaries' own certificates; the system's where it is left out. */
  readonly secureContext: SecureContext | undefined;
  readonly connectMs: number;
  readonly maxSessionBytes: number;
}

/** Trust in the public authorities and in this one (PEM). Reading them all takes milliseconds, so it is made once. */
export function trustBeside(tlsCa: string | undefined): SecureContext | undefined {
  return tlsCa === undefined ? undefined : createSecureContext({ ca: [...rootCertificates, tlsCa] });
}

/** A greeting is far smaller. */
const MAX_EARLY_BYTES = 65_536;
/** WebSocket close code "message too big" (RFC 6455, section 7.4.1). */
const TOO_BIG = 1009;

/**
 * The prover's end of a session on a WebSocket. The notary answers each message once, in order, so that one answer at most waits here; its
 * refusal can come at any time, and ends everything.
 */
export class NotaryConnection {
  /** Resolves with the reason when the session is over, whoever ended it. Never rejects. */
  readonly ended: Promise<NotaryError>;
  readonly #socket: FrameSocket;
  readonly #end: (error: NotaryError) => void;
  readonly #maxSessionBytes: number;
  #error: NotaryError | undefined;
  #link: MpcLink | undefined;
  #onBytes: ((bytes: Uint8Array) => void) | undefined;
  readonly #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #answer: Answer | undefined;
  #onAnswer: (() => void) | undefined;

  private constructor(connect: (handler: FrameHandler) => FrameSocket, maxSessionBytes: number) {
    const ended = Promise.withResolvers<NotaryError>();
    this.ended = ended.promise;
    this.#maxSessionBytes = maxSessionBytes;
    this.#end = (error) => {
      if (this.#error !== undefined) return;
      this.#error = error;
      ended.resolve(error);
      this.#link?.close();
      this.#socket.close();
    };
    this.#socket = connect({
      onFrame: (frame) => this.#onFrame(frame),
      onEnd: (end) => this.#end(endError(end)),
    });
  }

  /** Opens the WebSocket. Rejects with NotaryError `notary.unreachable`, `notary.tls` or `prover.aborted`. */
  static async open(options: ConnectionOptions, signal: AbortSignal): Promise<NotaryConnection> {
    const { url, secureContext, connectMs, maxSessionBytes } = options;
    if (signal.aborted) throw notaryError('prover.aborted');
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME,
      handshakeTimeout: connectMs,
      followRedirects: false,
      ...(secureContext === undefined ? {} : { secureContext }),
    });
    const connection = new NotaryConnection((handler) => new FrameSocket(socket, handler), maxSessionBytes);
    const opened = Promise.withResolvers<undefined>();
    const onAbort = (): void => opened.reject(notaryError('prover.aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('open', () => opened.resolve(undefined));
    socket.once('error', (error) => opened.reject(dialFailure(url, error)));
    try {
      await opened.promise;
      return connection;
    } catch (error) {
      socket.terminate();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Why the session is over, once it is. */
  get error(): NotaryError | undefined {
    return this.#error;
  }

  get totals(): LinkTotals {
    return this.#link?.totals ?? { sent: 0, received: 0 };
  }

  /** From here on MPC bytes go to and from the engine. */
  attach(channel: Duplex): void {
    this.#link = new MpcLink(channel, this.#socket, {
      maxBytes: this.#maxSessionBytes,
      onLimit: () => this.#end(notaryError('notary.protocol', 'The session moved more bytes than allowed')),
    });
    for (const bytes of this.#early.splice(0)) this.#link.fromPeer(bytes);
    if (this.#error !== undefined) this.#link.close();
  }

  /** PROXY mode: TLS bytes of the server go to `onBytes`, in order with the notary's answers. */
  carry(onBytes: (bytes: Uint8Array) => void): void {
    this.#onBytes = onBytes;
    for (const bytes of this.#early.splice(0)) onBytes(bytes);
  }

  /** PROXY mode: TLS bytes for the server, in order with the messages. */
  sendBytes(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += MAX_STREAM_CHUNK) {
      this.#socket.send('stream', bytes.subarray(at, at + MAX_STREAM_CHUNK));
    }
  }

  send(message: MessageInitShape<typeof ProverMessageSchema>): void {
    this.#socket.send('control', encode(ProverMessageSchema, create(ProverMessageSchema, message)));
  }

  /** The notary's next answer, which must be of this kind. Rejects with NotaryError when the session ends, or after `ms`. */
  async answer<C extends AnswerCase>(kind: C, ms: number, signal: AbortSignal): Promise<AnswerValue<C>> {
    const came = Promise.withResolvers<undefined>();
    this.#onAnswer = () => came.resolve(undefined);
    const timer = setTimeout(() => came.reject(notaryError('notary.deadline', `No ${kind} in ${ms} ms`)), ms);
    const onAbort = (): void => came.reject(notaryError('prover.aborted'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await Promise.race([came.promise, this.ended.then((error) => Promise.reject(error))]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      this.#onAnswer = undefined;
    }
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer?.case !== kind) throw notaryError('notary.protocol', `Expected ${kind}`);
    return answer.value as AnswerValue<C>;
  }

  /** For another session (rule SES-3), after the attestation of this one in PROXY mode; this one is over. */
  renew(): NotaryConnection {
    const next = new NotaryConnection((handler) => this.#socket.handOver(handler), this.#maxSessionBytes);
    this.close();
    return next;
  }

  /** Ends the session from this side. */
  close(): void {
    this.#end(notaryError('prover.closed'));
  }

  #onFrame({ kind, bytes }: Frame): void {
    if (kind === 'control') this.#onControl(bytes);
    else if (this.#link !== undefined) this.#link.fromPeer(bytes);
    else if (this.#onBytes !== undefined) this.#onBytes(bytes);
    else this.#onEarly(bytes);
  }

  /** The notary's engine may greet ours before it is there. */
  #onEarly(bytes: Uint8Array): void {
    this.#earlyBytes += bytes.length;
    if (this.#earlyBytes <= MAX_EARLY_BYTES) this.#early.push(bytes);
    else this.#end(notaryError('notary.protocol', 'Too many bytes before the engine was there'));
  }

  #onControl(bytes: Uint8Array): void {
    let message: NotaryMessage;
    try {
      // ENC-2
      message = decode(NotaryMessageSchema, bytes, MAX_BYTES.sessionMessage);
    } catch (cause) {
      this.#end(notaryError('notary.protocol', undefined, { cause }));
      return;
    }
    const { kind } = message;
    if (kind.case === 'refusal') this.#end(refusedBy(kind.value));
    else if (kind.case === undefined || this.#answer !== undefined || this.#onAnswer === undefined) {
      this.#end(notaryError('notary.protocol', 'An answer that nobody asked for'));
    } else {
      this.#answer = kind;
      this.#onAnswer();
    }
  }
}

function endError(end: SocketEnd): NotaryError {
  if (end.how === 'bad_frame')
    return notaryError('notary.protocol', `The notary sent a bad frame (${end.code})`);
  if (end.code === TOO_BIG) return notaryError('notary.protocol', 'The notary found a frame too large');
  return notaryError('notary.gone');
}
