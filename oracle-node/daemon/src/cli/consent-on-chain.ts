import { equalBytes } from '@cloudx3/proto';
import type { Device, DevicesQueries, Feed, OracleQueries } from '@cloudx3/sdk';
import type { ShownOnChain } from './shown-ask.ts';

/** How each of these feeds and devices, which name an operator, has it on chain; by kind and id. */
export async function consentOnChain(
  { oracle, ofDevices }: { readonly oracle: OracleQueries; readonly ofDevices: DevicesQueries | undefined },
  { feeds, devices }: { readonly feeds: readonly Feed[]; readonly devices: readonly Device[] },
  self: Uint8Array,
): Promise<ReadonlyMap<string, ShownOnChain>> {
  const shown = new Map<string, ShownOnChain>();
  const isSelf = ({ pubkey }: { readonly pubkey: Uint8Array }): boolean => equalBytes(pubkey, self);
  for (const { id, spec, runway } of feeds) {
    const seat = (await oracle.feedMembers(id))?.operators.find(isSelf);
    shown.set(`feed ${id}`, {
      isMember: seat?.member === true,
      until: seat?.rounds.at(-1)?.until?.toString(),
      jailedUntilMs: seat?.jailedUntilMs === undefined ? undefined : Number(seat.jailedUntilMs),
      runway: spec.observerReward === 0n ? undefined : runway?.toString(),
    });
  }
  for (const { id } of devices) {
    const member = (await ofDevices?.members(id))?.operators.find(isSelf);
    const none = { until: undefined, jailedUntilMs: undefined, runway: undefined };
    shown.set(`device ${id}`, { ...none, isMember: member?.member === true });
  }
  return shown;
}
