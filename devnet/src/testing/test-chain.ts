import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliverTxResponse } from '@cosmjs/stargate';
import { GasPrice } from '@cosmjs/stargate';
import { SigningCosmWasmClient } from '@cosmjs/cosmwasm';
import type { EncodeObject, OfflineSigner } from '@cosmjs/proto-signing';
import { DirectSecp256k1HdWallet, coins } from '@cosmjs/proto-signing';
import { startDevnet } from '../node/start-devnet.ts';

/**
 * The suites below run against the devnet in this process, or against any chain with a funded account:
 * DEVNET_TEST_RPC and DEVNET_TEST_MNEMONIC point them to a real wasmd, which is right wherever the two differ.
 */
const EXTERNAL_RPC = process.env['DEVNET_TEST_RPC'];
const EXTERNAL_MNEMONIC = process.env['DEVNET_TEST_MNEMONIC'];

export const DENOM = 'ustake';
export const GAS = 3_000_000;
const FUNDS = '1000000000000';
/** Known to everybody; it only ever owns coins of chains that live for one test. */
const RECIPIENT_MNEMONIC =
  'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about';

export const probeWasm = (): Uint8Array =>
  readFileSync(join(import.meta.dirname, '..', '..', 'testdata', 'probe.wasm'));

export function feeFor(gas: number): { amount: ReturnType<typeof coins>; gas: string } {
  return { amount: coins(Math.ceil(gas * 0.025), DENOM), gas: gas.toString() };
}

/** Why a transaction failed. cosmjs calls the field deprecated, yet chains put the reason nowhere else. */
export function logOf(result: DeliverTxResponse): string {
  const { rawLog } = result as { rawLog?: string };
  return rawLog ?? '';
}

export interface TestChain extends AsyncDisposable {
  readonly rpcUrl: string;
  readonly wallet: DirectSecp256k1HdWallet;
  readonly sender: string;
  readonly recipient: string;
  readonly client: SigningCosmWasmClient;
  connect(signer: OfflineSigner): Promise<SigningCosmWasmClient>;
  /** Signs, sends and waits; a failed transaction is a result, a refused one throws. */
  send(...messages: EncodeObject[]): Promise<DeliverTxResponse>;
}

export async function startTestChain(): Promise<TestChain> {
  const prefix = { prefix: 'wasm' };
  const wallet =
    EXTERNAL_MNEMONIC === undefined
      ? await DirectSecp256k1HdWallet.generate(12, prefix)
      : await DirectSecp256k1HdWallet.fromMnemonic(EXTERNAL_MNEMONIC, prefix);
  const sender = await addressOf(wallet);
  const recipientWallet = await DirectSecp256k1HdWallet.fromMnemonic(RECIPIENT_MNEMONIC, prefix);
  const recipient = await addressOf(recipientWallet);
  const { rpcUrl, stop } = await startNode(sender);
  const connect = (signer: OfflineSigner): Promise<SigningCosmWasmClient> =>
    SigningCosmWasmClient.connectWithSigner(rpcUrl, signer, {
      gasPrice: GasPrice.fromString(`0.025${DENOM}`),
      broadcastPollIntervalMs: 20,
    });
  const client = await connect(wallet);
  return {
    rpcUrl,
    wallet,
    sender,
    recipient,
    client,
    connect,
    send: (...messages) => client.signAndBroadcast(sender, messages, feeFor(GAS)),
    [Symbol.asyncDispose]: async () => {
      client.disconnect();
      await stop();
    },
  };
}

async function addressOf(wallet: OfflineSigner): Promise<string> {
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new Error('a wallet has an account');
  return account.address;
}

async function startNode(funded: string): Promise<{ rpcUrl: string; stop: () => Promise<void> }> {
  if (EXTERNAL_RPC !== undefined) return { rpcUrl: EXTERNAL_RPC, stop: () => Promise.resolve() };
  const home = mkdtempSync(join(tmpdir(), 'devnet-test-'));
  const accounts = [{ address: funded, coins: coins(FUNDS, DENOM) }];
  const devnet = await startDevnet({ home, blockMs: 20, genesis: { accounts } });
  return {
    rpcUrl: devnet.rpcUrl,
    stop: async () => {
      await devnet.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
