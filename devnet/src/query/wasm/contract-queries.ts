import {
  QueryBuildAddressRequest,
  QueryBuildAddressResponse,
  QueryContractHistoryRequest,
  QueryContractHistoryResponse,
  QueryContractInfoRequest,
  QueryContractInfoResponse,
  QueryContractsByCodeRequest,
  QueryContractsByCodeResponse,
  QueryContractsByCreatorRequest,
  QueryContractsByCreatorResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/query';
import { ContractCodeHistoryEntry } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { Application } from '../../app/application.ts';
import type { ExecutionContext } from '../../state/context.ts';
import type { Key } from '../../state/kv.ts';
import { undefinedError, wasmError } from '../../tx/sdk-error.ts';
import { predictableAddress } from '../../wasm/addresses.ts';
import { contractInfo, entriesUnder, noSuchContract } from '../../wasm/contract-store.ts';
import { isJson } from '../../wasm/json.ts';
import { byCodePrefix, byCreatorPrefix, historyPrefix, POSITION_BYTES } from '../../wasm/keys.ts';
import type { Keyed } from '../pagination.ts';
import { QueryStatusError } from '../query-error.ts';
import type { QueryService } from '../query-service.ts';
import { handler } from '../query-service.ts';
import { WASM_SERVICE as SERVICE } from './service.ts';
import { wasmPage } from './wasm-pagination.ts';

const CHECKSUM_BYTES = 32;

export function contractQueries(app: Application): QueryService {
  return { ...lists(app), ...single(app) };
}

function single({ addresses }: Application): QueryService {
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
    [`${SERVICE}/BuildAddress`]: handler(
      QueryBuildAddressRequest,
      QueryBuildAddressResponse,
      (_ctx, query) => {
        const checksum = fromHex(query.codeHash, 'code hash');
        const creator = addresses.decode(query.creatorAddress, 'invalid creator address');
        const salt = fromHex(query.salt, 'salt');
        if (salt.length === 0) throw new QueryStatusError('InvalidArgument', 'empty salt');
        if (query.initArgs.length > 0 && !isJson(query.initArgs)) throw wasmError('invalid');
        if (checksum.length !== CHECKSUM_BYTES) throw undefinedError('invalid checksum');
        return { address: addresses.encode(predictableAddress(checksum, creator, salt, query.initArgs)) };
      },
    ),
  };
}

function lists({ addresses }: Application): QueryService {
  const contracts = (ctx: ExecutionContext, prefix: Key): Keyed<string>[] =>
    entriesUnder(ctx, prefix).map(({ key }) => ({
      key,
      value: addresses.encode(key.subarray(POSITION_BYTES)),
    }));
  return {
    [`${SERVICE}/ContractHistory`]: handler(
      QueryContractHistoryRequest,
      QueryContractHistoryResponse,
      (ctx, { address, pagination: page }) => {
        const entries = entriesUnder(ctx, historyPrefix(addresses.decode(address)));
        const all = entries.map(({ key, value }) => ({ key, value: ContractCodeHistoryEntry.decode(value) }));
        const { items, pagination } = wasmPage(all, page);
        return { entries: [...items], pagination };
      },
    ),
    [`${SERVICE}/ContractsByCode`]: handler(
      QueryContractsByCodeRequest,
      QueryContractsByCodeResponse,
      (ctx, query) => {
        if (query.codeId === 0n) throw wasmError('invalid', 'code id');
        const { items, pagination } = wasmPage(contracts(ctx, byCodePrefix(query.codeId)), query.pagination);
        return { contracts: [...items], pagination };
      },
    ),
    [`${SERVICE}/ContractsByCreator`]: handler(
      QueryContractsByCreatorRequest,
      QueryContractsByCreatorResponse,
      (ctx, query) => {
        const prefix = byCreatorPrefix(addresses.decode(query.creatorAddress));
        const { items, pagination } = wasmPage(contracts(ctx, prefix), query.pagination);
        return { contractAddresses: [...items], pagination };
      },
    ),
  };
}

function fromHex(text: string, what: string): Uint8Array {
  if (/^(?:[0-9a-fA-F]{2})*$/.test(text)) return Buffer.from(text, 'hex');
  throw undefinedError(`invalid ${what}: encoding/hex: malformed`);
}
