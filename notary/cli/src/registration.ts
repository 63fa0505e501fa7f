import { loadConfig } from '@cloudx3/config';
import { oracleMsg, registrationDigest } from '@cloudx3/sdk';
import { publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import { configSchema } from './config.ts';
import { readPrivateKey } from './read-files.ts';
import type { PassphraseContext } from './read-files.ts';

/** What registers a notary on chain. */
export interface Registration {
  /** Contract to execute, by the account, with the bond as funds. */
  readonly contract: string;
  /** `register_notary` of the oracle contract. */
  readonly message: ReturnType<typeof oracleMsg.registerNotary>;
}

/**
 * What `register_notary` needs (rule REG-1): the message with the key's proof of possession for this account. The notary itself holds no
 * funds and sends no transaction. Rejects with ConfigError where the file or the key cannot be read.
 */
export async function registration(
  configFile: string,
  of: { readonly account: string; readonly name: string; readonly url: string },
  context: PassphraseContext,
): Promise<Registration> {
  const config = await loadConfig(configFile, configSchema);
  const privateKey = await readPrivateKey(configFile, config, context);
  const { chain_id: chainId, oracle } = config.network;
  const pubkey = publicKeyOf(privateKey);
  const digest = registrationDigest('notary', { chainId, oracle, pubkey, account: of.account });
  const signature = signDigest(digest, privateKey);
  return {
    contract: oracle,
    message: oracleMsg.registerNotary({ pubkey, signature, name: of.name, url: of.url }),
  };
}
