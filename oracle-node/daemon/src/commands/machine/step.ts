import { equalBytes } from '@cloudx3/proto';
import type { Command } from '@cloudx3/sdk';
import type { CommandRecord } from '../../store/ports.ts';
import { holdsLease, leaseOf } from '../lease.ts';
import type { Holder } from '../lease.ts';
import type { ServedDevice } from '../served-device.ts';
import { takeTimeMs } from '../turn.ts';
import type { CommandInput } from './input.ts';
import { abandon, again, finish, go, wait } from './move.ts';
import type { CommandMove } from './move.ts';

/** A device takes a moment to do what it was told, and vendors count requests by the second. */
export const SETTLE_MS = 1_500;
export const READ_AGAIN_MS = 3_000;
export const RETRY_MS = 5_000;
/** Most times that a command is acted on where the outcome of the time before is unknown and the device does not show it. */
export const MAX_ACTS = 3;
/** Reason on a record: the device is read back before it is acted on. */
export const READ_FIRST = 'read_first';
const LEASE_OVER = 'this node’s lease is over, and a key takes a command once';

type Input<T extends CommandInput['type']> = Extract<CommandInput, { readonly type: T }>;

/** The record of a command that nothing was done about yet. */
export function firstRecord(id: bigint): CommandRecord {
  return { id, step: 'seen', acts: 0, actionId: undefined, readbackId: undefined, reason: '' };
}

/**
 * One step of carrying a command out: take, act, read back, settle. Pure, so that a crash at any point is a record like any other, and
 * leads to one switching and one settlement (CMD-5): who finds "acting" reads the device back before it would act again, and who
 * finds "acted" never acts again.
 */
export function stepCommand(record: CommandRecord, input: CommandInput, now: Holder): CommandMove {
  switch (input.type) {
    case 'started':
      return go(record, isFinal(record) ? { type: 'end' } : { type: 'look' });
    case 'looked':
      return onLooked(record, input, now);
    case 'take_ended':
      return onTakeEnded(record, input, now);
    case 'acted':
      return onActed(record, input.actionId);
    case 'act_failed':
      return onActFailed(record, input);
    case 'shown':
      return onShown(record, input.readbackId);
    case 'not_shown':
      // CMD-3: the vendor said that it was done, so it is not acted on again; the device has to show it.
      return go(record, record.step === 'acted' ? wait(READ_AGAIN_MS) : { type: 'recheck' });
    case 'read_back_failed':
      return go(record, wait(RETRY_MS));
    case 'rechecked':
      return onRechecked(record, input.command, now);
    case 'settled':
      return onSettled(record, input);
    case 'settle_not_needed':
      return go(record, { type: 'look' });
    case 'settle_too_early':
      return go(record, wait(SETTLE_MS));
    case 'settle_failed':
      return onSettleFailed(record, input);
  }
}

function onLooked(record: CommandRecord, input: Input<'looked'>, now: Holder): CommandMove {
  const { command, device, isAccepted, first, keptAction, hasReadback } = input;
  if (command === undefined) return abandon(record, 'the chain knows no such command');
  if (command.status !== 'pending') return conclude(record, command, now);
  if (now.nowMs >= command.deadlineMs) return abandon(record, 'the deadline has passed');
  if (device === undefined) return abandon(record, 'the chain knows no such device');
  const find = (): CommandMove => findOut(record, command, device, { keptAction, now });
  switch (record.step) {
    case 'seen':
      return onSeen(record, command, { device, isAccepted, first }, now);
    case 'taken':
      if (!holdsLease(command, now)) return abandon(record, LEASE_OVER);
      return record.reason === READ_FIRST ? find() : act(record, command, device);
    case 'acting':
      return find();
    case 'acted':
      return go(record, { type: 'read_back', command, device });
    case 'proven':
      if (hasReadback) return go(record, { type: 'settle', command });
      return again(record, keptAction === undefined ? 'acting' : 'acted', '');
    case 'settled':
    case 'abandoned':
      return go(record, { type: 'end' });
  }
}

/** CMD-2: a lease first, at this member's turn. */
function onSeen(
  record: CommandRecord,
  command: Command,
  {
    device,
    isAccepted,
    first,
  }: { readonly device: ServedDevice; readonly isAccepted: boolean; readonly first: bigint | undefined },
  now: Holder,
): CommandMove {
  if (holdsLease(command, now)) return again(record, 'taken', record.reason);
  // A key takes a command once.
  if (leaseOf(command, now.self) !== undefined) return abandon(record, LEASE_OVER);
  const atMs = takeTimeMs(command, device, now.self);
  if (atMs === undefined) return abandon(record, 'this node is no member of the device’s operators');
  // Only of what is not begun: what was begun is brought to its end, since a lease that is held blocks the others.
  if (!isAccepted)
    return abandon(record, 'this node’s operator has not accepted the device', 'node.not_accepted');
  if (first !== command.id) return go(record, wait(RETRY_MS));
  if (now.nowMs < atMs) return go(record, wait(Number(atMs - now.nowMs)));
  // Whoever held it before may have acted in its last moment: the device is asked first. On record before the lease is on chain, since
  // its answer may be lost.
  const isFirst = command.leases.length === 0 || record.reason === READ_FIRST;
  return go(isFirst ? record : { ...record, reason: READ_FIRST }, { type: 'take', command });
}

