import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import type { NetworkPlan } from './plan.ts';
import { writeWhole } from './write-whole.ts';

/** Accounts that people would hold: who deploys, who owns the device and uses the feed, and who runs a notary and is paid for it. */
export type AccountName = 'deployer' | 'owner' | `notary-${number}`;

export interface Account {
  readonly address: string;
  readonly wallet: DirectSecp256k1HdWallet;
}

/** Opens an account of this network, made at its first use. The key lies in the data folder, readable by this user only. */
export async function openAccount(dataDir: string, name: AccountName, prefix: string): Promise<Account> {
  const file = join(dataDir, 'accounts', name);
  if (!existsSync(file)) {
    const fresh = await DirectSecp256k1HdWallet.generate(24, { prefix });
    writeWhole(file, `${fresh.mnemonic}\n`);
  }
  return accountOf(readFileSync(file, 'utf8').trim(), prefix);
}

/** The account that a mnemonic opens. */
export async function accountOf(mnemonic: string, prefix: string): Promise<Account> {
  const wallet = await DirectSecp256k1HdWallet.fromMnemonic(mnemonic, { prefix });
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new Error('a wallet of a mnemonic has an account');
  return { address: account.address, wallet };
}

export interface Accounts {
  readonly deployer: Account;
  readonly owner: Account;
  /** In the order of the plan's notaries. */
  readonly notaries: readonly Account[];
}

export async function openAccounts({ dataDir, notaries, chain }: NetworkPlan): Promise<Accounts> {
  const open = (name: AccountName): Promise<Account> => openAccount(dataDir, name, chain.prefix);
  return {
    deployer: await open('deployer'),
    owner: await open('owner'),
    notaries: await Promise.all(notaries.map(({ account }) => open(account))),
  };
}

/** The device wallet's private key: 32 bytes, made at first use. */
export function openDeviceKey(dataDir: string): Uint8Array {
  const file = join(dataDir, 'accounts', 'device');
  if (!existsSync(file)) writeWhole(file, `${randomBytes(32).toString('hex')}\n`);
  return Uint8Array.from(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'));
}

/** Path of the file with the passphrase that seals the key files of this network's nodes and notaries. */
export function openPassphrase(dataDir: string): string {
  const file = join(dataDir, 'accounts', 'passphrase');
  if (!existsSync(file)) writeWhole(file, `${randomBytes(24).toString('base64url')}\n`);
  return file;
}
