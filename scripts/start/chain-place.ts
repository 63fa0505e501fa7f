/** Which chain the network stands on: the embedded one, a genuine wasmd that is built at its first use, or one that runs already. */
export const CHAIN_KINDS = ['devnet', 'wasmd', 'rpc'] as const;
export type ChainKind = (typeof CHAIN_KINDS)[number];
export const DEFAULT_CHAIN = 'devnet';

/** Where a chain is asked, and what must be known of it to pay and to be paid on it. */
export interface ChainPlace {
  /** Of the CometBFT RPC, with http:// or https://. */
  readonly rpcUrl: string;
  readonly chainId: string;
  /** What everything is paid in; its smallest unit. */
  readonly denom: string;
  /** Of one unit of gas, for example `0.025ucx3`. */
  readonly gasPrice: string;
  /** Of addresses, for example `wasm`. */
  readonly prefix: string;
  /** How far ahead of a block a feed begins, so that its creation is on chain by then; milliseconds. */
  readonly feedStartsInMs: number;
}

/** Between a feed's creation and its round 0, so that who joins at creation is a member of that round already (rule ACC-1). */
export const FEED_STARTS_IN_MS = 2_500;

/** The chain that this network starts for itself. */
export function ownChain(port: number): ChainPlace {
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    chainId: 'cloudx3-local-1',
    denom: 'ucx3',
    gasPrice: '0.025ucx3',
    prefix: 'wasm',
    feedStartsInMs: FEED_STARTS_IN_MS,
  };
}

/** Amount and denomination of a price of gas; undefined where the text is none. */
export function readGasPrice(text: string): { readonly amount: number; readonly denom: string } | undefined {
  const [, amount = '', denom = ''] =
    /^(\d+(?:\.\d{1,18})?)([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/.exec(text) ?? [];
  return denom === '' ? undefined : { amount: Number(amount), denom };
}
