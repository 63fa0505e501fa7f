import { CosmWasmClient } from '@cosmjs/cosmwasm';
import type { Comet38Client, comet38 } from '@cosmjs/tendermint-rpc';
import { connectComet } from './connect.ts';
import type { ReaderOptions } from './connect.ts';
import { contractEvents, textOf } from './events.ts';
import type { ContractEvent } from './events.ts';
import { translateFailure } from './failure.ts';
import { searchTxs } from './tx-search.ts';
import { txHashOf } from './tx.ts';
import type { TxOutcome } from './tx.ts';

/** What contracts said in one block. */
export interface BlockEvents {
  readonly height: number;
  /** Of its header, Unix milliseconds. */
  readonly timeMs: number;
  /** Of transactions that succeeded. */
  readonly events: readonly ContractEvent[];
}

/** Reads a chain over the CometBFT 0.38 RPC. Every failure is an {@link SdkError}. */
export class ChainReader {
  /** As the chain calls itself. */
  readonly chainId: string;
  protected readonly comet: Comet38Client;
  private readonly client: CosmWasmClient;

  protected constructor(chainId: string, comet: Comet38Client) {
    this.chainId = chainId;
    this.comet = comet;
    this.client = CosmWasmClient.create(comet);
  }

  /** Asks the RPC which chain it is of. */
  static async connect(options: ReaderOptions): Promise<ChainReader> {
    const { chainId, comet } = await connectComet(options);
    return new ChainReader(chainId, comet);
  }

  /** Of the newest block. */
  height(): Promise<number> {
    return this.guard('reading the height', () => this.client.getHeight());
  }

  /** Header time of a block, by default the newest, in Unix milliseconds. */
  blockTimeMs(height?: number): Promise<number> {
    return this.guard('reading a block', async () =>
      Date.parse((await this.client.getBlock(height)).header.time),
    );
  }

  /** What a contract answers to a query, as its JSON; {@link OracleQueries} and {@link DevicesQueries} read ours. */
  query(contract: string, message: object): Promise<unknown> {
    return this.guard(`querying ${contract}`, async (): Promise<unknown> =>
      this.client.queryContractSmart(contract, message),
    );
  }

  /** What an account has of a denomination, in its smallest unit. */
  balance(address: string, denom: string): Promise<bigint> {
    return this.guard('reading a balance', async () =>
      BigInt((await this.client.getBalance(address, denom)).amount),
    );
  }

  /** Contract events of one block. `sdk.not_yet` where it is not there, or was not run: {@link height} counts a block before that. */
  blockEvents(height: number): Promise<BlockEvents> {
    return this.guard(`reading block ${height}`, async () => {
      const [{ block }, { results }] = await Promise.all([
        this.comet.block(height),
        this.comet.blockResults(height),
      ]);
      const events = results.flatMap((result, txIndex) => {
        const tx = block.txs[txIndex];
        if (result.code !== 0 || tx === undefined) return [];
        return contractEvents(result.events, { height, txHash: txHashOf(tx), txIndex });
      });
      return { height, timeMs: block.header.time.getTime(), events };
    });
  }

  /** A transaction by its hash; undefined while it is not on chain. A failed one is an outcome, not an error. */
  findTx(txHash: string): Promise<TxOutcome | undefined> {
    return this.guard(`looking for transaction ${txHash}`, async () => {
      const found = await this.txByHash(txHash);
      if (found === undefined) return undefined;
      const { height, index: txIndex, result } = found;
      const { code, log, gasUsed, gasWanted, events } = result;
      return {
        txHash,
        height,
        code,
        // Empty for a success since SDK 0.50; for a failure it is the only place that says why.
        rawLog: textOf(log ?? ''),
        gasUsed,
        gasWanted,
        events: contractEvents(events, { height, txHash, txIndex }),
      };
    });
  }

  /** Raw bytes of a transaction on chain. */
  txBytes(txHash: string): Promise<Uint8Array | undefined> {
    return this.guard(`reading transaction ${txHash}`, async () => (await this.txByHash(txHash))?.tx);
  }

  /** Hashes of the transactions that emitted `wasm-<type>` from `contract` with these attributes. */
  findTxHashes(
    contract: string,
    type: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<string[]> {
    return this.guard('searching transactions', async () => {
      const wanted = Object.entries({ _contract_address: contract, ...attributes });
      const query = wanted.map(([key, value]) => `wasm-${type}.${key}='${value}'`).join(' AND ');
      return (await searchTxs(this.comet, query)).map(({ tx }) => txHashOf(tx));
    });
  }

  /** Gives the connection back. */
  close(): void {
    this.comet.disconnect();
  }

  private async txByHash(txHash: string): Promise<comet38.TxResponse | undefined> {
    const found = await searchTxs(this.comet, `tx.hash='${txHash}'`);
    return found.find(({ tx }) => txHashOf(tx) === txHash.toUpperCase());
  }

  protected async guard<T>(doing: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw translateFailure(error, doing);
    }
  }
}
