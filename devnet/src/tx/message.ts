import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { sdkError } from './sdk-error.ts';

export interface MessageResponse {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** One kind of message: how it is read, who must sign it and what it does. */
export interface MessageType<M> {
  readonly typeUrl: string;
  readonly responseTypeUrl: string;
  decode(bytes: Uint8Array): M;
  /** Stateless checks (ValidateBasic). Throws SdkError. */
  validate(msg: M): void;
  signer(msg: M): string;
  /** Runs the message and returns the encoded response. */
  handle(ctx: ExecutionContext, msg: M): Uint8Array;
}

/** A decoded message bound to its kind. */
export interface Message {
  readonly typeUrl: string;
  readonly signer: string;
  validate(): void;
  handle(ctx: ExecutionContext): MessageResponse;
}

/** All kinds of messages of this chain. */
export class MessageRouter {
  readonly #types = new Map<string, (bytes: Uint8Array) => Message>();

  register<M>(type: MessageType<M>): void {
    this.#types.set(type.typeUrl, (bytes) => bind(type, type.decode(bytes)));
  }

  /** Throws SdkError `tx parse error` for unknown kinds and malformed bytes. */
  decode(typeUrl: string, value: Uint8Array): Message {
    const decode = this.#types.get(typeUrl);
    if (decode === undefined) throw sdkError('txDecode', `unable to resolve type URL ${typeUrl}`);
    try {
      return decode(value);
    } catch (error) {
      throw sdkError('txDecode', error instanceof Error ? error.message : 'malformed message');
    }
  }
}

/** Binds a decoded message to its kind; contracts' messages come this way too, without a detour over bytes. */
function bind<M>(type: MessageType<M>, msg: M): Message {
  return {
    typeUrl: type.typeUrl,
    signer: type.signer(msg),
    validate: () => type.validate(msg),
    handle: (ctx) => {
      // The circuit breaker of wasmd looks up every message kind; nothing is ever switched off here.
      moduleStore(ctx, 'circuit').has(`\x02${type.typeUrl}`);
      type.validate(msg);
      return { typeUrl: type.responseTypeUrl, value: type.handle(ctx, msg) };
    },
  };
}
