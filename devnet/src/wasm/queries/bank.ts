import { isDenom, toWire } from '../../bank/coins.ts';
import type { ExecutionContext } from '../../state/context.ts';
import { sdkError } from '../../tx/sdk-error.ts';
import { VmError } from '../../vm/vm-error.ts';
import { asObject, asText, isGiven } from '../decode-json.ts';
import type { JsonObject } from '../json.ts';
import { jsonBytes } from '../json.ts';
import type { ContractQueryDeps } from './deps.ts';
import { addressOf } from './deps.ts';
import { unsupported } from './system-error.ts';

/** Throws SdkError, SystemQueryError, ShapeError or VmError. */
export function answerBankQuery(
  deps: ContractQueryDeps,
  ctx: ExecutionContext,
  query: JsonObject,
): Uint8Array {
  const { all_balances: all, balance, supply } = query;
  if (isGiven(all)) return allBalances(deps, ctx, asObject(all, 'all_balances'));
  if (isGiven(balance)) return balanceOf(deps, ctx, asObject(balance, 'balance'));
  if (isGiven(supply)) {
    const denom = denomOf(asObject(supply, 'supply'));
    return coin(denom, deps.bank.supply(ctx, denom));
  }
  if (isGiven(query['denom_metadata'])) throw sdkError('notFound');
  if (isGiven(query['all_denom_metadata'])) return jsonBytes({ metadata: [] });
  return unsupported('unknown BankQuery variant');
}

function coin(denom: string, amount: bigint): Uint8Array {
  return jsonBytes({ amount: { denom, amount: amount.toString() } });
}

function allBalances(deps: ContractQueryDeps, ctx: ExecutionContext, query: JsonObject): Uint8Array {
  const coins = deps.bank.balances(ctx, addressOf(deps, asText(query['address'], 'address')));
  return jsonBytes({ amount: toWire(coins) });
}

function balanceOf(deps: ContractQueryDeps, ctx: ExecutionContext, query: JsonObject): Uint8Array {
  const address = addressOf(deps, asText(query['address'], 'address'));
  const denom = denomOf(query);
  return coin(denom, deps.bank.balance(ctx, address, denom));
}

/** x/bank panics over a denomination that cannot be; the VM ends the call of the contract that asked. */
function denomOf(query: JsonObject): string {
  const denom = asText(query['denom'], 'denom');
  if (isDenom(denom)) return denom;
  throw new VmError("Error calling into the VM's backend: Panic in FFI call");
}
