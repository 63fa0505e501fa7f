import type { DeepPartial } from 'cosmjs-types/helpers';
import type { ExecutionContext } from '../state/context.ts';
import { undefinedError } from '../tx/sdk-error.ts';

/** Answers one query: protobuf in, protobuf out. Throws QueryStatusError or SdkError. */
export type QueryHandler = (ctx: ExecutionContext, request: Uint8Array) => Uint8Array;

/** Handlers by path, such as `/cosmos.bank.v1beta1.Query/Balance`. */
export type QueryService = Readonly<Record<string, QueryHandler>>;

interface Codec<T> {
  decode(bytes: Uint8Array): T;
}

interface Encodable<T> {
  encode(message: T): { finish(): Uint8Array };
  fromPartial(partial: never): T;
}

/** Binds a typed answer to its request and response messages. Fields that an answer leaves out have their default. */
export function handler<Q, R>(
  request: Codec<Q>,
  response: Encodable<R>,
  answer: (ctx: ExecutionContext, query: Q) => DeepPartial<R>,
): QueryHandler {
  return (ctx, bytes) => {
    const query = decoded(request, bytes);
    return response.encode(response.fromPartial(answer(ctx, query) as never)).finish();
  };
}

function decoded<Q>(request: Codec<Q>, bytes: Uint8Array): Q {
  try {
    return request.decode(bytes);
  } catch (error) {
    throw undefinedError(error instanceof Error ? error.message : 'malformed request');
  }
}
