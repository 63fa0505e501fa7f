import type { Coin } from '../bank/coins.ts';
import { toWire } from '../bank/coins.ts';
import { wasmError } from '../tx/sdk-error.ts';
import type { ContractResponse, ContractResult } from './contract-response.ts';
import { jsonBytes } from './json.ts';

/** Who calls, and with which funds: the second argument of instantiate and execute. */
export function messageInfo(sender: string, funds: readonly Coin[]): Uint8Array {
  return jsonBytes({ sender, funds: toWire(funds) });
}

const FAILED = {
  instantiate: 'instantiateFailed',
  execute: 'executeFailed',
  migrate: 'migrationFailed',
  reply: 'executeFailed',
} as const;

/** The response, or the contract's own error as the chain reports it: under the entry point's code. */
export function unwrap(
  result: ContractResult<ContractResponse>,
  entryPoint: keyof typeof FAILED,
): ContractResponse {
  if ('error' in result) throw wasmError(FAILED[entryPoint], result.error, { deterministic: true });
  return result.ok;
}
