import { join } from 'node:path';
import { FUNDS, startWasmd } from '@cloudx3/scripts';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { startDevnet } from 'cloudx3-devnet';
import { freePorts } from '../support/free-ports.ts';

export const CHAINS = ['wasmd', 'devnet'] as const;
export type ChainName = (typeof CHAINS)[number];

/** Both chains have the same name, so that what is signed for one is what is signed for the other. */
export const CHAIN_ID = 'conformance-1';
export const DENOM = 'ustake';
/** Known to everybody; they own coins of chains that live for one run. */
export const TESTER_MNEMONIC = 'test test test test test test test test test test test junk';
const BYSTANDER_MNEMONIC =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

export interface RunningChain extends AsyncDisposable {
  readonly rpcUrl: string;
  /** Has funds. */
  readonly tester: string;
  /** Has nothing yet. */
  readonly bystander: string;
}

/** A fresh chain on which the tester has funds, in a folder of its own. `program` is wasmd. */
export async function startChain(name: ChainName, folder: string, program: string): Promise<RunningChain> {
  const [tester, bystander] = [await addressOf(TESTER_MNEMONIC), await addressOf(BYSTANDER_MNEMONIC)];
  const start = name === 'devnet' ? startOnDevnet : startOnWasmd;
  const node = await start(join(folder, name), tester, program);
  return {
    ...{ rpcUrl: node.rpcUrl, tester, bystander },
    [Symbol.asyncDispose]: async () => node[Symbol.asyncDispose](),
  };
}

type Node = AsyncDisposable & { readonly rpcUrl: string };

async function startOnWasmd(home: string, tester: string, program: string): Promise<Node> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new TypeError('one port was asked for');
  return startWasmd(program, { home, port, blockMs: 500, chainId: CHAIN_ID, denom: DENOM, fund: [tester] });
}

/** With somebody before the tester, as on wasmd, so that the tester has the same number. */
async function startOnDevnet(home: string, tester: string): Promise<Node> {
  const validator = await addressOf((await DirectSecp256k1HdWallet.generate(12)).mnemonic);
  const coins = [{ denom: DENOM, amount: FUNDS }];
  const accounts = [validator, tester].map((address) => ({ address, coins }));
  return startDevnet({ home, blockMs: 100, genesis: { chainId: CHAIN_ID, denom: DENOM, accounts } });
}

async function addressOf(mnemonic: string): Promise<string> {
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix: 'wasm' });
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new TypeError('a wallet has an account');
  return account.address;
}
