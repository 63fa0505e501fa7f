import type { AddressCodec } from '../auth/address.ts';
import { isAddress } from '../auth/address.ts';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { OutOfGasError } from '../state/gas-meter.ts';
import type { Key } from '../state/kv.ts';
import { prefixEnd } from '../state/kv.ts';
import type { SdkError } from '../tx/sdk-error.ts';
import { wasmError } from '../tx/sdk-error.ts';
import type { EntryPoint } from '../vm/call-contract.ts';
import { callContract } from '../vm/call-contract.ts';
import type { CompiledCode } from '../vm/code-cache.ts';
import { GAS_MULTIPLIER } from '../vm/gas-costs.ts';
import type { AddressApi, ContractStorage } from '../vm/host.ts';
import type { ContractResult } from './contract-response.ts';
import { ShapeError } from './decode-json.ts';
import { base64, jsonBytes } from './json.ts';
import { contractStorePrefix } from './keys.ts';

/** VM gas where the SDK's meter has no limit. */
const UNLIMITED = 2 ** 52;

export interface RunnerDeps {
  readonly addresses: AddressCodec;
  readonly now: () => number;
  readonly debug: (contract: string, message: string) => void;
  /** Answers a contract's query with the JSON of a SystemResult. */
  readonly query: (ctx: ExecutionContext, request: Uint8Array, gasLimit: number) => Uint8Array;
}

export interface Invocation<T> {
  readonly code: CompiledCode;
  readonly contract: Uint8Array;
  readonly entryPoint: EntryPoint;
  /** Arguments after the environment, as JSON bytes. */
  readonly args: readonly Uint8Array[];
  readonly read: (data: Uint8Array) => ContractResult<T>;
}

/** Calls contracts: prepares environment and host, accounts for gas, turns failures into the chain's errors. */
export class ContractRunner {
  readonly #deps: RunnerDeps;
  readonly #addressApi: AddressApi;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
    this.#addressApi = addressApi(deps.addresses);
  }

  /** The contract's own `ok` or `error`. Throws SdkError `wasmvm error`, or OutOfGasError. */
  run<T>(ctx: ExecutionContext, invocation: Invocation<T>): ContractResult<T> {
    const readOnly = invocation.entryPoint === 'query';
    const contract = this.#deps.addresses.encode(invocation.contract);
    const result = callContract({
      code: invocation.code,
      entryPoint: invocation.entryPoint,
      args: [this.#env(ctx, contract), ...invocation.args],
      gasLimit: ctx.gas.limit === Infinity ? UNLIMITED : ctx.gas.remaining * GAS_MULTIPLIER,
      deadline: ctx.deadline,
      now: this.#deps.now,
      host: {
        storage: contractStorage(ctx, invocation.contract),
        readOnly,
        addresses: this.#addressApi,
        gas: ctx.gas,
        query: (request, gasLimit) => this.#deps.query(ctx, request, gasLimit),
        debug: (message) => this.#deps.debug(contract, message),
      },
    });
    ctx.gas.consume(Math.floor(result.gasUsed / GAS_MULTIPLIER), 'wasm contract');
    if (result.kind === 'outOfGas') throw new OutOfGasError(result.location);
    if (ctx.gas.exhausted) throw new OutOfGasError('Wasm engine function execution');
    if (result.kind === 'failure') throw wasmError('vmError', result.error.message);
    return readAnswer(result.data, invocation.read);
  }

  #env(ctx: ExecutionContext, contract: string): Uint8Array {
    const { block, tx } = ctx;
    return jsonBytes({
      block: { height: block.height, time: block.time.toString(), chain_id: block.chainId },
      transaction: tx === undefined ? null : { index: tx.index, hash: base64(tx.hash) },
      contract: { address: contract },
    });
  }
}

function readAnswer<T>(data: Uint8Array, read: (data: Uint8Array) => ContractResult<T>): ContractResult<T> {
  try {
    return read(data);
  } catch (error) {
    if (error instanceof ShapeError || error instanceof SyntaxError) throw vmFailure(error);
    throw error;
  }
}

function vmFailure(error: Error): SdkError {
  return wasmError('vmError', error.message);
}

function contractStorage(ctx: ExecutionContext, contract: Uint8Array): ContractStorage {
  const store = moduleStore(ctx, 'wasm');
  const prefix = contractStorePrefix(contract);
  const upper = prefixEnd(prefix);
  return {
    get: (key) => store.get(prefix + key),
    set: (key, value) => store.set(prefix + key, value),
    delete: (key) => store.delete(prefix + key),
    iterate: (start: Key, end: Key | undefined, reverse) => {
      const entries = store.iterate(prefix + start, end === undefined ? upper : prefix + end, reverse);
      return {
        next: () => {
          const entry = entries.next();
          return entry && [entry[0].slice(prefix.length), entry[1]];
        },
      };
    },
  };
}

function addressApi(codec: AddressCodec): AddressApi {
  return {
    canonicalize: (human) => codec.tryDecode(human),
    humanize: (canonical) => {
      return isAddress(canonical) ? codec.encode(canonical) : { error: 'invalid address' };
    },
  };
}
