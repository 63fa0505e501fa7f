import { ChainReader, DevicesQueries, OracleQueries, devicesMsg, oracleMsg } from '@cloudx3/sdk';
import type { Surroundings } from '../config/load.ts';
import { withChain } from './with-chain.ts';
import type { OnChain } from './with-chain.ts';

/** Feeds that one claim names at most (REP-6). */
const FEEDS_AT_ONCE = 64;

export interface ClaimResult {
  readonly account: string;
  /** Feeds and groups that owed this operator something. */
  readonly feeds: readonly number[];
  readonly txs: readonly string[];
}

/** Has the oracle pay what feeds owe this operator, by name, and the devices contract what accrued (REP-6, CMD-4). */
export function claim(configFile: string, surroundings: Surroundings): Promise<ClaimResult> {
  return withChain(configFile, surroundings, async (on) => {
    const { rpc: rpcUrl, id: chainId } = on.config.chain;
    const reader = await ChainReader.connect({ rpcUrl, chainId });
    try {
      const { feeds, txs } = await claimOfFeeds(reader, on);
      return { account: on.identity.account, feeds, txs: [...txs, ...(await claimOfDevices(reader, on))] };
    } finally {
      reader.close();
    }
  });
}

async function claimOfFeeds(
  reader: ChainReader,
  { config, identity, send }: OnChain,
): Promise<Pick<ClaimResult, 'feeds' | 'txs'>> {
  const queries = new OracleQueries(reader, config.chain.oracle);
  const [owed, { accrued }] = await Promise.all([
    queries.owed('operator', identity.operator.pubkey),
    queries.rewards(identity.account),
  ]);
  const feeds = owed.filter((each) => each.owed > 0n).map(({ feedId }) => feedId);
  const txs: string[] = [];
  for (let from = 0; from < feeds.length || (from === 0 && accrued > 0n); from += FEEDS_AT_ONCE) {
    const message = oracleMsg.claim({ feeds: feeds.slice(from, from + FEEDS_AT_ONCE) });
    txs.push(await send({ contract: 'oracle', message }));
  }
  return { feeds, txs };
}

async function claimOfDevices(reader: ChainReader, { config, identity, send }: OnChain): Promise<string[]> {
  const { devices } = config.chain;
  if (devices === undefined) return [];
  const { accrued } = await new DevicesQueries(reader, devices).rewards(identity.account);
  return accrued === 0n ? [] : [await send({ contract: 'devices', message: devicesMsg.claim() })];
}
