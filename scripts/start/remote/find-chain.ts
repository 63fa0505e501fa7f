import { SdkError } from '@cloudx3/sdk';
import { messageOf } from '@cloudx3/errors';
import { FEED_STARTS_IN_MS, readGasPrice } from '../chain-place.ts';
import type { ChainPlace } from '../chain-place.ts';
import { StartError } from '../error.ts';
import { askChain } from './ask-chain.ts';
import type { ChainAnswers } from './ask-chain.ts';

/** A chain that runs already, as the command line names it. */
export interface RemoteChain {
  readonly rpcUrl: string;
  /** Path of the file with the words of the account that pays for everything. */
  readonly mnemonicFile: string;
  /** The least that the node takes where it is left out. */
  readonly gasPrice?: string | undefined;
}

/** Blocks that pass between the block which a feed's creation is made from and the one that it is in, with room. */
const BLOCKS_AHEAD = 3;

/** Asks a chain what must be known of it. Throws a StartError where it is away, is no CosmWasm chain, or does not say what gas costs. */
export async function findChain(remote: RemoteChain, ask = askChain): Promise<ChainPlace> {
  const { rpcUrl } = remote;
  const answers = await ask(rpcUrl).catch((error: unknown) => {
    throw failure(rpcUrl, error);
  });
  if (answers.prefix === undefined || !answers.hasWasm) {
    throw new StartError(
      'start.chain.unfit',
      `${rpcUrl} is the chain ${answers.chainId}, which runs no CosmWasm contracts`,
      'Name the RPC of a CosmWasm chain with --chain-rpc, or leave it out for a chain on this machine.',
    );
  }
  const gasPrice = remote.gasPrice ?? leastGasPrice(rpcUrl, answers);
  const { chainId, prefix } = answers;
  return {
    ...{ rpcUrl, chainId, gasPrice, prefix },
    denom: readGasPrice(gasPrice)?.denom ?? '',
    feedStartsInMs: FEED_STARTS_IN_MS + BLOCKS_AHEAD * answers.blockMs,
  };
}

function failure(rpcUrl: string, error: unknown): StartError {
  const isAway = error instanceof SdkError && error.code === 'sdk.unreachable';
  return isAway
    ? new StartError(
        'start.chain.unreachable',
        `no chain answers at ${rpcUrl}: ${messageOf(error)}`,
        'Check the address and that the chain runs.',
        { cause: error },
      )
    : new StartError(
        'start.chain.unfit',
        `what answers at ${rpcUrl} is no CometBFT RPC: ${messageOf(error)}`,
        'Name the RPC of a CosmWasm chain with --chain-rpc; it often listens at port 26657.',
        { cause: error },
      );
}

/** The only price that the node takes. A node that takes several, or anything, leaves it to whoever pays. */
function leastGasPrice(rpcUrl: string, { minimumGasPrice = '' }: ChainAnswers): string {
  const price = readGasPrice(minimumGasPrice);
  // The node says it with eighteen decimals.
  if (price !== undefined && price.amount > 0) return `${price.amount}${price.denom}`;
  const said = minimumGasPrice === '' ? 'nothing of what gas costs' : `that gas costs "${minimumGasPrice}"`;
  throw new StartError(
    'start.gas_price',
    `${rpcUrl} says ${said}`,
    'Give a price in one denomination, such as --gas-price 0.025uatom; everything is paid in that one.',
  );
}
