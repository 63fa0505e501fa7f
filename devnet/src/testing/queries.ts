import type { ExecutionContext } from '../state/context.ts';
import type { QueryService } from '../query/query-service.ts';

interface Codec<T> {
  encode(message: T): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
  fromPartial(partial: never): T;
}

/** Asks one method of a service, with the messages that clients use. Throws what the service throws. */
export function askerOf(service: QueryService, context: () => ExecutionContext) {
  return <Q, R>(path: string, request: Codec<Q>, response: Codec<R>, fields: object = {}): R => {
    const answer = service[path];
    if (answer === undefined) throw new Error(`there is no ${path}`);
    const bytes = request.encode(request.fromPartial(fields as never)).finish();
    return response.decode(answer(context(), bytes));
  };
}
