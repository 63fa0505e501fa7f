import type { ChainPort, ContractCall } from '../chain/ports.ts';
import { createSdkChain } from '../chain/sdk-chain.ts';
import { loadIdentity } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import type { Identity } from '../config/identity.ts';
import type { NodeConfig } from '../config/schema.ts';

/** A command's way to the chain, as the operator's account. */
export interface OnChain {
  readonly config: NodeConfig;
  readonly identity: Identity;
  readonly chain: ChainPort;
  /** Sends a message and waits until it is on chain; gives the transaction's hash. */
  readonly send: (call: ContractCall) => Promise<string>;
}

/** Opens the operator's keys and the chain for one command, and lets go of the chain afterwards. */
export async function withChain<T>(
  configFile: string,
  surroundings: Surroundings,
  action: (on: OnChain) => Promise<T>,
): Promise<T> {
  const { config, identity } = await loadIdentity(configFile, surroundings);
  const { rpc, id, oracle, devices, gas_price: gasPrice } = config.chain;
  const { account, wallet: signer } = identity;
  const chain = createSdkChain({ rpcUrl: rpc, chainId: id, oracle, devices, gasPrice, account }, { signer });
  const send = async (call: ContractCall): Promise<string> => {
    const { bytes } = await chain.prepare(call);
    return (await chain.broadcast(bytes)).txHash;
  };
  try {
    return await action({ config, identity, chain, send });
  } finally {
    chain.close();
  }
}
