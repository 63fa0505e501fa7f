// CMD-5 over all that can happen: every run of the machine against a small world, with every outcome of every deed and a kill before and after
// each of them.
import { testKeys } from '@cloudx3/oracle-protocol/testing';
import type { Command } from '@cloudx3/sdk';
import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../store/ports.ts';
import { publicKeysOf } from '../../testing/test-feed.ts';
import type { ServedDevice } from '../served-device.ts';
import type { CommandDeed } from './effect.ts';
import type { CommandInput } from './input.ts';
import { firstRecord, stepCommand } from './step.ts';

const [self, other] = publicKeysOf(testKeys('member', 2));
const NOW = 1_000_000n;
const MAX_DEEDS = 14;
/** Enough for a kill in the middle of what the kill before led to. */
const MAX_KILLS = 2;

const device = { device: { id: 'device' }, operators: [self!, other!] } as unknown as ServedDevice;

/** What outlives a process, and what the vendor and the chain have seen. */
interface World {
  readonly record: CommandRecord;
  /** Whose lease the chain shows: this member's, or another's that has ended. */
  readonly lease: 'none' | 'own' | 'ended';
  readonly isSettled: boolean;
  /** Whether the device shows the commanded value. */
  readonly isOn: boolean;
  readonly keptAction: string | undefined;
  readonly keptReadback: string | undefined;
  /** Requests that reached the vendor. */
  readonly switchings: number;
  readonly settlements: number;
}

const START: World = {
  record: firstRecord(1n),
  lease: 'none',
  isSettled: false,
  isOn: false,
  keptAction: undefined,
  keptReadback: undefined,
  switchings: 0,
  settlements: 0,
};

function commandIn({ lease, isSettled }: World): Command {
  const leases = {
    none: [],
    own: [{ operator: self!, fromMs: NOW - 1n, untilMs: NOW + 1n }],
    // Its own is over too, and it takes the command no more.
    ended: [
      { operator: self!, fromMs: NOW - 60_002n, untilMs: NOW - 60_001n },
      { operator: other!, fromMs: NOW - 60_001n, untilMs: NOW - 60_000n },
    ],
  };
  return {
    id: 1n,
    issuedAtMs: NOW - 60_000n,
    deadlineMs: NOW + 60_000n,
    status: isSettled ? 'settled' : 'pending',
    leases: leases[lease],
    receipt: undefined,
  } as unknown as Command;
}

type Outcome = readonly [world: World, input: CommandInput];

/** The lease ends, and another member holds it for a while: it reads the device first, acts where that is not on, and dies. */
function heldByAnother(world: World): World {
  const switchings = world.switchings + (world.isOn ? 0 : 1);
  return { ...world, lease: 'ended', isOn: true, switchings };
}

