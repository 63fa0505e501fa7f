import { equalBytes } from '@cloudx3/proto';
import type { Operator } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { NodeError } from '../error.ts';
import type { OnChain } from './with-chain.ts';

/** How the chain shows an operator after a command. */
export interface ShownRegistration {
  readonly pubkey: string;
  readonly account: string;
  readonly tx: string;
  /** With its denomination. */
  readonly bond: string;
  readonly active: boolean;
  /** When the bond may be withdrawn, Unix ms; absent where nothing was announced. */
  readonly unbondedAtMs?: number;
}

/** The operator of a key; throws `node.usage` where there is none. */
export async function registered({ chain }: OnChain, pubkey: Uint8Array): Promise<Operator> {
  const found = (await chain.operators()).find((each) => equalBytes(each.pubkey, pubkey));
  if (found !== undefined) return found;
  throw new NodeError(
    'node.usage',
    `operator ${bytesToHex(pubkey)} is not registered; run "oracle-node register"`,
  );
}

export function shownRegistration(
  { pubkey, account, bond, active, unbondedAtMs }: Operator,
  { config }: OnChain,
  tx: string,
): ShownRegistration {
  const denom = config.chain.gas_price.replace(/^[\d.]+/, '');
  const waits = unbondedAtMs === undefined ? {} : { unbondedAtMs: Number(unbondedAtMs) };
  return { pubkey: bytesToHex(pubkey), account, tx, bond: `${bond}${denom}`, active, ...waits };
}

/** For people. */
export function registrationLines({
  pubkey,
  account,
  bond,
  active,
  unbondedAtMs,
  tx,
}: ShownRegistration): string[] {
  const until =
    unbondedAtMs === undefined ? '' : `, to be withdrawn from ${new Date(unbondedAtMs).toISOString()} on`;
  return [`Operator ${pubkey} of ${account}: ${active ? 'on' : 'off'}, bond ${bond}${until} (in ${tx})`];
}
