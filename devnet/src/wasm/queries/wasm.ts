import type { ExecutionContext } from '../../state/context.ts';
import { moduleStore } from '../../state/context.ts';
import { toKey } from '../../state/kv.ts';
import { wasmError } from '../../tx/sdk-error.ts';
import { noSuchCode } from '../code-store.ts';
import { contractInfo, noSuchContract } from '../contract-store.ts';
import { asBytes, asObject, asText, asUint64, isGiven } from '../decode-json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { isJson, jsonBytes } from '../json.ts';
import { contractStorePrefix } from '../keys.ts';
import type { ContractQueryDeps } from './deps.ts';
import { addressOf } from './deps.ts';
import { unsupported } from './system-error.ts';

const NOTHING = new Uint8Array();

/** Throws SdkError, SystemQueryError or ShapeError. */
export function answerWasmQuery(
  deps: ContractQueryDeps,
  ctx: ExecutionContext,
  query: JsonObject,
): Uint8Array {
  const { smart, raw, contract_info: info, code_info: code } = query;
  if (isGiven(smart)) return askContract(deps, ctx, asObject(smart, 'smart'));
  if (isGiven(raw)) {
    const { key } = asObject(raw, 'raw');
    return rawState(ctx, contractOf(deps, raw, 'raw'), asBytes(key, 'key') ?? NOTHING) ?? NOTHING;
  }
  if (isGiven(info)) return describeContract(deps, ctx, contractOf(deps, info, 'contract_info'));
  if (isGiven(code))
    return describeCode(deps, ctx, asUint64(asObject(code, 'code_info')['code_id'], 'code_id'));
  return unsupported('unknown WasmQuery variant');
}

function contractOf(deps: ContractQueryDeps, value: JsonValue | undefined, field: string): Uint8Array {
  return addressOf(deps, asText(asObject(value, field)['contract_addr'], 'contract_addr'));
}

function askContract(deps: ContractQueryDeps, ctx: ExecutionContext, smart: JsonObject): Uint8Array {
  const contract = contractOf(deps, smart, 'smart');
  const msg = asBytes(smart['msg'], 'msg') ?? NOTHING;
  if (!isJson(msg)) throw wasmError('invalid').wrap('json msg');
  return deps.smart(ctx, contract, msg);
}

/** One value of a contract's storage; undefined where there is none. */
export function rawState(
  ctx: ExecutionContext,
  contract: Uint8Array,
  key: Uint8Array,
): Uint8Array | undefined {
  if (key.length === 0) return undefined;
  return moduleStore(ctx, 'wasm').get(contractStorePrefix(contract) + toKey(key));
}

function describeContract(deps: ContractQueryDeps, ctx: ExecutionContext, address: Uint8Array): Uint8Array {
  const info = contractInfo(ctx, address);
  if (info === undefined) throw noSuchContract(deps.addresses.encode(address));
  return jsonBytes({
    code_id: info.codeId,
    creator: info.creator,
    ...(info.admin === '' ? {} : { admin: info.admin }),
    pinned: deps.codes.isPinned(ctx, info.codeId),
    ...(info.ibcPortId === '' ? {} : { ibc_port: info.ibcPortId }),
    ...(info.ibc2PortId === '' ? {} : { ibc2_port: info.ibc2PortId }),
  });
}

function describeCode(deps: ContractQueryDeps, ctx: ExecutionContext, codeId: bigint): Uint8Array {
  if (codeId === 0n) throw wasmError('empty', 'code id');
  const info = deps.codes.info(ctx, codeId);
  if (info === undefined) throw noSuchCode(codeId);
  const checksum = Buffer.from(info.codeHash).toString('hex');
  return jsonBytes({ code_id: codeId, creator: info.creator, checksum });
}