function onTakeEnded(record: CommandRecord, input: Input<'take_ended'>, now: Holder): CommandMove {
  const { tx, command } = input;
  if (tx === undefined || command === undefined || !holdsLease(command, now))
    return go(record, wait(RETRY_MS));
  const until = Number(leaseOf(command, now.self)?.untilMs ?? 0n);
  return { ...again(record, 'taken', record.reason), news: [{ type: 'taken', tx, until }] };
}

/** Where nobody knows whether the device was switched (a crash or failure in the middle of acting, a lease that ended): it is asked. */
function findOut(
  record: CommandRecord,
  command: Command,
  device: ServedDevice,
  { keptAction, now }: { readonly keptAction: string | undefined; readonly now: Holder },
): CommandMove {
  if (keptAction !== undefined) return onActed(record, keptAction);
  // Without an act of its own only a read-back within the lease settles anything (CMD-3).
  if (!holdsLease(command, now)) return abandon(record, LEASE_OVER);
  return go(record, { type: 'read_back', command, device });
}

/** CMD-5: "about to act" is on disk before the action is. */
function act(record: CommandRecord, command: Command, device: ServedDevice): CommandMove {
  const { acts } = record;
  if (acts >= MAX_ACTS) return abandon(record, `acted ${acts} times and the device does not show it`);
  const acting: CommandRecord = { ...record, step: 'acting', acts: acts + 1, reason: '' };
  return go(acting, { type: 'act', command, device }, { type: 'acting', attempt: acting.acts });
}

function onActed(record: CommandRecord, actionId: string): CommandMove {
  const acted: CommandRecord = { ...record, step: 'acted', actionId };
  return go(acted, wait(SETTLE_MS), { type: 'acted', attestation: actionId });
}

/** What certainly did not happen is as if it had not been tried, so that acting again is the first time. */
function onActFailed(record: CommandRecord, { isUndone }: Input<'act_failed'>): CommandMove {
  const undone: CommandRecord = { ...record, step: 'taken', acts: record.acts - 1, reason: '' };
  return go(isUndone ? undone : record, wait(RETRY_MS));
}

function onShown(record: CommandRecord, readbackId: string): CommandMove {
  const proven: CommandRecord = { ...record, step: 'proven', readbackId };
  return go(proven, { type: 'look' }, { type: 'proven', attestation: readbackId });
}

/** The device does not show it: then it is acted on, by whoever holds the lease now. */
function onRechecked(record: CommandRecord, command: Command | undefined, now: Holder): CommandMove {
  const isOpen = command?.status === 'pending' && now.nowMs < command.deadlineMs;
  if (!isOpen) return go(record, { type: 'look' });
  if (!holdsLease(command, now)) return abandon(record, LEASE_OVER);
  // Nothing that this node did is under way any more. Vendors count requests by the second, and the read-back was one.
  return go({ ...record, step: 'taken', reason: '' }, wait(SETTLE_MS));
}

function onSettled(record: CommandRecord, { receipt }: Input<'settled'>): CommandMove {
  const finished = finish(record, 'settled');
  const { readbackId } = record;
  return { ...finished, news: [{ type: 'settled', receipt, readbackId }, ...finished.news] };
}

function onSettleFailed(record: CommandRecord, input: Input<'settle_failed'>): CommandMove {
  const { code, message, isPending } = input;
  if (!isPending) return go(record, { type: 'look' });
  // Where nothing was done, an earlier holder may show its act first.
  if (code === 'command.earlier_lease') return go(record, wait(RETRY_MS));
  return abandon(record, `the contract refused the receipt: ${message}`, code);
}

function conclude(record: CommandRecord, command: Command, { self }: Holder): CommandMove {
  if (command.status !== 'settled') return abandon(record, `it was ${command.status}`);
  const isOwn = command.receipt !== undefined && equalBytes(command.receipt.executor, self);
  return finish(record, isOwn ? 'settled' : 'settled_by_another');
}

function isFinal({ step }: CommandRecord): boolean {
  return step === 'settled' || step === 'abandoned';
}
