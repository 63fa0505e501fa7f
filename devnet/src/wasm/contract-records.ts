import {
  ContractCodeHistoryEntry,
  ContractCodeHistoryOperationType,
} from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { ContractInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { AccountKeeper } from '../auth/account-keeper.ts';
import type { AddressCodec } from '../auth/address.ts';
import type { ExecutionContext } from '../state/context.ts';
import { sdkError, wasmError } from '../tx/sdk-error.ts';
import * as contracts from './contract-store.ts';

/** The contract, if `caller` is its admin. Throws SdkError `invalid request` or `unauthorized`. */
export function modifiableContract(
  addresses: AddressCodec,
  ctx: ExecutionContext,
  contract: Uint8Array,
  caller: Uint8Array,
  what: string,
): ContractInfo {
  const info = contracts.contractInfo(ctx, contract);
  if (info === undefined) throw sdkError('invalidRequest', 'unknown contract');
  if (info.admin === '' || info.admin !== addresses.encode(caller)) {
    throw sdkError('unauthorized', what);
  }
  return info;
}

/** Makes sure that the address has an account, and that it is nobody else's. */
export function claimAccount(accounts: AccountKeeper, ctx: ExecutionContext, address: Uint8Array): void {
  if (contracts.hasContract(ctx, address)) {
    const reason =
      'contract address already exists, try a different combination of creator, checksum and salt';
    throw wasmError('duplicate', reason);
  }
  const existing = accounts.get(ctx, address);
  if (existing === undefined) return void accounts.create(ctx, address);
  if (existing.sequence !== 0n || existing.publicKey !== undefined) {
    throw wasmError('accountExists', 'address is claimed by external account');
  }
}

/** Stores a new contract with its first history entry and both indices. */
export function recordNew(
  ctx: ExecutionContext,
  address: Uint8Array,
  creator: Uint8Array,
  info: ContractInfo,
  msg: Uint8Array,
): void {
  const at = contracts.positionOf(ctx);
  const operation = ContractCodeHistoryOperationType.CONTRACT_CODE_HISTORY_OPERATION_TYPE_INIT;
  const entry = ContractCodeHistoryEntry.fromPartial({ operation, codeId: info.codeId, updated: at, msg });
  contracts.indexByCode(ctx, address, info.codeId, at);
  contracts.indexByCreator(ctx, address, creator, at);
  contracts.appendHistory(ctx, address, entry);
  contracts.setContractInfo(ctx, address, info);
}

export function recordMigration(
  ctx: ExecutionContext,
  address: Uint8Array,
  info: ContractInfo,
  codeId: bigint,
  msg: Uint8Array,
): void {
  const last = contracts.lastHistoryEntry(ctx, address);
  contracts.unindexByCode(ctx, address, last.codeId, last.updated ?? contracts.positionOf(ctx));
  const at = contracts.positionOf(ctx);
  const operation = ContractCodeHistoryOperationType.CONTRACT_CODE_HISTORY_OPERATION_TYPE_MIGRATE;
  const entry = ContractCodeHistoryEntry.fromPartial({ operation, codeId, updated: at, msg });
  contracts.appendHistory(ctx, address, entry);
  contracts.indexByCode(ctx, address, codeId, at);
  contracts.setContractInfo(ctx, address, { ...info, codeId });
}

/** Name of the port that wasmd opens for a contract with IBC entry points. */
export function ibcPort(addresses: AddressCodec, address: Uint8Array): string {
  return `wasm.${addresses.encode(address)}`;
}

/** Name of the IBC v2 port that wasmd derives for every contract. */
export function ibc2Port(addresses: AddressCodec, address: Uint8Array): string {
  return `wasm2${addresses.encode(address).slice(addresses.prefix.length)}`;
}
