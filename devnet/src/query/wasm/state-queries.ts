import {
  QueryAllContractStateRequest,
  QueryAllContractStateResponse,
  QueryRawContractStateRequest,
  QueryRawContractStateResponse,
  QuerySmartContractStateRequest,
  QuerySmartContractStateResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/query';
import type { Application } from '../../app/application.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { GasMeter, OutOfGasError } from '../../state/gas-meter.ts';
import { sdkError } from '../../tx/sdk-error.ts';
import { entriesUnder, hasContract, noSuchContract } from '../../wasm/contract-store.ts';
import { isJson } from '../../wasm/json.ts';
import { contractStorePrefix } from '../../wasm/keys.ts';
import { rawState } from '../../wasm/queries/wasm.ts';
import { QueryStatusError } from '../query-error.ts';
import type { QueryService } from '../query-service.ts';
import { handler } from '../query-service.ts';
import { WASM_SERVICE as SERVICE } from './service.ts';
import { wasmPage } from './wasm-pagination.ts';

/** @param maxGas what one query may make a contract use; what is only read from the state is not bounded */
export function stateQueries({ addresses, wasm }: Application, maxGas: number): QueryService {
  const existing = (ctx: ExecutionContext, text: string): Uint8Array => {
    const address = addresses.decode(text);
    if (!hasContract(ctx, address)) throw noSuchContract(text);
    return address;
  };
  return {
    [`${SERVICE}/SmartContractState`]: handler(
      QuerySmartContractStateRequest,
      QuerySmartContractStateResponse,
      (ctx, { address, queryData }) => {
        if (!isJson(queryData)) throw new QueryStatusError('InvalidArgument', 'invalid query data');
        const contract = addresses.decode(address);
        return { data: bounded(ctx, maxGas, (own) => wasm.querySmart(own, contract, queryData)) };
      },
    ),
    [`${SERVICE}/RawContractState`]: handler(
      QueryRawContractStateRequest,
      QueryRawContractStateResponse,
      (ctx, { address, queryData }) => ({
        data: rawState(ctx, existing(ctx, address), queryData) ?? new Uint8Array(),
      }),
    ),
    [`${SERVICE}/AllContractState`]: handler(
      QueryAllContractStateRequest,
      QueryAllContractStateResponse,
      (ctx, { address, pagination: page }) => {
        const entries = entriesUnder(ctx, contractStorePrefix(existing(ctx, address)));
        const { items, pagination } = wasmPage(
          entries.map((entry) => ({ key: entry.key, value: entry })),
          page,
        );
        return { models: [...items], pagination };
      },
    ),
  };
}

/** Out of gas ends a query with an error of the chain, not with the end of the process that asked. */
function bounded<T>(ctx: ExecutionContext, maxGas: number, run: (own: ExecutionContext) => T): T {
  const gas = new GasMeter(maxGas);
  try {
    return run({ ...ctx, gas });
  } catch (error) {
    if (!(error instanceof OutOfGasError)) throw error;
    const figures = `gasWanted: ${gas.limit}, gasUsed: ${gas.consumed}`;
    throw sdkError('outOfGas', `out of gas in location: ${error.location}; ${figures}`);
  }
}
