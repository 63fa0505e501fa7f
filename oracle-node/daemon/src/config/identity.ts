import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing';
import { readKeyFile } from '@cloudx3/config';
import { publicKeyOf } from '@cloudx3/verifier-core';
import { signWithLibsecp } from '@cloudx3/verifier-core/node';
import type { SignDigest } from '@cloudx3/verifier-core';
import { equalBytes } from '@cloudx3/proto';
import type { Signer } from '@cloudx3/sdk';
import { NodeError } from '../error.ts';

/** The operator's two keys, opened. Whoever holds this object holds them. */
export interface Identity {
  readonly operator: {
    readonly pubkey: Uint8Array;
    readonly privateKey: Uint8Array;
    readonly sign: SignDigest;
  };
  readonly wallet: Signer;
  /** Address of the gas account. */
  readonly account: string;
}

export interface IdentityFiles {
  readonly observation: string;
  readonly gas: string;
  readonly prefix: string;
}

export async function openIdentity(files: IdentityFiles, passphrase: string): Promise<Identity> {
  const privateKey = await readKeyFile(files.observation, passphrase);
  const gasKey = await readKeyFile(files.gas, passphrase);
  if (privateKey.length !== 32 || gasKey.length !== 32) {
    throw new NodeError('node.identity', 'a key file holds no key of 32 bytes; restore it from a backup');
  }
  // One key for both would let whoever gets at the gas account sign observations, and tie the bond to it.
  if (equalBytes(privateKey, gasKey))
    throw new NodeError(
      'node.identity',
      'the observation key and the gas key are the same; make two with "init"',
    );
  const wallet = await DirectSecp256k1Wallet.fromKey(gasKey, files.prefix);
  const account = (await wallet.getAccounts())[0]?.address ?? '';
  return {
    operator: {
      pubkey: publicKeyOf(privateKey),
      privateKey,
      sign: (digest) => signWithLibsecp(digest, privateKey),
    },
    wallet,
    account,
  };
}
