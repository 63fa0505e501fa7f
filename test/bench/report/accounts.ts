import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { repositoryRoot } from '@cloudx3/launcher';
import { ChainWriter, OracleQueries, oracleInstantiate, oracleMsg, registrationDigest } from '@cloudx3/sdk';
import type { Role } from '@cloudx3/sdk';
import { signDigest } from '@cloudx3/verifier-core';
import type { Signers, testKey } from '../../support/forged-feed.ts';
import { PLUGS, TEMPERATURE } from '../../support/operation.ts';
import { DENOM } from './chain.ts';

export type Key = ReturnType<typeof testKey>;

function walletOf({ secret }: Key): Promise<DirectSecp256k1Wallet> {
  return DirectSecp256k1Wallet.fromKey(secret, 'wasm');
}

/** Address of the account that a key opens. */
export async function addressOf(key: Key): Promise<string> {
  const [account] = await (await walletOf(key)).getAccounts();
  if (account === undefined) throw new Error('the wallet is empty');
  return account.address;
}

export async function connect(rpcUrl: string, key: Key): Promise<ChainWriter> {
  const signer = await walletOf(key);
  return ChainWriter.connect({ rpcUrl, signer, gasPrice: `0.025${DENOM}`, pollMs: 50 });
}

/** The oracle, with what is read. */
export async function deploy(chain: ChainWriter): Promise<OracleQueries> {
  const wasm = readFileSync(join(repositoryRoot, 'contracts', 'artifacts', 'oracle.wasm'));
  const codeId = await chain.upload(wasm);
  const message = oracleInstantiate({ denom: DENOM, operatorBond: 1n, notaryBond: 1n });
  const oracle = new OracleQueries(chain, await chain.instantiate(codeId, message, 'oracle'));
  for (const { bytes: operation } of [TEMPERATURE, PLUGS])
    await chain.execute(oracle.address, oracleMsg.publishOperation({ operation }));
  return oracle;
}

/** Each key has an account of its own, since an account sits in a feed once (rule ACC-1), and agrees to every feed of the deployer's. */
export async function register(rpcUrl: string, oracle: OracleQueries, signers: Signers): Promise<void> {
  const each = (role: Role) => (key: Key) => registerKey(rpcUrl, oracle, role, key);
  await Promise.all([...signers.operators.map(each('operator')), ...signers.notaries.map(each('notary'))]);
}

async function registerKey(rpcUrl: string, oracle: OracleQueries, role: Role, key: Key): Promise<void> {
  const chain = await connect(rpcUrl, key);
  const { pubkey, secret } = key;
  const of = { chainId: chain.chainId, oracle: oracle.address, account: chain.address, pubkey };
  const signature = signDigest(registrationDigest(role, of), secret);
  const who = { pubkey, signature, name: 'bench' };
  const msg =
    role === 'operator'
      ? oracleMsg.registerOperator({ ...who, endpoints: ['/ip4/127.0.0.1/tcp/1'] })
      : oracleMsg.registerNotary({ ...who, url: 'wss://notary.test' });
  const rule = { operations: [TEMPERATURE.id, PLUGS.id], admins: [], leastReward: 1n, mostFeeds: 256 };
  const contractAddress = oracle.address;
  try {
    await chain.executeMany([
      { contractAddress, msg, funds: [{ denom: DENOM, amount: '1' }] },
      { contractAddress, msg: oracleMsg.setStandingRule({ role, pubkey, rule }) },
    ]);
  } finally {
    chain.close();
  }
}
