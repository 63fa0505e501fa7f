import type { ExecutionContext } from '../state/context.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import { GasMeter } from '../state/gas-meter.ts';
import { SdkError } from '../tx/sdk-error.ts';
import { ShapeError, asObject, isGiven } from './decode-json.ts';
import type { JsonObject } from './json.ts';
import { base64, jsonBytes, parseJson } from './json.ts';
import { answerBankQuery } from './queries/bank.ts';
import type { ContractQueryDeps } from './queries/deps.ts';
import { SystemQueryError, unsupported } from './queries/system-error.ts';
import { answerWasmQuery } from './queries/wasm.ts';

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
    return jsonBytes(outcome(deps, sub, request));
  } finally {
    ctx.gas.consume(gas.consumed, 'contract sub-query');
  }
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

function route(deps: ContractQueryDeps, ctx: ExecutionContext, request: JsonObject): Uint8Array {
  const { bank, custom, ibc, staking, stargate, grpc, wasm, distribution } = request;
  if (isGiven(bank)) return answerBankQuery(deps, ctx, asObject(bank, 'bank'));
  if (isGiven(custom)) return unsupported('custom');
  if (isGiven(ibc)) return unsupported('ibc');
  if (isGiven(staking)) return unsupported('staking');
  if (isGiven(stargate)) return unsupported('Stargate queries are disabled on this chain');
  if (isGiven(grpc)) return unsupported('gRPC queries are disabled on this chain');
  if (isGiven(wasm)) return answerWasmQuery(deps, ctx, asObject(wasm, 'wasm'));
  if (isGiven(distribution)) return unsupported('distribution');
  throw new SystemQueryError({ unknown: {} });
}
