// The embedded chain with the contracts' artifacts, for tests that want the genuine thing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@cosmjs/crypto';
import { toUtf8 } from '@cosmjs/encoding';
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { startDevnet } from 'cloudx3-devnet';
import type { Devnet } from 'cloudx3-devnet';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import { oracleMsg } from '../oracle/gen/messages.ts';
import { registrationDigest } from '../registration/digest.ts';

/** Denomination of the test chain. */
export const DENOM = 'ucx3';

/** A wallet whose key is the hash of its label, and of no worth. */
export function walletOf(label: string): Promise<DirectSecp256k1Wallet> {
  return DirectSecp256k1Wallet.fromKey(sha256(toUtf8(label)), 'wasm');
}

/** Starts a chain on which these labels have money. */
export async function startTestChain(
  labels: readonly string[],
): Promise<{ readonly devnet: Devnet; close(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'cloudx3-sdk-'));
  const accounts = await Promise.all(labels.map(addressOf));
  const coins = [{ denom: DENOM, amount: '1000000000' }];
  const devnet = await startDevnet({
    home: join(home, 'chain'),
    blockMs: 40,
    genesis: { denom: DENOM, accounts: accounts.map((address) => ({ address, coins })) },
  });
  return {
    devnet,
    async close() {
      await devnet.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The committed wasm of a contract. */
export function artifact(contract: 'oracle' | 'devices'): Uint8Array {
  return readFileSync(new URL(`../../../contracts/artifacts/${contract}.wasm`, import.meta.url));
}

/** A message that registers the operator key of a label for an account. */
export function registration(
  label: string,
  of: { readonly chainId: string; readonly address: string },
  oracle: string,
) {
  const privateKey = sha256(toUtf8(label));
  const pubkey = publicKeyOf(privateKey);
  const digest = registrationDigest('operator', { chainId: of.chainId, oracle, pubkey, account: of.address });
  const signature = signDigest(digest, privateKey);
  return oracleMsg.registerOperator({ pubkey, signature, name: label, endpoints: ['/ip4/127.0.0.1/tcp/1'] });
}

/** Bech32 address of a wallet. */
async function addressOf(label: string): Promise<string> {
  const [account] = await (await walletOf(label)).getAccounts();
  if (account === undefined) throw new Error('a wallet of one key has one account');
  return account.address;
}
