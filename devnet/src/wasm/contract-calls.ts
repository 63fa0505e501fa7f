import type { CodeInfo, ContractInfo } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import type { AccountKeeper } from '../auth/account-keeper.ts';
import type { AddressCodec } from '../auth/address.ts';
import type { BankKeeper } from '../bank/bank-keeper.ts';
import type { Coin } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { event } from '../state/events.ts';
import type { MessageRouter } from '../tx/message.ts';
import { wasmError, wrapping } from '../tx/sdk-error.ts';
import type { CodeStore } from './code-store.ts';
import { unwrap } from './contract-entry.ts';
import { answerContractQuery } from './contract-queries.ts';
import type { ContractResponse } from './contract-response.ts';
import { readContractResponse, readQueryResponse } from './contract-response.ts';
import { ContractRunner } from './contract-runner.ts';
import { contractInfo, noSuchContract } from './contract-store.ts';
import type { Reply } from './dispatch.ts';
import { dispatchSubMessages } from './dispatch.ts';
import { contractEvents, eventGas, replyEventGas, withoutMessages } from './events.ts';
import { LOAD_AGAIN_GAS, payForLoading } from './loading.ts';
import { encodeReply } from './reply-json.ts';

const MAX_CALL_DEPTH = 100;
const MAX_QUERY_DEPTH = 10;

export interface ContractCallsDeps {
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  readonly codes: CodeStore;
  readonly router: MessageRouter;
  /** Milliseconds, never going back: the clock of execution deadlines. */
  readonly now: () => number;
  readonly debug: (contract: string, message: string) => void;
}

interface Instance {
  readonly info: ContractInfo;
  readonly code: CodeInfo;
}

type Entry = 'instantiate' | 'execute' | 'migrate' | 'reply';

/** Calls of contracts, and what follows from their answers: events, sub-messages and replies, in wasmd's order. */
export class ContractCalls {
  readonly accounts: AccountKeeper;
  readonly addresses: AddressCodec;
  readonly codes: CodeStore;
  readonly #deps: ContractCallsDeps;
  readonly #runner: ContractRunner;

  constructor(deps: ContractCallsDeps) {
    const { accounts, bank, codes, now, debug } = deps;
    const { addresses } = accounts;
    this.#deps = deps;
    this.accounts = accounts;
    this.addresses = addresses;
    this.codes = codes;
    const smart = (ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array): Uint8Array =>
      this.query(ctx, contract, msg);
    const queryDeps = { addresses, bank, codes, smart };
    this.#runner = new ContractRunner({
      addresses,
      now,
      debug,
      query: (ctx, request, gasLimit) => answerContractQuery(queryDeps, ctx, request, gasLimit),
    });
  }

  /** Throws SdkError `no such contract`. */
  instance(ctx: ExecutionContext, contract: Uint8Array): Instance {
    const info = contractInfo(ctx, contract);
    if (info === undefined) throw noSuchContract(this.addresses.encode(contract));
    return { info, code: this.codes.mustInfo(ctx, info.codeId) };
  }

  /** Runs an entry point. Throws the contract's own error as SdkError. */
  call(
    ctx: ExecutionContext,
    entryPoint: Entry,
    contract: Uint8Array,
    code: CodeInfo,
    args: readonly Uint8Array[],
  ): ContractResponse {
    const compiled = this.codes.compiled(ctx, code.codeHash);
    const read = readContractResponse;
    return unwrap(this.#runner.run(ctx, { code: compiled, contract, entryPoint, args, read }), entryPoint);
  }

  /** Throws SdkError `query wasm contract failed` with the contract's own words. */
  query(ctx: ExecutionContext, contract: Uint8Array, msg: Uint8Array): Uint8Array {
    if (ctx.queryDepth >= MAX_QUERY_DEPTH) throw wasmError('queryStack');
    const inner = { ...ctx, queryDepth: ctx.queryDepth + 1 };
    const { code, info } = this.instance(inner, contract);
    payForLoading(this.codes, inner, code, info.codeId, 'query');
    const result = this.#runner.run(inner, {
      code: this.codes.compiled(inner, code.codeHash),
      contract,
      entryPoint: 'query',
      args: [msg],
      read: readQueryResponse,
    });
    if ('error' in result) throw wasmError('queryFailed', result.error, { deterministic: true });
    return result.ok;
  }

  /** Emits the events of an answer and runs its messages. Returns the data: that of the last reply, or else its own. */
  respond(ctx: ExecutionContext, contract: Uint8Array, response: ContractResponse): Uint8Array | undefined {
    ctx.gas.consume(eventGas(response.attributes, response.events), 'Custom contract event attributes');
    ctx.events.push(...contractEvents(response, this.addresses.encode(contract)));
    if (ctx.callDepth >= MAX_CALL_DEPTH) throw wasmError('callDepth');
    const inner = { ...ctx, callDepth: ctx.callDepth + 1 };
    const { bank, router } = this.#deps;
    const reply = (c: ExecutionContext, address: Uint8Array, told: Reply): Uint8Array | undefined =>
      this.#reply(c, address, told);
    const deps = { addresses: this.addresses, bank, router, reply };
    return dispatchSubMessages(deps, inner, contract, response.messages) ?? response.data;
  }

  /** Moves funds that come with a call. */
  transfer(ctx: ExecutionContext, from: Uint8Array, to: Uint8Array, funds: readonly Coin[]): void {
    if (funds.length === 0) return;
    const own = { ...ctx, events: [] };
    this.#deps.bank.checkSendEnabled(own, funds);
    this.#deps.bank.checkRecipient(to);
    this.#deps.bank.send(own, from, to, funds);
    ctx.events.push(...withoutMessages(own.events));
  }

  #reply(ctx: ExecutionContext, contract: Uint8Array, reply: Reply): Uint8Array | undefined {
    const { code } = this.instance(ctx, contract);
    const eventCost = 'ok' in reply.result ? replyEventGas(reply.result.ok.events) : 0;
    ctx.gas.consume(LOAD_AGAIN_GAS + eventCost, 'Loading CosmWasm module: reply');
    const response = this.call(ctx, 'reply', contract, code, [encodeReply(reply)]);
    ctx.events.push(event('reply', { _contract_address: this.addresses.encode(contract) }));
    return wrapping('dispatch', () => this.respond(ctx, contract, response));
  }
}
