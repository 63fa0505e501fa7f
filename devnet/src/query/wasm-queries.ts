import {
  CodeInfoResponse,
  QueryAllContractStateRequest,
  QueryAllContractStateResponse,
  QueryCodeRequest,
  QueryCodeResponse,
  QueryCodesRequest,
  QueryCodesResponse,
  QueryContractHistoryRequest,
  QueryContractHistoryResponse,
  QueryContractInfoRequest,
  QueryContractInfoResponse,
  QueryContractsByCodeRequest,
  QueryContractsByCodeResponse,
  QueryContractsByCreatorRequest,
  QueryContractsByCreatorResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryPinnedCodesRequest,
  QueryPinnedCodesResponse,
  QueryRawContractStateRequest,
  QueryRawContractStateResponse,
  QuerySmartContractStateRequest,
  QuerySmartContractStateResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/query';
import { AccessType } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { Application } from '../app/application.ts';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { OutOfGasError } from '../state/gas-meter.ts';
import type { Key } from '../state/kv.ts';
import { fromKey, prefixEnd } from '../state/kv.ts';
import { sdkError, wasmError } from '../tx/sdk-error.ts';
import { noSuchCode } from '../wasm/code-store.ts';
import { rawState } from '../wasm/queries/wasm.ts';
import {
  contractInfo,
  hasContract,
  history,
  indexedContracts,
  noSuchContract,
} from '../wasm/contract-store.ts';
import { isJson } from '../wasm/json.ts';
import { byCodePrefix, byCreatorPrefix, contractStorePrefix } from '../wasm/keys.ts';
import { paginate } from './pagination.ts';
import { QueryStatusError } from './query-error.ts';
import type { QueryService } from './query-service.ts';
import { handler } from './query-service.ts';

const SERVICE = '/cosmwasm.wasm.v1.Query';

export function wasmQueries(app: Application): QueryService {
  return { ...codeQueries(app), ...contractQueries(app), ...stateQueries(app) };
}

function codeQueries({ codes }: Application): QueryService {
  const describe = (codeId: bigint, info: CodeInfo): CodeInfoResponse =>
    CodeInfoResponse.fromPartial({
      codeId,
      creator: info.creator,
      dataHash: info.codeHash,
      instantiatePermission: info.instantiateConfig,
    });
  return {
    [`${SERVICE}/Codes`]: handler(QueryCodesRequest, QueryCodesResponse, (ctx, query) => {
      const { items, pagination } = paginate(codes.list(ctx), query.pagination);
      return { codeInfos: items.map(({ codeId, info }) => describe(codeId, info)), pagination };
    }),
    [`${SERVICE}/Code`]: handler(QueryCodeRequest, QueryCodeResponse, (ctx, { codeId }) => {
      if (codeId === 0n) throw wasmError('invalid', 'code id');
      const info = codes.info(ctx, codeId);
      if (info === undefined) throw noSuchCode(codeId);
      return { codeInfo: describe(codeId, info), data: codes.bytes(ctx, info.codeHash) };
    }),
    [`${SERVICE}/PinnedCodes`]: handler(QueryPinnedCodesRequest, QueryPinnedCodesResponse, () => ({
      codeIds: [],
    })),
    [`${SERVICE}/Params`]: handler(QueryParamsRequest, QueryParamsResponse, () => ({
      params: {
        codeUploadAccess: { permission: AccessType.ACCESS_TYPE_EVERYBODY, addresses: [] },
        instantiateDefaultPermission: AccessType.ACCESS_TYPE_EVERYBODY,
      },
    })),
  };
}

function contractQueries({ addresses }: Application): QueryService {
  const listed = (ctx: ExecutionContext, prefix: Key): string[] =>
    indexedContracts(ctx, prefix).map((address) => addresses.encode(address));
  return {
    [`${SERVICE}/ContractInfo`]: handler(
      QueryContractInfoRequest,
      QueryContractInfoResponse,
      (ctx, { address }) => {
        const info = contractInfo(ctx, addresses.decode(address));
        if (info === undefined) throw noSuchContract(address);
        return { address, contractInfo: info };
      },
    ),
    [`${SERVICE}/ContractHistory`]: handler(
      QueryContractHistoryRequest,
      QueryContractHistoryResponse,
      (ctx, query) => {
        const entries = history(ctx, addresses.decode(query.address));
        if (entries.length === 0) throw noSuchContract(query.address);
        const { items, pagination } = paginate(entries, query.pagination);
        return { entries: [...items], pagination };
      },
    ),
    [`${SERVICE}/ContractsByCode`]: handler(
      QueryContractsByCodeRequest,
      QueryContractsByCodeResponse,
      (ctx, query) => {
        if (query.codeId === 0n) throw wasmError('invalid', 'code id');
        const { items, pagination } = paginate(listed(ctx, byCodePrefix(query.codeId)), query.pagination);
        return { contracts: [...items], pagination };
      },
    ),
    [`${SERVICE}/ContractsByCreator`]: handler(
      QueryContractsByCreatorRequest,
      QueryContractsByCreatorResponse,
      (ctx, query) => {
        const prefix = byCreatorPrefix(addresses.decode(query.creatorAddress));
        const { items, pagination } = paginate(listed(ctx, prefix), query.pagination);
        return { contractAddresses: [...items], pagination };
      },
    ),
  };
}

function stateQueries({ addresses, wasm }: Application): QueryService {
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
        return { data: bounded(ctx, () => wasm.querySmart(ctx, addresses.decode(address), queryData)) };
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
        const { items, pagination } = paginate(allState(ctx, existing(ctx, address)), page);
        return { models: [...items], pagination };
      },
    ),
  };
}

/** Out of gas ends a query with an error of the chain, not with the end of the process that asked. */
function bounded<T>(ctx: ExecutionContext, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof OutOfGasError)) throw error;
    const figures = `gasWanted: ${ctx.gas.limit}, gasUsed: ${ctx.gas.consumed}`;
    throw sdkError('outOfGas', `out of gas in location: ${error.location}; ${figures}`);
  }
}

function allState(ctx: ExecutionContext, contract: Uint8Array): { key: Uint8Array; value: Uint8Array }[] {
  const prefix = contractStorePrefix(contract);
  const iterator = moduleStore(ctx, 'wasm').iterate(prefix, prefixEnd(prefix), false);
  const models: { key: Uint8Array; value: Uint8Array }[] = [];
  for (let entry = iterator.next(); entry !== undefined; entry = iterator.next()) {
    models.push({ key: fromKey(entry[0].slice(prefix.length)), value: entry[1] });
  }
  return models;
}
