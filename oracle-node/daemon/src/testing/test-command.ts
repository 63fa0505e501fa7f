import { testKeys } from '@cloudx3/oracle-protocol/testing';
import type { Command } from '@cloudx3/sdk';
import type { CommandInput } from '../commands/machine/input.ts';
import { firstRecord, stepCommand } from '../commands/machine/step.ts';
import type { ServedDevice } from '../commands/served-device.ts';
import type { CommandRecord } from '../store/ports.ts';
import { publicKeysOf } from './test-feed.ts';
import { SWITCH_CAPABILITY, SWITCHED_ON } from './test-operations.ts';

export const [self, other] = [keyOf(0), keyOf(1)];
export const NOW = 1_000_000n;
export const holder = { self: self, nowMs: NOW };
export const lease = (operator: Uint8Array, untilMs: bigint) => ({
  ...{ operator, untilMs },
  ...{ account: 'account', fromMs: untilMs - 60_000n, deposit: 1n },
});
export const own = lease(self, NOW + 1n);
export const others = lease(other, NOW + 1n);

export const device = { device: { id: 'device' }, operators: [self, other] } as unknown as ServedDevice;
export const command: Command = {
  id: 1n,
  device: 'device',
  issuer: 'owner',
  capability: SWITCH_CAPABILITY.name,
  value: SWITCHED_ON.value,
  actionOperation: SWITCH_CAPABILITY.actionOperation,
  actionParams: [],
  readbackOperation: SWITCH_CAPABILITY.readbackOperation,
  readbackParams: [],
  readbackReading: SWITCH_CAPABILITY.readbackReading,
  expect: SWITCHED_ON.expect,
  escrow: 1n,
  issuedAtMs: NOW - 60_000n,
  deadlineMs: NOW + 60_000n,
  status: 'pending',
  leases: [],
  acceptedModes: ['mpc'],
  allowCustomCa: false,
  receipt: undefined,
};
export const held: Command = { ...command, leases: [own] };

export const at = (changes: Partial<CommandRecord>): CommandRecord => ({ ...firstRecord(1n), ...changes });
export const looked = (changes: Partial<Extract<CommandInput, { type: 'looked' }>> = {}): CommandInput => ({
  type: 'looked',
  command: held,
  device,
  isAccepted: true,
  first: 1n,
  keptAction: undefined,
  hasReadback: false,
  ...changes,
});
function keyOf(place: number): Uint8Array<ArrayBuffer> {
  const [key] = publicKeysOf(testKeys('member', 2)).slice(place);
  if (key === undefined) throw new Error('a test has two members');
  return key;
}

/** What a move comes to, in short: the step it leads to, its reason, and what is done next. */
export function after(record: CommandRecord, input: CommandInput) {
  const { record: next, deed, news } = stepCommand(record, input, holder);
  const does = deed.type === 'wait' ? `wait ${deed.ms}` : deed.type;
  return { step: next.step, reason: next.reason, does, news: news.map(({ type }) => type) };
}

export const taken = at({ step: 'taken' });
export const acting = at({ step: 'acting', acts: 1 });
export const acted = at({ step: 'acted', acts: 1, actionId: 'a1' });
export const proven = at({ step: 'proven', acts: 1, actionId: 'a1', readbackId: 'r1' });
export const settled = at({ step: 'settled' });
export const abandoned = at({ step: 'abandoned' });
export const open = [at({}), taken, acting, acted, proven];
