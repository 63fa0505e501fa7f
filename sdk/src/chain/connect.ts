import { Comet38Client } from '@cosmjs/tendermint-rpc';
import { SdkError } from '../error.ts';
import { translateFailure } from './failure.ts';

/** Where a chain is asked. */
export interface ReaderOptions {
  /** Of the CometBFT RPC, with http:// or https://. */
  readonly rpcUrl: string;
  /** Refuses an RPC of another chain. */
  readonly chainId?: string | undefined;
}

/** Connects to an RPC; `Comet38Client` is named, since cosmjs' own detection takes newer CometBFT versions for 0.37. */
export async function connectComet(
  options: ReaderOptions,
): Promise<{ chainId: string; comet: Comet38Client }> {
  const doing = `connecting to ${options.rpcUrl}`;
  const comet = await Comet38Client.connect(options.rpcUrl).catch((error: unknown) => {
    throw translateFailure(error, doing);
  });
  try {
    const chainId = (await comet.status()).nodeInfo.network;
    if (options.chainId === undefined || options.chainId === chainId) return { chainId, comet };
    throw new SdkError('sdk.wrong_chain', `${options.rpcUrl} is chain ${chainId}, not ${options.chainId}`);
  } catch (error) {
    comet.disconnect();
    throw translateFailure(error, doing);
  }
}
