import { ChainWriter, OracleQueries, oracleMsg, registrationDigest } from '@cloudx3/sdk';
import { loadIdentity } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { describeIdentity } from './identity-text.ts';

export interface RegisterResult {
  readonly pubkey: string;
  readonly account: string;
  readonly endpoints: readonly string[];
  readonly bond: string;
  /** What was done: a first registration, new endpoints, or nothing since the chain shows it so already. */
  readonly done: 'registered' | 'updated' | 'unchanged';
  readonly tx?: string;
}

/** Registers the operator on chain with its bond (REG-1), or brings its endpoints up to date. Safe to run again. */
export async function register(configFile: string, surroundings: Surroundings): Promise<RegisterResult> {
  const { config, identity } = await loadIdentity(configFile, surroundings);
  const { chain: options, p2p } = config;
  const { pubkey, sign } = identity.operator;
  const { endpoints, ...who } = describeIdentity(
    identity,
    p2p.announce.length > 0 ? p2p.announce : p2p.listen,
  );
  const chain = await ChainWriter.connect({
    rpcUrl: options.rpc,
    chainId: options.id,
    signer: identity.wallet,
    gasPrice: options.gas_price,
  });
  try {
    const oracle = new OracleQueries(chain, options.oracle);
    const [{ operatorBond, denom }, known] = await Promise.all([oracle.config(), oracle.operator(pubkey)]);
    const result = { pubkey: who.pubkey, account: who.account, endpoints, bond: `${operatorBond}${denom}` };
    if (known !== undefined) {
      if (known.endpoints.join() === endpoints.join()) return { ...result, done: 'unchanged' };
      const { txHash } = await chain.execute(options.oracle, oracleMsg.updateOperator({ pubkey, endpoints }));
      return { ...result, done: 'updated', tx: txHash };
    }
    const signature = sign(
      registrationDigest('operator', {
        chainId: options.id,
        oracle: options.oracle,
        pubkey,
        account: identity.account,
      }),
    );
    const message = oracleMsg.registerOperator({ pubkey, signature, name: config.name, endpoints });
    const { txHash } = await chain.execute(options.oracle, message, {
      funds: [{ denom, amount: operatorBond.toString() }],
    });
    return { ...result, done: 'registered', tx: txHash };
  } finally {
    chain.close();
  }
}
