import { expect } from 'vitest';
import {
  MsgExecuteContract,
  MsgInstantiateContract,
  MsgInstantiateContractResponse,
  MsgMigrateContract,
  MsgStoreCode,
  MsgStoreCodeResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import type { AccessConfig } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { Coin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { encoded } from '../wasm/encoded-message.ts';
import { rawState } from '../wasm/queries/wasm.ts';
import type { Outcome, TestApp } from './app.ts';
import type { Json } from './probe.ts';

const OK: Json = { ok: {} };
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** What is done with contracts, on the chain's modules in memory. The sender is account 0 unless said otherwise. */
export interface TestContracts {
  readonly store: (wasm: Uint8Array, permission?: AccessConfig) => bigint;
  readonly instantiate: (codeId: bigint, options?: InstantiateOptions) => string;
  readonly execute: (contract: string, msg: unknown, funds?: readonly Coin[], sender?: string) => Outcome;
  readonly migrate: (contract: string, codeId: bigint, msg?: unknown, sender?: string) => Outcome;
  /** Text under a key of a contract's storage. */
  readonly state: (contract: string, key: string) => string | undefined;
}

export interface InstantiateOptions {
  readonly msg?: unknown;
  readonly admin?: string;
  readonly label?: string;
  readonly funds?: readonly Coin[];
  readonly sender?: string;
}

export function contractsOn(test: TestApp): TestContracts {
  const { run, address } = test;
  return {
    store: (wasm, permission) => {
      const { value } = run(
        encoded(MsgStoreCode, {
          sender: address(0),
          wasmByteCode: wasm,
          ...(permission === undefined ? {} : { instantiatePermission: permission }),
        }),
      );
      return MsgStoreCodeResponse.decode(value).codeId;
    },
    instantiate: (
      codeId,
      { msg = OK, admin = '', label = 'label', funds = [], sender = address(0) } = {},
    ) => {
      const fields = { sender, admin, codeId, label, msg: bytes(msg), funds: [...funds] };
      return MsgInstantiateContractResponse.decode(run(encoded(MsgInstantiateContract, fields)).value)
        .address;
    },
    execute: (contract, msg, funds = [], sender = address(0)) =>
      run(encoded(MsgExecuteContract, { sender, contract, msg: bytes(msg), funds: [...funds] })),
    migrate: (contract, codeId, msg = OK, sender = address(0)) =>
      run(encoded(MsgMigrateContract, { sender, contract, codeId, msg: bytes(msg) })),
    state: (contract, key) => {
      const value = rawState(test.context(), test.bytes(contract), Buffer.from(key));
      return value && Buffer.from(value).toString();
    },
  };
}

/** What a failing message is expected to throw. */
export function failure(codespace: string, code: number): Error {
  return expect.objectContaining({ codespace, code }) as Error;
}
