/** A contract's message as a message of the chain. */
export interface EncodedMessage {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

interface MessageCodec<M> {
  readonly typeUrl: string;
  encode(message: M): { finish(): Uint8Array };
}

/** The message with all its fields, by its type. */
export function encoded<M>(codec: MessageCodec<M>, message: M): EncodedMessage {
  return { typeUrl: codec.typeUrl, value: codec.encode(message).finish() };
}
