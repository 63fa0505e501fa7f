import { CosmWasmClient } from '@cosmjs/cosmwasm';
import { toHex } from '@cosmjs/encoding';
import { Comet38Client } from '@cosmjs/tendermint-rpc';
import { sha256 } from '@cosmjs/crypto';
import { SdkError } from '../error.ts';
import { contractEvents } from './events.ts';
import type { ContractEvent } from './events.ts';
import { translateFailure } from './failure.ts';

export interface ReaderOptions {
  readonly rpcUrl: string;
  /** Refuses an RPC of another chain. */
  readonly chainId?: string | undefined;
}

/** A transaction that is on chain. `code` 0 means that it succeeded. */
export interface TxOutcome {
  readonly txHash: string;
  readonly height: number;
  readonly code: number;
  readonly rawLog: string;
  readonly gasUsed: bigint;
  readonly gasWanted: bigint;
  readonly events: readonly ContractEvent[];
}

export interface BlockEvents {
  readonly height: number;
  readonly timeMs: number;
  /** Of transactions that succeeded. */
  readonly events: readonly ContractEvent[];
}

/** Reads a chain over the CometBFT 0.38 RPC. Every failure is an {@link SdkError}. */
export class ChainReader {
  readonly chainId: string;
  protected readonly comet: Comet38Client;
  private readonly client: CosmWasmClient;

  protected constructor(chainId: string, comet: Comet38Client) {
    this.chainId = chainId;
    this.comet = comet;
    this.client = CosmWasmClient.create(comet);
  }

  static async connect(options: ReaderOptions): Promise<ChainReader> {
    const { chainId, comet } = await connectComet(options);
    return new ChainReader(chainId, comet);
  }

  height(): Promise<number> {
    return this.guard('reading the height', () => this.client.getHeight());
  }

  /** Header time of a block, by default the newest, in Unix milliseconds. */
  blockTimeMs(height?: number): Promise<number> {
    return this.guard('reading a block', async () =>
      Date.parse((await this.client.getBlock(height)).header.time),
    );
  }

  query(contract: string, message: object): Promise<unknown> {
    return this.guard(`querying ${contract}`, async (): Promise<unknown> =>
      this.client.queryContractSmart(contract, message),
    );
  }

  balance(address: string, denom: string): Promise<bigint> {
    return this.guard('reading a balance', async () =>
      BigInt((await this.client.getBalance(address, denom)).amount),
    );
  }

  /** Contract events of one block. They come from block_results, which is written before anything is announced. */
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
      const tx = await this.client.getTx(txHash);
      if (tx === null) return undefined;
      const { height, code, gasUsed, gasWanted, txIndex } = tx;
      // Empty for a success since SDK 0.50; for a failure it is the only place that says why.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
      const { rawLog } = tx;
      return {
        txHash,
        height,
        code,
        rawLog,
        gasUsed,
        gasWanted,
        events: contractEvents(tx.events, { height, txHash, txIndex }),
      };
    });
  }

  /** Raw bytes of a transaction on chain. */
  txBytes(txHash: string): Promise<Uint8Array | undefined> {
    return this.guard(`reading transaction ${txHash}`, async () => (await this.client.getTx(txHash))?.tx);
  }

  /** Hashes of the transactions that emitted `wasm-<type>` from `contract` with these attributes. */
  findTxHashes(
    contract: string,
    type: string,
    attributes: Readonly<Record<string, string>>,
  ): Promise<string[]> {
    return this.guard('searching transactions', async () => {
      const wanted = Object.entries({ _contract_address: contract, ...attributes });
      const query = wanted.map(([key, value]) => ({ key: `wasm-${type}.${key}`, value }));
      return (await this.client.searchTx(query)).map((tx) => tx.hash);
    });
  }

  close(): void {
    this.comet.disconnect();
  }

  protected async guard<T>(doing: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw translateFailure(error, doing);
    }
  }
}

/** Hash by which a transaction is found: upper-case hex of SHA-256 over its bytes. */
export function txHashOf(bytes: Uint8Array): string {
  return toHex(sha256(bytes)).toUpperCase();
}

/** Connects to an RPC; `Comet38Client` is named, since cosmjs' own detection takes newer CometBFT versions for 0.37. */
export async function connectComet(
  options: ReaderOptions,
): Promise<{ chainId: string; comet: Comet38Client }> {
  try {
    const comet = await Comet38Client.connect(options.rpcUrl);
    const chainId = (await comet.status()).nodeInfo.network;
    if (options.chainId !== undefined && options.chainId !== chainId) {
      comet.disconnect();
      throw new SdkError('sdk.wrong_chain', `${options.rpcUrl} is chain ${chainId}, not ${options.chainId}`);
    }
    return { chainId, comet };
  } catch (error) {
    throw translateFailure(error, `connecting to ${options.rpcUrl}`);
  }
}
