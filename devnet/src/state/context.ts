import { CacheLayer } from './cache-layer.ts';
import type { ChainEvent } from './events.ts';
import type { GasMeter } from './gas-meter.ts';
import { GasStore } from './gas-store.ts';
import type { KvStore } from './kv.ts';

/** The block in which something runs (or would run, for checks and queries). */
export interface BlockContext {
  readonly chainId: string;
  readonly height: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

export type ExecutionMode = 'check' | 'recheck' | 'deliver' | 'simulate' | 'query';

/** What a message, a query or a contract call runs in. Derived contexts share what they do not replace. */
export interface ExecutionContext {
  readonly block: BlockContext;
  readonly mode: ExecutionMode;
  readonly store: KvStore;
  readonly gas: GasMeter;
  /** Collects the events in order; a failed call's list is dropped with it. */
  readonly events: ChainEvent[];
  /** Absent outside of a block's transactions, simulation included. */
  readonly tx: { readonly index: number; readonly hash: Uint8Array } | undefined;
  /** Checksums that this transaction has loaded: loading them again is cheap. Undefined in queries. */
  readonly loadedCodes: Set<string> | undefined;
  readonly callDepth: number;
  readonly queryDepth: number;
  /** Wall-clock bound for contract code, in milliseconds of the node's clock. */
  readonly deadline: number;
}

/** One byte in front of a module's keys keeps modules apart; it is not paid for. */
export const ModulePrefix = { auth: 'a', bank: 'b', wasm: 'w', circuit: 'c' } as const;

export function moduleStore(ctx: ExecutionContext, module: keyof typeof ModulePrefix): GasStore {
  return new GasStore(ctx.store, ModulePrefix[module], ctx.gas);
}

/** A context whose writes and events reach `ctx` only through `commit`. */
export function branch(ctx: ExecutionContext): { readonly ctx: ExecutionContext; commit(): void } {
  const layer = new CacheLayer(ctx.store);
  const events: ChainEvent[] = [];
  return {
    ctx: { ...ctx, store: layer, events },
    commit: () => layer.writeTo(ctx.store),
  };
}
