import { ChainReader } from '@cloudx3/sdk';
import { Comet38Client } from '@cosmjs/tendermint-rpc';
import { Bech32PrefixResponse } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { ConfigResponse } from 'cosmjs-types/cosmos/base/node/v1beta1/query';

/** What a chain says of itself. */
export interface ChainAnswers {
  readonly chainId: string;
  /** Milliseconds between its last blocks. */
  readonly blockMs: number;
  /** Undefined where it is no chain of the Cosmos SDK. */
  readonly prefix: string | undefined;
  readonly hasWasm: boolean;
  /** In the node's words, with a comma between several; undefined where it does not say. */
  readonly minimumGasPrice: string | undefined;
}

/** How many of the last blocks are looked at. */
const BLOCKS = 5;

/** Asks a chain's RPC. Throws an SdkError where no chain answers. */
export async function askChain(rpcUrl: string): Promise<ChainAnswers> {
  const reader = await ChainReader.connect({ rpcUrl });
  const comet = await Comet38Client.connect(rpcUrl);
  try {
    const height = await reader.height();
    const first = Math.max(1, height - BLOCKS);
    const [from, to, prefix, wasm, config] = await Promise.all([
      reader.blockTimeMs(first),
      reader.blockTimeMs(height),
      query(comet, '/cosmos.auth.v1beta1.Query/Bech32Prefix'),
      query(comet, '/cosmwasm.wasm.v1.Query/Params'),
      query(comet, '/cosmos.base.node.v1beta1.Service/Config'),
    ]);
    return {
      chainId: reader.chainId,
      blockMs: Math.ceil((to - from) / Math.max(1, height - first)),
      prefix: prefix && Bech32PrefixResponse.decode(prefix).bech32Prefix,
      hasWasm: wasm !== undefined,
      minimumGasPrice: config && ConfigResponse.decode(config).minimumGasPrice,
    };
  } finally {
    comet.disconnect();
    reader.close();
  }
}

/** The answer to a query without parameters; undefined where the chain knows no such query. */
async function query(comet: Comet38Client, path: string): Promise<Uint8Array | undefined> {
  const { code, value } = await comet.abciQuery({ path, data: new Uint8Array() });
  return code === 0 ? value : undefined;
}
