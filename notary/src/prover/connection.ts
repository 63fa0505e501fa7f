import type { Duplex } from 'node:stream';
import { MAX_BYTES, NotaryMessageSchema, ProverMessageSchema, create, decode, encode } from '@cloudx3/proto';
import type { MessageInitShape, NotaryMessage } from '@cloudx3/proto';
import { ChannelLink } from '../session/channel-link.ts';
import { notaryError } from '../session/error.ts';
import type { NotaryError } from '../session/error.ts';
import type { FrameHandler, FrameSocket, SocketEnd } from '../session/frame-socket.ts';
import type { Frame } from '../session/frames.ts';
import { Answers } from './answers.ts';
import type { AnswerCase, AnswerValue } from './answers.ts';
import { refusedBy } from './failure.ts';

/** A greeting is far smaller. */
const MAX_EARLY_BYTES = 65_536;
/** WebSocket close code "message too big" (RFC 6455, section 7.4.1). */
const TOO_BIG = 1009;

/** The prover's end of a session on a WebSocket. A refusal can come at any time, and ends everything. */
export class NotaryConnection {
  /** Resolves with the reason when the session is over, whoever ended it. Never rejects. */
  readonly ended: Promise<NotaryError>;
  readonly #socket: FrameSocket;
  readonly #end: (error: NotaryError) => void;
  readonly #maxSessionBytes: number;
  readonly #answers: Answers;
  #error: NotaryError | undefined;
  #link: ChannelLink | undefined;
  #onBytes: ((bytes: Uint8Array) => void) | undefined;
  readonly #early: Uint8Array[] = [];
  #earlyBytes = 0;

  constructor(connect: (handler: FrameHandler) => FrameSocket, maxSessionBytes: number) {
    const ended = Promise.withResolvers<NotaryError>();
    this.ended = ended.promise;
    this.#answers = new Answers(ended.promise);
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

  /** Why the session is over, once it is. */
  get error(): NotaryError | undefined {
    return this.#error;
  }

  /** From here on the stream goes to and from an engine's channel. */
  attach(channel: Duplex): void {
    this.#link = new ChannelLink(channel, this.#socket, {
      maxBytes: this.#maxSessionBytes,
      onLimit: () => this.#end(notaryError('notary.protocol', 'The session moved more bytes than allowed')),
    });
    for (const bytes of this.#early.splice(0)) this.#link.fromPeer(bytes);
    if (this.#error !== undefined) this.#link.close();
  }

  /** From here on the stream goes to `onBytes`, in order with the notary's answers. */
  listen(onBytes: (bytes: Uint8Array) => void): void {
    this.#onBytes = onBytes;
    for (const bytes of this.#early.splice(0)) onBytes(bytes);
  }

  /** Sends bytes of the stream, in order with the messages. */
  stream(bytes: Uint8Array): void {
    this.#socket.stream(bytes);
  }

  send(message: MessageInitShape<typeof ProverMessageSchema>): void {
    this.#socket.send('control', encode(ProverMessageSchema, create(ProverMessageSchema, message)));
  }

  /** The notary's next answer, which must be of this kind. Rejects with NotaryError when the session ends, or after `ms`. */
  answer<C extends AnswerCase>(kind: C, ms: number, signal: AbortSignal): Promise<AnswerValue<C>> {
    return this.#answers.next(kind, ms, signal);
  }

  /** For another session (rule SES-3), after the attestation of this one; this one is over. */
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
    else if (kind.case === undefined || !this.#answers.take(kind))
      this.#end(notaryError('notary.protocol', 'An answer that nobody asked for'));
  }
}

function endError(end: SocketEnd): NotaryError {
  if (end.how === 'bad_frame')
    return notaryError('notary.protocol', `The notary sent a bad frame (${end.code})`);
  if (end.code === TOO_BIG) return notaryError('notary.protocol', 'The notary found a frame too large');
  return notaryError('notary.gone');
}
