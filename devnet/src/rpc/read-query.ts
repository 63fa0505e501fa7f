import type { Condition } from '../event-query/parse.ts';
import { parseEventQuery, QueryError } from '../event-query/parse.ts';
import { RpcError } from './rpc-error.ts';

const MAX_QUERY_BYTES = 512;

/** Reads a query that a client sent. Throws RpcError, in CometBFT's words behind `refusal`. */
export function readQuery(query: string, refusal = ''): Condition[] {
  if (Buffer.byteLength(query) > MAX_QUERY_BYTES) {
    throw new RpcError('internal', 'maximum query length exceeded');
  }
  try {
    return parseEventQuery(query);
  } catch (error) {
    throw error instanceof QueryError ? new RpcError('internal', `${refusal}${error.message}`) : error;
  }
}
