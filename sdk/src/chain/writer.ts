import { SigningCosmWasmClient } from '@cosmjs/cosmwasm';
import { toUtf8 } from '@cosmjs/encoding';
import type { EncodeObject } from '@cosmjs/proto-signing';
import { GasPrice, calculateFee } from '@cosmjs/stargate';
import type { Comet38Client } from '@cosmjs/tendermint-rpc';
import { MsgExecuteContract } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { SdkError } from '../error.ts';
import { contractCodeIn, translateFailure } from './failure.ts';
import { ChainReader, connectComet, txHashOf } from './reader.ts';
import type { ReaderOptions, TxOutcome } from './reader.ts';
import type { Signer } from './signer.ts';

export interface Coin {
  readonly denom: string;
  /** Integer, in text. */
  readonly amount: string;
}

export interface WriterOptions extends ReaderOptions {
  readonly signer: Signer;
  /** For example "0.025ucx3". */
  readonly gasPrice: string;
  /** How often to look whether a transaction is on chain. */
  readonly pollMs?: number;
  /** How long to look before `sdk.tx_unknown`. */
  readonly timeoutMs?: number;
}

/** One execution among several of a transaction. */
export interface Execution {
  readonly contractAddress: string;
  readonly msg: object;
  readonly funds?: readonly Coin[];
}

export interface ExecuteOptions {
  readonly funds?: readonly Coin[];
  readonly memo?: string;
}

/** A signed transaction that was not sent yet: what an outbox keeps, so that it can be sent again and is the same one. */
export interface PreparedTx {
  readonly txHash: string;
  readonly bytes: Uint8Array;
}

// wasmd's simulation comes out up to 1.2 times too low (measured), so that less than 1.21 runs out of gas.
const GAS_MULTIPLIER = 1.4;

/** Reads and writes as one account. Transactions of one writer go one after another, since each takes the next sequence. */
export class ChainWriter extends ChainReader {
  readonly address: string;
  private readonly signing: SigningCosmWasmClient;
  private readonly options: WriterOptions;
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(chainId: string, comet: Comet38Client, address: string, options: WriterOptions) {
    super(chainId, comet);
    this.address = address;
    this.options = options;
    this.signing = SigningCosmWasmClient.createWithSigner(comet, options.signer, {
      gasPrice: GasPrice.fromString(options.gasPrice),
      broadcastPollIntervalMs: options.pollMs ?? 250,
      broadcastTimeoutMs: options.timeoutMs ?? 60_000,
    });
  }

  static override async connect(options: WriterOptions): Promise<ChainWriter> {
    const { chainId, comet } = await connectComet(options);
    const account = (await options.signer.getAccounts())[0];
    if (account === undefined)
      throw new SdkError('sdk.malformed', 'The signer holds no account; give it a key.');
    return new ChainWriter(chainId, comet, account.address, options);
  }

  /** Gas that the chain estimates for an execution. It is an underestimate; see {@link GAS_MULTIPLIER}. */
  simulate(contract: string, message: object, funds: readonly Coin[] = []): Promise<number> {
    return this.guard('simulating', () =>
      this.signing.simulate(this.address, [this.executeMessage(contract, message, funds)], ''),
    );
  }

  execute(contract: string, message: object, options: ExecuteOptions = {}): Promise<TxOutcome> {
    return this.send([this.executeMessage(contract, message, options.funds ?? [])], options.memo ?? '');
  }

  /** Several executions in one transaction: all of them or none. */
  executeMany(instructions: readonly Execution[], memo = ''): Promise<TxOutcome> {
    return this.send(
      instructions.map(({ contractAddress, msg, funds }) =>
        this.executeMessage(contractAddress, msg, funds ?? []),
      ),
      memo,
    );
  }

  /** Signs without sending. Takes the account's next sequence as the chain has it: send it before preparing another. */
  prepare(contract: string, message: object, options: ExecuteOptions = {}): Promise<PreparedTx> {
    return this.oneAtATime('preparing a transaction', () =>
      this.sign([this.executeMessage(contract, message, options.funds ?? [])], options.memo ?? ''),
    );
  }

  /** Sends signed bytes and waits until they are on chain. Sending the same bytes again is harmless. */
  broadcast(bytes: Uint8Array): Promise<TxOutcome> {
    return this.oneAtATime('sending a transaction', () => this.deliver(bytes));
  }

  upload(wasm: Uint8Array): Promise<number> {
    return this.oneAtATime(
      'uploading a contract',
      async () => (await this.signing.upload(this.address, wasm, GAS_MULTIPLIER)).codeId,
    );
  }

  instantiate(codeId: number, message: object, label: string, admin = this.address): Promise<string> {
    return this.oneAtATime(
      `instantiating ${label}`,
      async () =>
        (await this.signing.instantiate(this.address, codeId, message, label, GAS_MULTIPLIER, { admin }))
          .contractAddress,
    );
  }

  sendTokens(to: string, coins: readonly Coin[]): Promise<TxOutcome> {
    const value = { fromAddress: this.address, toAddress: to, amount: [...coins] };
    return this.send([{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }], '');
  }

  override close(): void {
    this.signing.disconnect();
  }

  private send(messages: readonly EncodeObject[], memo: string): Promise<TxOutcome> {
    return this.oneAtATime('sending a transaction', async () =>
      this.deliver((await this.sign(messages, memo)).bytes),
    );
  }

  private async sign(messages: readonly EncodeObject[], memo: string): Promise<PreparedTx> {
    const gas = Math.ceil((await this.signing.simulate(this.address, messages, memo)) * GAS_MULTIPLIER);
    const fee = calculateFee(gas, GasPrice.fromString(this.options.gasPrice));
    const raw = await this.signing.sign(this.address, messages, fee, memo);
    const bytes = TxRaw.encode(raw).finish();
    return { txHash: txHashOf(bytes), bytes };
  }

  private async deliver(bytes: Uint8Array): Promise<TxOutcome> {
    const txHash = txHashOf(bytes);
    try {
      await this.signing.broadcastTx(bytes, this.options.timeoutMs ?? 60_000, this.options.pollMs ?? 250);
    } catch (error) {
      // A transaction that was sent before is refused as a duplicate or for its sequence; whether it is on chain decides.
      const known = await this.findTx(txHash);
      if (known === undefined) throw error;
    }
    const outcome = await this.findTx(txHash);
    if (outcome === undefined)
      throw new SdkError('sdk.tx_unknown', `transaction ${txHash} was sent and is not found`, { txHash });
    if (outcome.code !== 0) {
      throw new SdkError('sdk.tx_failed', `transaction ${txHash} failed: ${outcome.rawLog}`, {
        contractCode: contractCodeIn(outcome.rawLog),
        txHash,
      });
    }
    return outcome;
  }

  private executeMessage(contract: string, message: object, funds: readonly Coin[]): EncodeObject {
    const value = MsgExecuteContract.fromPartial({
      sender: this.address,
      contract,
      msg: toUtf8(JSON.stringify(message)),
      funds: [...funds],
    });
    return { typeUrl: '/cosmwasm.wasm.v1.MsgExecuteContract', value };
  }

  private oneAtATime<T>(doing: string, action: () => Promise<T>): Promise<T> {
    const run = this.tail.then(async () => {
      try {
        return await action();
      } catch (error) {
        throw translateFailure(error, doing);
      }
    });
    this.tail = run.catch(() => undefined);
    return run;
  }
}
