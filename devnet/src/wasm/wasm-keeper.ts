import type { Coin } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { event } from '../state/events.ts';
import { setAdmin, setLabel } from './admin.ts';
import type { ContractCallsDeps } from './contract-calls.ts';
import { ContractCalls } from './contract-calls.ts';
import { messageInfo } from './contract-entry.ts';
import type { Instantiation } from './instantiate.ts';
import { instantiate } from './instantiate.ts';
import { payForLoading } from './loading.ts';
import type { Migration } from './migrate.ts';
import { migrate } from './migrate.ts';

/** x/wasm: life and calls of contracts. Everything here throws SdkError, or OutOfGasError. */
export class WasmKeeper {
  readonly #calls: ContractCalls;

  constructor(deps: ContractCallsDeps) {
    this.#calls = new ContractCalls(deps);
  }

  instantiate(ctx: ExecutionContext, request: Instantiation): ReturnType<typeof instantiate> {
    return instantiate(this.#calls, ctx, request);
  }

  /** Returns the data of the answer. */
  execute(
    ctx: ExecutionContext,
    contract: Uint8Array,
    caller: Uint8Array,
    msg: Uint8Array,
    funds: readonly Coin[],
  ): Uint8Array | undefined {
    const { addresses, codes } = this.#calls;
    const { code, info } = this.#calls.instance(ctx, contract);
    payForLoading(codes, ctx, code, info.codeId, 'execute');
    this.#calls.transfer(ctx, caller, contract, funds);
    const sender = messageInfo(addresses.encode(caller), funds);
    const response = this.#calls.call(ctx, 'execute', contract, code, [sender, msg]);
    ctx.events.push(event('execute', { _contract_address: addresses.encode(contract) }));
    return this.#calls.respond(ctx, contract, response);
  }

  migrate(ctx: ExecutionContext, request: Migration): Uint8Array | undefined {
    return migrate(this.#calls, ctx, request);
  }

  /** `admin` undefined clears it. */
  setAdmin(
    ctx: ExecutionContext,
    contract: Uint8Array,
    caller: Uint8Array,
    admin: Uint8Array | undefined,
  ): void {
    setAdmin(this.#calls.addresses, ctx, contract, caller, admin);
  }

  setLabel(ctx: ExecutionContext, contract: Uint8Array, caller: Uint8Array, label: string): void {
    setLabel(this.#calls.addresses, ctx, contract, caller, label);
  }

  /** Throws SdkError `query wasm contract failed` with the contract's own words. */
  querySmart(ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array): Uint8Array {
    return this.#calls.query(ctx, contract, msg);
  }
}
