import { ContractInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { CodeInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { AccountKeeper } from '../auth/account-keeper.ts';
import type { BankKeeper } from '../bank/bank-keeper.ts';
import type { Coin } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { event } from '../state/events.ts';
import type { MessageRouter } from '../tx/message.ts';
import { sdkError, wasmError, wrapping } from '../tx/sdk-error.ts';
import type { CodeStore } from './code-store.ts';
import { answerContractQuery } from './contract-queries.ts';
import type { ContractResponse } from './contract-response.ts';
import { readContractResponse, readQueryResponse } from './contract-response.ts';
import { messageInfo, unwrap } from './contract-entry.ts';
import { ContractRunner } from './contract-runner.ts';
import * as contracts from './contract-store.ts';
import { LOAD_AGAIN_GAS, payForLoading } from './loading.ts';
import {
  claimAccount,
  ibc2Port,
  modifiableContract,
  recordMigration,
  recordNew,
} from './contract-records.ts';
import type { Reply } from './dispatch.ts';
import { dispatchSubMessages } from './dispatch.ts';
import { contractEvents, eventGas, replyEventGas, withoutMessages } from './events.ts';
import { stringifyJson } from './json.ts';
import { encodeReply } from './reply-json.ts';
import { checkInstantiate } from './upload.ts';

const MAX_CALL_DEPTH = 100;
const MAX_QUERY_DEPTH = 10;

export interface WasmKeeperDeps {
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  readonly codes: CodeStore;
  readonly router: MessageRouter;
  readonly now: () => number;
  readonly debug: (contract: string, message: string) => void;
}

export interface Instantiation {
  readonly codeId: bigint;
  readonly creator: Uint8Array;
  readonly admin: Uint8Array | undefined;
  readonly label: string;
  readonly msg: Uint8Array;
  readonly funds: readonly Coin[];
  readonly address: (code: CodeInfo) => Uint8Array;
}

interface Instance {
  readonly info: ContractInfo;
  readonly code: CodeInfo;
}

/** x/wasm: life and calls of contracts, with wasmd's order of effects. */
export class WasmKeeper {
  readonly #deps: WasmKeeperDeps;
  readonly #runner: ContractRunner;

  constructor(deps: WasmKeeperDeps) {
    this.#deps = deps;
    const { addresses } = deps.accounts;
    const queryDeps = {
      addresses,
      bank: deps.bank,
      codes: deps.codes,
      smart: (ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array) =>
        this.querySmart(ctx, contract, msg),
    };
    this.#runner = new ContractRunner({
      addresses,
      now: deps.now,
      debug: deps.debug,
      query: (ctx, request, gasLimit) => answerContractQuery(queryDeps, ctx, request, gasLimit),
    });
  }

  instantiate(
    ctx: ExecutionContext,
    request: Instantiation,
  ): { address: Uint8Array; data: Uint8Array | undefined } {
    const { addresses } = this.#deps.accounts;
    const creator = addresses.encode(request.creator);
    const code = this.#deps.codes.mustInfo(ctx, request.codeId);
    payForLoading(this.#deps.codes, ctx, code, request.codeId, 'instantiate');
    checkInstantiate(code.instantiateConfig, creator, 'can not instantiate');
    const address = request.address(code);
    claimAccount(this.#deps.accounts, ctx, address);
    if (request.funds.length > 0) this.#transfer(ctx, request.creator, address, request.funds);
    const response = this.#call(ctx, 'instantiate', address, code, [
      messageInfo(creator, request.funds),
      request.msg,
    ]);
    const info = ContractInfo.fromPartial({
      codeId: request.codeId,
      creator,
      admin: request.admin === undefined ? '' : addresses.encode(request.admin),
      label: request.label,
      created: contracts.positionOf(ctx),
      ibcPortId: this.#deps.codes.compiled(ctx, code.codeHash).report.hasIbc
        ? `wasm.${addresses.encode(address)}`
        : '',
      ibc2PortId: ibc2Port(addresses, address),
    });
    recordNew(ctx, address, request.creator, info, request.msg);
    ctx.events.push(
      event('instantiate', {
        _contract_address: addresses.encode(address),
        code_id: request.codeId.toString(),
      }),
    );
    const data = wrapping('dispatch', () => this.#handleResponse(ctx, address, response));
    return { address, data };
  }

  execute(
    ctx: ExecutionContext,
    contract: Uint8Array,
    caller: Uint8Array,
    msg: Uint8Array,
    funds: readonly Coin[],
  ): Uint8Array | undefined {
    const { addresses } = this.#deps.accounts;
    const { code, info } = this.#instance(ctx, contract);
    payForLoading(this.#deps.codes, ctx, code, info.codeId, 'execute');
    if (funds.length > 0) this.#transfer(ctx, caller, contract, funds);
    const sender = addresses.encode(caller);
    const response = this.#call(ctx, 'execute', contract, code, [messageInfo(sender, funds), msg]);
    ctx.events.push(event('execute', { _contract_address: addresses.encode(contract) }));
    return this.#handleResponse(ctx, contract, response);
  }

  migrate(
    ctx: ExecutionContext,
    contract: Uint8Array,
    caller: Uint8Array,
    codeId: bigint,
    msg: Uint8Array,
  ): Uint8Array | undefined {
    const { addresses } = this.#deps.accounts;
    const info = modifiableContract(this.#deps.accounts.addresses, ctx, contract, caller, 'can not migrate');
    const code = this.#deps.codes.info(ctx, codeId);
    if (code === undefined) throw sdkError('invalidRequest', 'unknown code');
    checkInstantiate(code.instantiateConfig, addresses.encode(caller), 'to use new code');
    const response = this.#callMigrate(ctx, contract, caller, info, codeId, code, msg);
    recordMigration(ctx, contract, info, codeId, msg);
    ctx.events.push(
      event('migrate', { code_id: codeId.toString(), _contract_address: addresses.encode(contract) }),
    );
    if (response === undefined) return undefined;
    return wrapping('dispatch', () => this.#handleResponse(ctx, contract, response));
  }

  /** `admin` undefined clears it. */
  setAdmin(
    ctx: ExecutionContext,
    contract: Uint8Array,
    caller: Uint8Array,
    admin: Uint8Array | undefined,
  ): void {
    const { addresses } = this.#deps.accounts;
    const info = modifiableContract(
      this.#deps.accounts.addresses,
      ctx,
      contract,
      caller,
      'can not modify contract',
    );
    const text = admin === undefined ? '' : addresses.encode(admin);
    contracts.setContractInfo(ctx, contract, { ...info, admin: text });
    ctx.events.push(
      event('update_contract_admin', {
        _contract_address: addresses.encode(contract),
        new_admin_address: text,
      }),
    );
  }

  setLabel(ctx: ExecutionContext, contract: Uint8Array, caller: Uint8Array, label: string): void {
    const info = modifiableContract(
      this.#deps.accounts.addresses,
      ctx,
      contract,
      caller,
      'can not modify contract',
    );
    contracts.setContractInfo(ctx, contract, { ...info, label });
    const address = this.#deps.accounts.addresses.encode(contract);
    ctx.events.push(event('update_contract_label', { _contract_address: address, new_label: label }));
  }

  /** Throws SdkError `query wasm contract failed` with the contract's own words. */
  querySmart(ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array): Uint8Array {
    if (ctx.queryDepth >= MAX_QUERY_DEPTH) throw wasmError('queryStack');
    const inner = { ...ctx, queryDepth: ctx.queryDepth + 1 };
    const { code, info } = this.#instance(inner, contract);
    payForLoading(this.#deps.codes, inner, code, info.codeId, 'query');
    const result = this.#runner.run(inner, {
      code: this.#deps.codes.compiled(inner, code.codeHash),
      contract,
      entryPoint: 'query',
      args: [msg],
      read: readQueryResponse,
    });
    if ('error' in result) throw wasmError('queryFailed', result.error, { deterministic: true });
    return result.ok;
  }

  #reply(ctx: ExecutionContext, contract: Uint8Array, reply: Reply): Uint8Array | undefined {
    const { code } = this.#instance(ctx, contract);
    const eventCost = 'ok' in reply.result ? replyEventGas(reply.result.ok.events) : 0;
    ctx.gas.consume(LOAD_AGAIN_GAS + eventCost, 'Loading CosmWasm module: reply');
    const response = this.#call(ctx, 'reply', contract, code, [encodeReply(reply)]);
    ctx.events.push(event('reply', { _contract_address: this.#deps.accounts.addresses.encode(contract) }));
    return wrapping('dispatch', () => this.#handleResponse(ctx, contract, response));
  }

  #handleResponse(
    ctx: ExecutionContext,
    contract: Uint8Array,
    response: ContractResponse,
  ): Uint8Array | undefined {
    ctx.gas.consume(eventGas(response.attributes, response.events), 'Custom contract event attributes');
    ctx.events.push(...contractEvents(response, this.#deps.accounts.addresses.encode(contract)));
    if (ctx.callDepth >= MAX_CALL_DEPTH) throw wasmError('callDepth');
    const inner = { ...ctx, callDepth: ctx.callDepth + 1 };
    const deps = {
      addresses: this.#deps.accounts.addresses,
      bank: this.#deps.bank,
      router: this.#deps.router,
      reply: (c: ExecutionContext, address: Uint8Array, reply: Reply) => this.#reply(c, address, reply),
    };
    return dispatchSubMessages(deps, inner, contract, response.messages) ?? response.data;
  }

  #call(
    ctx: ExecutionContext,
    entryPoint: 'instantiate' | 'execute' | 'migrate' | 'reply',
    contract: Uint8Array,
    code: CodeInfo,
    args: readonly Uint8Array[],
  ): ContractResponse {
    const compiled = this.#deps.codes.compiled(ctx, code.codeHash);
    const result = this.#runner.run(ctx, {
      code: compiled,
      contract,
      entryPoint,
      args,
      read: readContractResponse,
    });
    return unwrap(result, entryPoint);
  }

  #callMigrate(
    ctx: ExecutionContext,
    contract: Uint8Array,
    caller: Uint8Array,
    info: ContractInfo,
    codeId: bigint,
    code: CodeInfo,
    msg: Uint8Array,
  ): ContractResponse | undefined {
    const { codes, accounts } = this.#deps;
    const before = codes.compiled(ctx, codes.mustInfo(ctx, info.codeId).codeHash).report.migrateVersion;
    const after = codes.compiled(ctx, code.codeHash).report;
    // A contract that declares the same state version before and after need not be asked.
    if (before !== undefined && before === after.migrateVersion) return undefined;
    payForLoading(this.#deps.codes, ctx, code, codeId, 'migrate');
    const migrateInfo = {
      sender: accounts.addresses.encode(caller),
      old_migrate_version: before ?? null,
    };
    const args = [msg, Buffer.from(stringifyJson(migrateInfo))];
    const takesInfo = codes.arity(ctx, code.codeHash, 'migrate') === 3;
    return this.#call(ctx, 'migrate', contract, code, takesInfo ? args : args.slice(0, 1));
  }

  #instance(ctx: ExecutionContext, contract: Uint8Array): Instance {
    const info = contracts.contractInfo(ctx, contract);
    if (info === undefined) throw contracts.noSuchContract(this.#deps.accounts.addresses.encode(contract));
    return { info, code: this.#deps.codes.mustInfo(ctx, info.codeId) };
  }

  #transfer(ctx: ExecutionContext, from: Uint8Array, to: Uint8Array, funds: readonly Coin[]): void {
    const own = { ...ctx, events: [] };
    this.#deps.bank.checkSend(own, to, funds);
    this.#deps.bank.send(own, from, to, funds);
    ctx.events.push(...withoutMessages(own.events));
  }
}
