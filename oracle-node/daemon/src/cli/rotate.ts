import { equalBytes } from '@cloudx3/proto';
import { oracleMsg, registrationDigest } from '@cloudx3/sdk';
import { loadIdentity } from '../config/load.ts';
import type { Surroundings } from '../config/load.ts';
import { NodeError } from '../error.ts';
import { registered, shownRegistration } from './registered.ts';
import type { ShownRegistration } from './registered.ts';
import { withChain } from './with-chain.ts';
import type { OnChain } from './with-chain.ts';

interface Keys {
  readonly role: 'operator';
  readonly old: Uint8Array;
  readonly new: Uint8Array;
}

/** What came of a rotation. */
export interface RotateResult extends ShownRegistration {
  /** Feeds in which the new key has the old one's seat from the next round on. */
  readonly seats: readonly number[];
  /** Devices that the old key served. A device names keys, so its owner has to name the new one, which then accepts it. */
  readonly devices: readonly string[];
}

/**
 * REG-2: the key of another configuration takes the place of this one's, with its account, bond and rule, and its seats in feeds (ACC-4).
 * Both configurations name the same gas account. Safe to run again: what is done already is left out.
 */
export async function rotate(
  configFile: string,
  newConfigFile: string,
  surroundings: Surroundings,
): Promise<RotateResult> {
  const next = (await loadIdentity(newConfigFile, surroundings)).identity;
  return withChain(configFile, surroundings, async (on) => {
    const { identity, config } = on;
    if (next.account !== identity.account)
      throw new NodeError('node.usage', `${newConfigFile} names another gas account; give it the same`);
    const keys = { role: 'operator', old: identity.operator.pubkey, new: next.operator.pubkey } as const;
    const { replacedBy } = await registered(on, keys.old);
    const { id: chainId, oracle } = config.chain;
    const of = { chainId, oracle, pubkey: keys.new, account: next.account, replaces: keys.old };
    const signature = next.operator.sign(registrationDigest('operator', of));
    const isDone = replacedBy !== undefined && equalBytes(replacedBy, keys.new);
    const tx = isDone
      ? ''
      : await on.send({ contract: 'oracle', message: oracleMsg.rotateKey({ ...keys, signature }) });
    const seats = await moveSeats(on, keys);
    const devices = await on.chain.devicesOf(keys.old);
    return { ...shownRegistration(await registered(on, keys.new), on, tx), seats, devices };
  });
}

/** Moves every seat that the old key has; gives the feeds. */
async function moveSeats({ chain, send }: OnChain, keys: Keys): Promise<number[]> {
  const moved: number[] = [];
  for (const { id } of await chain.feeds()) {
    const members = await chain.feedMembers(id);
    if (members?.operators.some(({ member, pubkey }) => member && equalBytes(pubkey, keys.old)) !== true)
      continue;
    await send({ contract: 'oracle', message: oracleMsg.moveSeat({ feedId: id, ...keys }) });
    moved.push(id);
  }
  return moved;
}

/** For people: what the new key sits in, and what it has to be let into. */
export function rotationLines({ seats, devices }: RotateResult): string[] {
  return [
    ...seats.map((id) => `It sits in feed ${id} from the next round on`),
    ...devices.map(
      (id) =>
        `It serves device ${id} no more: its owner has to name the new key, then "oracle-node policy accept device ${id}"`,
    ),
  ];
}
