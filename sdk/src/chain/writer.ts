import { SigningCosmWasmClient } from '@cosmjs/cosmwasm';
import { toUtf8 } from '@cosmjs/encoding';
import type { EncodeObject } from '@cosmjs/proto-signing';
import { GasPrice, calculateFee } from '@cosmjs/stargate';
import type { Comet38Client } from '@cosmjs/tendermint-rpc';
import { MsgExecuteContract } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { SdkError } from '../error.ts';
import { translateFailure } from './failure.ts';
import { connectComet } from './connect.ts';
import type { ReaderOptions } from './connect.ts';
import { deliver } from './deliver.ts';
import type { DeliveryOptions } from './deliver.ts';
import { ChainReader } from './reader.ts';
import type { Signer } from './signer.ts';
import { txHashOf } from './tx.ts';
import type { TxOutcome } from './tx.ts';

/** An amount of money, as the chain writes it. */
export interface Coin {
  /** For example "ucx3". */
  readonly denom: string;
  /** Integer, in text. */
  readonly amount: string;
}

/** Who writes, and how. */
export interface WriterOptions extends ReaderOptions {
  /** Its first account signs, and pays the gas. */
  readonly signer: Signer;
  /** For example "0.025ucx3". */
  readonly gasPrice: string;
  /** How often to look whether a transaction is on chain; 250 by default. */
  readonly pollMs?: number;
  /** How long to look before `sdk.tx_unknown`; a minute by default. */
  readonly timeoutMs?: number;
}

/** Money for one account. */
export interface Transfer {
  /** Bech32. */
  readonly to: string;
  /** At least one. */
  readonly coins: readonly Coin[];
}

/** One execution among several of a transaction. */
export interface Execution {
  /** Bech32. */
  readonly contractAddress: string;
  /** The JSON that the contract takes. */
  readonly msg: object;
  /** What the contract is paid. */
  readonly funds?: readonly Coin[];
}

/** What goes along with a message. */
export interface ExecuteOptions {
  /** What the contract is paid. */
  readonly funds?: readonly Coin[];
  /** For people. */
  readonly memo?: string;
}

/** A signed transaction that was not sent yet: what an outbox keeps, so that it can be sent again and is the same one. */
export interface PreparedTx {
  /** Upper-case hex. */
  readonly txHash: string;
  /** What is sent. */
  readonly bytes: Uint8Array;
}

// wasmd's simulation comes out up to 1.2 times too low (measured), so that less than 1.21 runs out of gas.
const GAS_MULTIPLIER = 1.4;

/** Reads and writes as one account. Transactions of one writer go one after another, since each takes the next sequence. */
export class ChainWriter extends ChainReader {
  /** Of the account that signs. Bech32. */
  readonly address: string;
  private readonly signing: SigningCosmWasmClient;
  private readonly gasPrice: GasPrice;
  private readonly delivery: DeliveryOptions;
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(chainId: string, comet: Comet38Client, address: string, options: WriterOptions) {
    super(chainId, comet);
    this.address = address;
    this.gasPrice = GasPrice.fromString(options.gasPrice);
    this.delivery = { pollMs: options.pollMs ?? 250, timeoutMs: options.timeoutMs ?? 60_000 };
    this.signing = SigningCosmWasmClient.createWithSigner(comet, options.signer, {
      gasPrice: this.gasPrice,
      broadcastPollIntervalMs: this.delivery.pollMs,
      broadcastTimeoutMs: this.delivery.timeoutMs,
    });
  }

  static override async connect(options: WriterOptions): Promise<ChainWriter> {
    const account = (await options.signer.getAccounts())[0];
    if (account === undefined)
      throw new SdkError('sdk.argument', 'The signer holds no account; give it a key.');
    const { chainId, comet } = await connectComet(options);
    return new ChainWriter(chainId, comet, account.address, options);
  }

  /** Gas that the chain estimates for an execution. It is an underestimate; see {@link GAS_MULTIPLIER}. */
  simulate(contract: string, message: object, funds: readonly Coin[] = []): Promise<number> {
    return this.guard('simulating', () =>
      this.signing.simulate(this.address, [this.executeMessage(contract, message, funds)], ''),
    );
  }

  /** Sends a message to a contract and waits until it is on chain. */
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

  /** Uploads the code of a contract; gives its number. */
  upload(wasm: Uint8Array): Promise<number> {
    return this.oneAtATime(
      'uploading a contract',
      async () => (await this.signing.upload(this.address, wasm, GAS_MULTIPLIER)).codeId,
    );
  }

  /** Makes a contract of uploaded code; gives its address. */
  instantiate(codeId: number, message: object, label: string, admin = this.address): Promise<string> {
    return this.oneAtATime(
      `instantiating ${label}`,
      async () =>
        (await this.signing.instantiate(this.address, codeId, message, label, GAS_MULTIPLIER, { admin }))
          .contractAddress,
    );
  }

  /** Sends money to another account. */
  sendTokens(to: string, coins: readonly Coin[]): Promise<TxOutcome> {
    return this.sendTokensToMany([{ to, coins }]);
  }

  /** Sends money to several accounts in one transaction: to all of them or none. */
  sendTokensToMany(transfers: readonly Transfer[]): Promise<TxOutcome> {
    return this.send(
      transfers.map(({ to, coins }) => ({
        typeUrl: '/cosmos.bank.v1beta1.MsgSend',
        value: { fromAddress: this.address, toAddress: to, amount: [...coins] },
      })),
      '',
    );
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
    const fee = calculateFee(gas, this.gasPrice);
    const raw = await this.signing.sign(this.address, messages, fee, memo);
    const bytes = TxRaw.encode(raw).finish();
    return { txHash: txHashOf(bytes), bytes };
  }

  private deliver(bytes: Uint8Array): Promise<TxOutcome> {
    return deliver(bytes, this.delivery, {
      broadcast: (sent) => this.signing.broadcastTxSync(sent),
      findTx: (txHash) => this.findTx(txHash),
    });
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
