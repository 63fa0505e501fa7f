import type { AddressCodec } from '../auth/address.ts';
import type { BankKeeper } from '../bank/bank-keeper.ts';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import { GasMeter } from '../state/gas-meter.ts';
import { toKey } from '../state/kv.ts';
import type { SystemErrorJson } from '../tx/sdk-error.ts';
import { SdkError, sdkError, wasmError } from '../tx/sdk-error.ts';
import type { CodeStore } from './code-store.ts';
import { noSuchCode } from './code-store.ts';
import { contractInfo, noSuchContract } from './contract-store.ts';
import { ShapeError, asBytes, asObject, asText, asUint64 } from './decode-json.ts';
import type { JsonObject } from './json.ts';
import { base64, isJson, parseJson, stringifyJson } from './json.ts';
import { contractStorePrefix } from './keys.ts';

export interface ContractQueryDeps {
  readonly addresses: AddressCodec;
  readonly bank: BankKeeper;
  readonly codes: CodeStore;
  readonly smart: (ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array) => Uint8Array;
}

/** Ends a query with something that the asking contract is told as a SystemError. */
class SystemQueryError extends Error {
  override readonly name = 'SystemQueryError';
  readonly system: SystemErrorJson;

  constructor(system: SystemErrorJson) {
    super('system error in a contract query');
    this.system = system;
  }
}

/**
 * Answers what a contract asks the chain: the JSON of SystemResult<ContractResult<Binary>>. It runs on its own meter
 * and sees uncommitted state, but cannot change any.
 */
export function answerContractQuery(
  deps: ContractQueryDeps,
  ctx: ExecutionContext,
  request: Uint8Array,
  gasLimit: number,
): Uint8Array {
  const gas = new GasMeter(gasLimit);
  const sub: ExecutionContext = { ...ctx, gas, store: new CacheLayer(ctx.store), events: [] };
  try {
    return encode(outcome(deps, sub, request));
  } finally {
    ctx.gas.consume(gas.consumed, 'contract sub-query');
  }
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(stringifyJson(value));
}

function outcome(deps: ContractQueryDeps, ctx: ExecutionContext, request: Uint8Array): unknown {
  try {
    const parsed = asObject(parseJson(Buffer.from(request).toString('utf8')), 'request');
    return { ok: { ok: base64(route(deps, ctx, parsed)) } };
  } catch (error) {
    if (error instanceof SystemQueryError) return { error: error.system };
    if (error instanceof ShapeError || error instanceof SyntaxError) {
      return { error: { invalid_request: { error: error.message, request: base64(request) } } };
    }
    if (error instanceof SdkError)
      return error.system ? { error: error.system } : { ok: { error: error.redacted() } };
    throw error;
  }
}

function unsupported(kind: string): never {
  throw new SystemQueryError({ unsupported_request: { kind } });
}

function route(deps: ContractQueryDeps, ctx: ExecutionContext, request: JsonObject): Uint8Array {
  if (request['bank'] !== undefined) return bankQuery(deps, ctx, asObject(request['bank'], 'bank'));
  if (request['wasm'] !== undefined) return wasmQuery(deps, ctx, asObject(request['wasm'], 'wasm'));
  if (request['custom'] !== undefined) return unsupported('custom');
  if (request['stargate'] !== undefined) return unsupported('Stargate queries are disabled on this chain');
  if (request['grpc'] !== undefined) return unsupported('gRPC queries are disabled on this chain');
  for (const module of ['staking', 'distribution', 'ibc'])
    if (request[module] !== undefined) return unsupported(module);
  throw new SystemQueryError({ unknown: {} });
}

function bankQuery(deps: ContractQueryDeps, ctx: ExecutionContext, query: JsonObject): Uint8Array {
  const coin = (denom: string, amount: bigint): Uint8Array =>
    encode({ amount: { denom, amount: amount.toString() } });
  if (query['balance'] !== undefined) {
    const { address, denom } = asObject(query['balance'], 'balance');
    const name = asText(denom, 'denom');
    return coin(name, deps.bank.balance(ctx, addressOf(deps, asText(address, 'address')), name));
  }
  if (query['supply'] !== undefined) {
    const name = asText(asObject(query['supply'], 'supply')['denom'], 'denom');
    return coin(name, deps.bank.supply(ctx, name));
  }
  if (query['all_balances'] !== undefined) {
    const { address } = asObject(query['all_balances'], 'all_balances');
    const coins = deps.bank.balances(ctx, addressOf(deps, asText(address, 'address')));
    return encode({ amount: coins.map(({ denom, amount }) => ({ denom, amount: amount.toString() })) });
  }
  if (query['denom_metadata'] !== undefined) throw sdkError('notFound');
  return unsupported('unknown BankQuery variant');
}

function addressOf(deps: ContractQueryDeps, text: string): Uint8Array {
  const address = deps.addresses.tryDecode(text);
  if (address instanceof Uint8Array) return address;
  throw sdkError('invalidAddress', text);
}

function wasmQuery(deps: ContractQueryDeps, ctx: ExecutionContext, query: JsonObject): Uint8Array {
  const contractOf = (value: JsonObject): Uint8Array =>
    addressOf(deps, asText(value['contract_addr'], 'contract_addr'));
  if (query['smart'] !== undefined) {
    const smart = asObject(query['smart'], 'smart');
    const msg = asBytes(smart['msg'], 'msg') ?? new Uint8Array();
    if (!isJson(msg)) throw wasmError('invalid').wrap('json msg');
    return deps.smart(ctx, contractOf(smart), msg);
  }
  if (query['raw'] !== undefined) {
    const raw = asObject(query['raw'], 'raw');
    return rawState(ctx, contractOf(raw), asBytes(raw['key'], 'key') ?? new Uint8Array()) ?? new Uint8Array();
  }
  if (query['contract_info'] !== undefined) {
    const address = contractOf(asObject(query['contract_info'], 'contract_info'));
    return describeContract(deps, ctx, address);
  }
  if (query['code_info'] !== undefined) {
    return describeCode(deps, ctx, asUint64(asObject(query['code_info'], 'code_info')['code_id'], 'code_id'));
  }
  return unsupported('unknown WasmQuery variant');
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
  return encode({
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
  return encode({
    code_id: codeId,
    creator: info.creator,
    checksum: Buffer.from(info.codeHash).toString('hex'),
  });
}
