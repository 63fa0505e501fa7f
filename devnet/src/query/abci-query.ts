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

/** Routes queries to the services of the modules. Never throws: whatever goes wrong becomes an answer with a code. */
export function createAbciQuery(chain: Chain, onDefect: (error: unknown) => void): AbciQuery {
  const services: QueryService = {
    ...authQueries(chain.app),
    ...bankQueries(chain.app),
    ...wasmQueries(chain.app),
    ...txQueries(chain),
    ...nodeQueries(chain),
  };
  return (request) => {
    const height = chain.head.height;
    try {
      if (request.height > height) {
        throw new QueryStatusError(
          'InvalidArgument',
          'cannot query with height in the future; please provide a valid height',
        );
      }
      const answer = Object.hasOwn(services, request.path) ? services[request.path] : undefined;
      if (answer === undefined) return unknownPath();
      const value = answer(chain.queryContext(chain.options.queryMaxGas), request.data);
      return { code: 0, codespace: '', log: '', value, height };
    } catch (error) {
      const { code, codespace, message } = asSdkError(error, onDefect);
      return { code, codespace, log: message, value: new Uint8Array(), height };
    }
  };
}

function unknownPath(): QueryAnswer {
  const { code, codespace, message } = sdkError('unknownRequest', 'unknown query path');
  return { code, codespace, log: message, value: new Uint8Array(), height: 0 };
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
  return sdkError('panic', error instanceof Error ? error.message : String(error));
}
