import { messageOf } from '@cloudx3/errors';
import type { Chain } from '../chain/chain.ts';
import { SdkError, sdkError } from '../tx/sdk-error.ts';
import { authQueries } from './auth-queries.ts';
import { bankQueries } from './bank-queries.ts';
import { nodeQueries } from './node-queries.ts';
import { QueryStatusError } from './query-error.ts';
import type { QueryService } from './query-service.ts';
import { txQueries } from './tx-queries.ts';
import { wasmQueries } from './wasm-queries.ts';

interface QueryAnswer {
  readonly code: number;
  readonly codespace: string;
  readonly log: string;
  readonly value: Uint8Array;
  readonly height: number;
}

interface QueryRequest {
  readonly path: string;
  readonly data: Uint8Array;
  /** 0 for the newest. Older state is not kept. */
  readonly height: number;
}

export type AbciQuery = (request: QueryRequest) => QueryAnswer;

const PRUNED =
  'version mismatch on immutable IAVL tree; version does not exist. Version has either been pruned, or is for a future block height';

/** Routes queries to the services of the modules. Never throws: whatever goes wrong becomes an answer with a code. */
export function createAbciQuery(chain: Chain, onDefect: (error: unknown) => void): AbciQuery {
  const services: QueryService = {
    ...authQueries(chain.app),
    ...bankQueries(chain.app),
    ...wasmQueries(chain.app, chain.options.queryMaxGas),
    ...txQueries(chain),
    ...nodeQueries(chain),
  };
  return (request) => {
    const height = chain.head.height;
    try {
      const answer = Object.hasOwn(services, request.path) ? services[request.path] : undefined;
      if (answer === undefined) return unknownPath(request.path);
      const problem = heightProblem(request.height, height);
      if (problem !== undefined) return refusal(problem, 0);
      const value = answer(chain.queryContext(), request.data);
      return { code: 0, codespace: '', log: '', value, height };
    } catch (error) {
      return refusal(asSdkError(error, onDefect), height);
    }
  };
}

function unknownPath(path: string): QueryAnswer {
  const reason = path === '' ? 'no query path provided' : 'unknown query path';
  return refusal(sdkError('unknownRequest', reason), 0);
}

function refusal({ code, codespace, message }: SdkError, height: number): QueryAnswer {
  return { code, codespace, log: message, value: new Uint8Array(), height };
}

/** Only the newest state is kept: this is a node that prunes everything. */
function heightProblem(wanted: number, newest: number): SdkError | undefined {
  const valid = 'please provide a valid height';
  if (wanted < 0) return sdkError('invalidRequest', `cannot query with height < 0; ${valid}`);
  if (wanted > newest) return sdkError('invalidHeight', `cannot query with height in the future; ${valid}`);
  if (wanted === 0 || wanted === newest) return undefined;
  const reason = `failed to load state at height ${wanted}; ${PRUNED} (latest height: ${newest})`;
  return sdkError('notFound', reason);
}

/** The code that baseapp gives to what a service returned. */
function asSdkError(error: unknown, onDefect: (error: unknown) => void): SdkError {
  if (error instanceof SdkError) {
    return sdkError(error.codespace === 'undefined' ? 'invalidRequest' : 'unknownRequest', error.message);
  }
  if (error instanceof QueryStatusError) {
    if (error.status === 'NotFound') return sdkError('keyNotFound', error.message);
    if (error.status === 'InvalidArgument') return sdkError('invalidRequest', error.message);
    return sdkError('unknownRequest', error.message);
  }
  onDefect(error);
  return sdkError('panic', messageOf(error));
}
