import type { CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { ExecutionContext } from '../state/context.ts';
import { toKey } from '../state/kv.ts';
import type { CodeStore } from './code-store.ts';

const LOAD_GAS = 60_000;
/** For code that this transaction has loaded already, and for replies. */
export const LOAD_AGAIN_GAS = 2_000;

/** Loading is dear once in a transaction and cheap from then on. */
export function payForLoading(
  codes: CodeStore,
  ctx: ExecutionContext,
  code: CodeInfo,
  codeId: bigint,
  what: string,
): void {
  const pinned = codes.isPinned(ctx, codeId);
  const checksum = toKey(code.codeHash);
  const known = pinned || (ctx.loadedCodes?.has(checksum) ?? false);
  ctx.loadedCodes?.add(checksum);
  ctx.gas.consume(known ? LOAD_AGAIN_GAS : LOAD_GAS, `Loading CosmWasm module: ${what}`);
}