/** Everything that a deed can come to. A vendor that says yes is followed by the device sooner or later. */
function outcomes(deed: CommandDeed, world: World): Outcome[] {
  const command = commandIn(world);
  switch (deed.type) {
    case 'look': {
      const { keptAction } = world;
      const hasReadback = world.keptReadback === world.record.readbackId && world.keptReadback !== undefined;
      const looked = {
        type: 'looked',
        device,
        isAccepted: true,
        first: 1n,
        keptAction,
        hasReadback,
      } as const;
      const here: Outcome = [world, { ...looked, command }];
      if (world.lease !== 'own' || world.keptAction !== undefined || world.isSettled) return [here];
      const lost = heldByAnother(world);
      return [here, [lost, { ...looked, command: commandIn(lost) }]];
    }
    case 'take': {
      const now = { ...world, lease: 'own' } as const;
      return [
        [now, { type: 'take_ended', tx: 'T', command: commandIn(now) }],
        // Included, and the answer was lost.
        [now, { type: 'take_ended', tx: undefined, command }],
        [world, { type: 'take_ended', tx: undefined, command }],
      ];
    }
    case 'act': {
      const on = { ...world, isOn: true, switchings: world.switchings + 1 };
      return [
        [
          { ...on, keptAction: 'a' },
          { type: 'acted', actionId: 'a' },
        ],
        // The vendor said yes, and the device takes its time.
        [
          { ...on, isOn: world.isOn, keptAction: 'a' },
          { type: 'acted', actionId: 'a' },
        ],
        [on, { type: 'act_failed', isUndone: false }],
        [world, { type: 'act_failed', isUndone: false }],
        [world, { type: 'act_failed', isUndone: true }],
      ];
    }
    case 'read_back': {
      const failed: Outcome = [world, { type: 'read_back_failed' }];
      const shown = { ...world, keptReadback: 'r' };
      return [
        failed,
        world.isOn ? [shown, { type: 'shown', readbackId: 'r' }] : [world, { type: 'not_shown' }],
      ];
    }
    case 'recheck':
      return [[world, { type: 'rechecked', command }]];
    case 'settle': {
      const done = { ...world, isSettled: true, settlements: world.settlements + 1 };
      const receipt = { tx: 'T', gas: '1', height: 1, action: undefined };
      return [
        [done, { type: 'settled', receipt }],
        [world, { type: 'settle_failed', code: 'sdk.tx_rejected', message: 'no', isPending: true }],
        // Included, and the answer was lost.
        [done, { type: 'settle_failed', code: 'command.final', message: 'no', isPending: false }],
      ];
    }
    case 'wait':
    case 'end':
      return [];
  }
}

/** The worlds in which runs ended, each once, and how many runs there were. */
interface Ends {
  readonly worlds: Map<string, World>;
  runs: number;
}

/** Runs on from an input in every way; a `wait` is over at once. */
function explore(
  world: World,
  input: CommandInput,
  left: { deeds: number; kills: number },
  ends: Ends,
): void {
  const { record, deed } = stepCommand(world.record, input, { self: self!, nowMs: NOW });
  const kept = { ...world, record };
  if (deed.type === 'end' || left.deeds === 0) {
    ends.worlds.set(JSON.stringify({ ...kept, record: { ...record, id: '1' } }), kept);
    ends.runs += 1;
    return;
  }
  const further = { deeds: left.deeds - 1, kills: left.kills };
  const killed = { deeds: left.deeds - 1, kills: left.kills - 1 };
  if (deed.type === 'wait') {
    explore(kept, { type: 'started' }, further, ends);
    return;
  }
  // Killed with the record on disk and the deed not begun, or done and its outcome never heard of.
  if (left.kills > 0) explore(kept, { type: 'started' }, killed, ends);
  for (const [next, answer] of outcomes(deed, kept)) {
    explore(next, answer, further, ends);
    if (left.kills > 0) explore(next, { type: 'started' }, killed, ends);
  }
}

describe('CMD-5, whatever happens and wherever the process is killed', () => {
  const ends: Ends = { worlds: new Map(), runs: 0 };
  explore(START, { type: 'started' }, { deeds: MAX_DEEDS, kills: MAX_KILLS }, ends);
  const worlds = [...ends.worlds.values()];

  it('a device is switched once, and a command settled once', () => {
    expect(ends.runs).toBeGreaterThan(10_000);
    expect(Math.max(...worlds.map(({ switchings }) => switchings))).toBe(1);
    expect(Math.max(...worlds.map(({ settlements }) => settlements))).toBe(1);
  });

  it('nothing is settled that the device did not show, and what is settled was', () => {
    const settled = worlds.filter(({ isSettled }) => isSettled);
    expect(settled.length).toBeGreaterThan(0);
    expect(settled.every(({ isOn, keptReadback }) => isOn && keptReadback !== undefined)).toBe(true);
    const claimed = worlds.filter(({ record }) => record.step === 'settled');
    expect(claimed.every(({ isSettled }) => isSettled)).toBe(true);
  });
});
