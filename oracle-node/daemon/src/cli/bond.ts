import { ChainReader, OracleQueries, oracleMsg } from '@cloudx3/sdk';
import type { Surroundings } from '../config/load.ts';
import { registered, shownRegistration } from './registered.ts';
import type { ShownRegistration } from './registered.ts';
import { withChain } from './with-chain.ts';
import type { OnChain } from './with-chain.ts';

/** What an operator does with its registration besides making it. */
export const BOND_DEEDS = {
  unbond: 'announce that this operator leaves: it counts for no session from now on, and its bond waits',
  withdraw: 'take the bond back once its time of waiting is over',
  rebond: 'come back with a full bond, before or after it was withdrawn',
  retire: 'give this key up for ever; its bond waits as by "unbond"',
  off: 'switch this operator off: what it signs counts for later sessions no more',
  on: 'switch it on again',
} as const;

export type BondDeed = keyof typeof BOND_DEEDS;

interface OwnKey {
  readonly role: 'operator';
  readonly pubkey: Uint8Array;
}

/** Does one of {@link BOND_DEEDS}. Rejects with the contract's code where it does not let it be done. */
export function changeBond(
  configFile: string,
  deed: BondDeed,
  surroundings: Surroundings,
): Promise<ShownRegistration> {
  return withChain(configFile, surroundings, async (on) => {
    const { pubkey } = on.identity.operator;
    const of = { role: 'operator', pubkey } as const;
    const funds = deed === 'rebond' ? await missingBond(on, pubkey) : [];
    const tx = await on.send({ contract: 'oracle', message: messageOf(deed, of), funds });
    return shownRegistration(await registered(on, pubkey), on, tx);
  });
}

function messageOf(deed: BondDeed, of: OwnKey): object {
  switch (deed) {
    case 'unbond':
      return oracleMsg.unbond(of);
    case 'withdraw':
      return oracleMsg.withdrawBond(of);
    case 'rebond':
      return oracleMsg.rebond(of);
    case 'retire':
      return oracleMsg.retire(of);
    case 'off':
    case 'on':
      return oracleMsg.setActive({ ...of, active: deed === 'on' });
  }
}

/** REG-4: what the bond lacks of the full one. */
async function missingBond(on: OnChain, pubkey: Uint8Array): Promise<{ denom: string; amount: string }[]> {
  const { rpc: rpcUrl, id: chainId, oracle } = on.config.chain;
  const reader = await ChainReader.connect({ rpcUrl, chainId });
  try {
    const { operatorBond, denom } = await new OracleQueries(reader, oracle).config();
    const { bond } = await registered(on, pubkey);
    return bond >= operatorBond ? [] : [{ denom, amount: (operatorBond - bond).toString() }];
  } finally {
    reader.close();
  }
}
