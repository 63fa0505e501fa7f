import {
  CodeInfoResponse,
  QueryCodeInfoRequest,
  QueryCodeInfoResponse,
  QueryCodeRequest,
  QueryCodeResponse,
  QueryCodesRequest,
  QueryCodesResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryPinnedCodesRequest,
  QueryPinnedCodesResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/query';
import type { CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import { AccessType } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { Application } from '../../app/application.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { uint64Bytes } from '../../state/uint64.ts';
import { wasmError } from '../../tx/sdk-error.ts';
import { noSuchCode } from '../../wasm/code-store.ts';
import type { QueryService } from '../query-service.ts';
import { handler } from '../query-service.ts';
import { WASM_SERVICE as SERVICE } from './service.ts';
import { wasmPage } from './wasm-pagination.ts';

const EVERYBODY = AccessType.ACCESS_TYPE_EVERYBODY;

export function codeQueries({ codes }: Application): QueryService {
  const find = (ctx: ExecutionContext, codeId: bigint): CodeInfo => {
    if (codeId === 0n) throw wasmError('invalid', 'code id');
    const info = codes.info(ctx, codeId);
    if (info === undefined) throw noSuchCode(codeId);
    return info;
  };
  return {
    [`${SERVICE}/Codes`]: handler(QueryCodesRequest, QueryCodesResponse, (ctx, query) => {
      const all = codes.list(ctx).map(({ codeId, info }) => ({
        key: uint64Bytes(codeId),
        value: describe(codeId, info),
      }));
      const { items, pagination } = wasmPage(all, query.pagination);
      return { codeInfos: [...items], pagination };
    }),
    [`${SERVICE}/Code`]: handler(QueryCodeRequest, QueryCodeResponse, (ctx, { codeId }) => {
      const info = find(ctx, codeId);
      return { codeInfo: describe(codeId, info), data: codes.bytes(ctx, info.codeHash) };
    }),
    [`${SERVICE}/CodeInfo`]: handler(QueryCodeInfoRequest, QueryCodeInfoResponse, (ctx, { codeId }) => {
      const { creator, codeHash: checksum, instantiateConfig } = find(ctx, codeId);
      return { codeId, creator, checksum, instantiatePermission: instantiateConfig };
    }),
    [`${SERVICE}/PinnedCodes`]: handler(QueryPinnedCodesRequest, QueryPinnedCodesResponse, (_ctx, query) => {
      const { pagination } = wasmPage([], query.pagination);
      return { codeIds: [], pagination };
    }),
    [`${SERVICE}/Params`]: handler(QueryParamsRequest, QueryParamsResponse, () => ({
      params: {
        codeUploadAccess: { permission: EVERYBODY, addresses: [] },
        instantiateDefaultPermission: EVERYBODY,
      },
    })),
  };
}

function describe(codeId: bigint, { creator, codeHash, instantiateConfig }: CodeInfo): CodeInfoResponse {
  const instantiatePermission = instantiateConfig;
  return CodeInfoResponse.fromPartial({ codeId, creator, dataHash: codeHash, instantiatePermission });
}
