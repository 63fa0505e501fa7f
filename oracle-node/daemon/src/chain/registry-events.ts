import type { DevicesEvent, OracleEvent } from '@cloudx3/sdk';

/** Whether the copy of the registry is read again for it: the feed that it names, or operators and notaries where it names none. */
const CHANGES_REGISTRY: Readonly<Record<OracleEvent['type'], boolean>> = {
  operator_registered: true,
  notary_registered: true,
  operator_activity: true,
  notary_activity: true,
  endpoints_changed: true,
  unbonding: true,
  rebonded: true,
  bond_withdrawn: true,
  key_retired: true,
  evidence_accepted: true,
  operation_published: true,
  feed_created: true,
  feed_changing: true,
  feed_activity: true,
  feed_funded: true,
  withdrawal_announced: true,
  escrow_withdrawn: true,
  members_invited: true,
  member_joined: true,
  member_leaves: true,
  member_jailed: true,
  member_declined: true,
  member_agreed: true,
  bond_added: false,
  standing_rule: false,
  evidence_committed: false,
  devices_set: false,
  // Its round and value are taken from the event itself.
  feed_updated: false,
  row_updated: false,
  group_updated: false,
  feed_skipped: false,
  report_refused: false,
  omission_claimed: false,
  reward_claimed: false,
};

/** Whether the device that it names is read again for it. */
const CHANGES_DEVICE: Readonly<Record<DevicesEvent['type'], boolean>> = {
  device_registered: true,
  device_bound: true,
  device_unbound: true,
  device_transferred: true,
  device_updated: true,
  member_joined: true,
  member_left: true,
  binding_notaries_set: false,
  proof_set: false,
  handover_begun: false,
  handover_answered: false,
  device_offered: false,
  // Commands are followed by themselves.
  command_issued: false,
  command_taken: false,
  command_settled: false,
  command_refunded: false,
  command_cancelled: false,
  reward_claimed: false,
};

export const REGISTRY_EVENTS = whatChanges(CHANGES_REGISTRY);
export const DEVICE_EVENTS = whatChanges(CHANGES_DEVICE);

function whatChanges(changes: Readonly<Record<string, boolean>>): ReadonlySet<string> {
  return new Set(Object.keys(changes).filter((type) => changes[type] === true));
}
