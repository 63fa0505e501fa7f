import { ContractCodeHistoryEntry, ContractInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import type { Key } from '../state/kv.ts';
import { fromKey, prefixEnd, toKey } from '../state/kv.ts';
import { readUint64, uint64Key } from '../state/uint64.ts';
import { wasmError } from '../tx/sdk-error.ts';
import { POSITION_BYTES, byCodePrefix, byCreatorPrefix, contractKey, historyPrefix } from './keys.ts';

/** Where on the chain something happened. */
export interface Position {
  readonly blockHeight: bigint;
  readonly txIndex: bigint;
}

export function positionOf(ctx: ExecutionContext): Position {
  return { blockHeight: BigInt(ctx.block.height), txIndex: BigInt(ctx.tx?.index ?? 0) };
}

function positionKey(position: Position): Key {
  return uint64Key(position.blockHeight) + uint64Key(position.txIndex);
}

export function contractInfo(ctx: ExecutionContext, address: Uint8Array): ContractInfo | undefined {
  const raw = moduleStore(ctx, 'wasm').get(contractKey(address));
  return raw === undefined ? undefined : ContractInfo.decode(raw);
}

export function hasContract(ctx: ExecutionContext, address: Uint8Array): boolean {
  return moduleStore(ctx, 'wasm').has(contractKey(address));
}

export function setContractInfo(ctx: ExecutionContext, address: Uint8Array, info: ContractInfo): void {
  moduleStore(ctx, 'wasm').set(contractKey(address), ContractInfo.encode(info).finish());
}

/** Adds the last entry to the history. */
export function appendHistory(
  ctx: ExecutionContext,
  address: Uint8Array,
  entry: ContractCodeHistoryEntry,
): void {
  const store = moduleStore(ctx, 'wasm');
  const prefix = historyPrefix(address);
  const last = store.iterate(prefix, prefixEnd(prefix), true).next();
  const position = last === undefined ? 1n : readUint64(fromKey(last[0].slice(prefix.length))) + 1n;
  store.set(prefix + uint64Key(position), ContractCodeHistoryEntry.encode(entry).finish());
}

/** What x/wasm keeps under a prefix, in the order of the keys, which come without it. */
export function entriesUnder(ctx: ExecutionContext, prefix: Key): { key: Uint8Array; value: Uint8Array }[] {
  const iterator = moduleStore(ctx, 'wasm').iterate(prefix, prefixEnd(prefix), false);
  const entries: { key: Uint8Array; value: Uint8Array }[] = [];
  for (let entry = iterator.next(); entry !== undefined; entry = iterator.next()) {
    entries.push({ key: fromKey(entry[0].slice(prefix.length)), value: entry[1] });
  }
  return entries;
}

export function history(ctx: ExecutionContext, address: Uint8Array): ContractCodeHistoryEntry[] {
  return entriesUnder(ctx, historyPrefix(address)).map(({ value }) => ContractCodeHistoryEntry.decode(value));
}

export function lastHistoryEntry(ctx: ExecutionContext, address: Uint8Array): ContractCodeHistoryEntry {
  const prefix = historyPrefix(address);
  const last = moduleStore(ctx, 'wasm').iterate(prefix, prefixEnd(prefix), true).next();
  if (last === undefined) throw new Error('a stored contract has no history');
  return ContractCodeHistoryEntry.decode(last[1]);
}

export function indexByCode(ctx: ExecutionContext, address: Uint8Array, codeId: bigint, at: Position): void {
  moduleStore(ctx, 'wasm').set(byCodePrefix(codeId) + positionKey(at) + toKey(address), new Uint8Array());
}

export function unindexByCode(
  ctx: ExecutionContext,
  address: Uint8Array,
  codeId: bigint,
  at: Position,
): void {
  moduleStore(ctx, 'wasm').delete(byCodePrefix(codeId) + positionKey(at) + toKey(address));
}

export function indexByCreator(
  ctx: ExecutionContext,
  address: Uint8Array,
  creator: Uint8Array,
  at: Position,
): void {
  moduleStore(ctx, 'wasm').set(byCreatorPrefix(creator) + positionKey(at) + toKey(address), new Uint8Array());
}

/** Contracts under one of the two index prefixes, oldest first. */
export function indexedContracts(ctx: ExecutionContext, prefix: Key): Uint8Array[] {
  return entriesUnder(ctx, prefix).map(({ key }) => key.subarray(POSITION_BYTES));
}

export function noSuchContract(address: string): Error {
  return wasmError('noSuchContract', `address ${address}`, {
    system: { no_such_contract: { addr: address } },
  });
}
