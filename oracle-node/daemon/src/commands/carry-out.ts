import { equalBytes } from '@cloudx3/proto';
import type { Command, Device } from '@cloudx3/sdk';
import { attestationId } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import type { ChainPort } from '../chain/ports.ts';
import type { Clock } from '../clock/clock.ts';
import { codeOf } from '../error.ts';
import { mayHaveBeenSent } from '../notarizing/may-have-been-sent.ts';
import type { NotarizeTasks } from '../notarizing/notarize-task.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { JobResult } from '../queue/ports.ts';
import type { CommandRecord, CommandStep, CommandStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { CommandProofs } from './command-proofs.ts';
import { CommandTransactions } from './command-transactions.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { actionBeside } from './read-back.ts';
import { takeTimeMs } from './turn.ts';

export interface CarryOutDeps {
  readonly chain: Pick<ChainPort, 'command' | 'device' | 'devices'>;
  readonly view: ChainView;
  readonly tasks: NotarizeTasks;
  readonly outbox: Outbox;
  readonly store: CommandStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** What one pass over a command came to: go on at once, look again later, or finished. */
type Pass =
  { readonly kind: 'again' } | { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'end' };

interface Work {
  readonly command: Command;
  readonly device: Device;
  readonly record: CommandRecord;
  readonly signal: AbortSignal;
}

const AGAIN: Pass = { kind: 'again' };
const END: Pass = { kind: 'end' };
const READ_AGAIN_MS = 3_000;
/** A device takes a moment to do what it was told, and vendors count requests by the second. */
const SETTLE_MS = 1_500;
const RETRY_MS = 5_000;
/** Reason on a record: the device is read back before it is acted on. */
const READ_FIRST = 'read_first';
/** Most times that a command is acted on where the outcome of the time before is unknown and the device does not show it. */
const MAX_ACTS = 3;

/**
 * Carries one command out, step by step: take, act, read back, settle. Each step is on disk before what it announces is done, so that a
 * crash at any point leads to one switching and one settlement (CMD-5): who finds "acting" after a restart reads the device back
 * before it would act again, and who finds "acted" never acts again.
 */
export class CarryOut {
  private readonly self: Uint8Array;
  private readonly deps: CarryOutDeps;
  private readonly proofs: CommandProofs;
  private readonly transactions: CommandTransactions;
  private readonly leases: LeaseKeeper;

  constructor(options: { readonly self: Uint8Array }, deps: CarryOutDeps) {
    this.self = options.self;
    this.deps = deps;
    this.proofs = new CommandProofs(options, deps);
    this.transactions = new CommandTransactions(options, deps);
    this.leases = new LeaseKeeper(options, { ...deps, transactions: this.transactions });
  }

  /** Goes as far as it can now. Safe to call again at any time, after a crash too. */
  async advance(id: bigint, signal: AbortSignal): Promise<JobResult> {
    for (;;) {
      signal.throwIfAborted();
      const pass = await this.pass(id, signal);
      if (pass.kind === 'end') return { kind: 'done' };
      if (pass.kind === 'wait') return { kind: 'retry', afterMs: pass.ms };
    }
  }

  private async pass(id: bigint, signal: AbortSignal): Promise<Pass> {
    const record = this.deps.store.get(id) ?? {
      id,
      step: 'seen',
      acts: 0,
      actionId: undefined,
      readbackId: undefined,
      reason: '',
    };
    if (record.step === 'settled' || record.step === 'abandoned') return END;
    const command = await this.deps.chain.command(id);
    if (command === undefined) return this.abandon(record, 'the chain knows no such command');
    if (command.status !== 'pending') return this.conclude(record, command);
    if (this.nowMs() >= command.deadlineMs) return this.abandon(record, 'the deadline has passed');
    const device = await this.deps.chain.device(command.device);
    if (device === undefined) return this.abandon(record, 'the chain knows no such device');
    const work: Work = { command, device, record, signal };
    switch (record.step) {
      case 'seen':
        return this.take(work);
      case 'taken':
        return this.begin(work);
      case 'acting':
        return this.find(work);
      case 'acted':
        return this.prove(work);
      case 'proven':
        return this.settle(work);
    }
  }

  /** CMD-2: a lease first, at this member's turn. */
  private async take({ command, device, record }: Work): Promise<Pass> {
    const atMs = takeTimeMs(command, device, this.self);
    if (atMs === undefined) return this.abandon(record, 'this node is not in the device’s operator set');
    if (this.holdsLease(command)) return this.step(record, 'taken', record.reason);
    if (this.nowMs() < atMs) return { kind: 'wait', ms: Number(atMs - this.nowMs()) };
    const result = await this.transactions.take(command);
    if (result.kind !== 'confirmed') return { kind: 'wait', ms: RETRY_MS };
    const after = await this.deps.chain.command(command.id);
    if (after === undefined || !this.holdsLease(after)) return { kind: 'wait', ms: RETRY_MS };
    const until = Number(after.lease?.untilMs ?? 0n);
    this.deps.telemetry.commands.taken({ command: command.id.toString(), tx: result.outcome.txHash, until });
    // Whoever held it before may have acted in its last moment: the device is asked first.
    return this.step(record, 'taken', command.lease === undefined ? record.reason : READ_FIRST);
  }

  private async begin(work: Work): Promise<Pass> {
    const { command, record } = work;
    if (!this.holdsLease(command)) return this.step(record, 'seen', READ_FIRST);
    return record.reason === READ_FIRST ? this.find(work) : this.act(work);
  }

  /** CMD-5: "about to act" is on disk before the action is. */
  private async act({ command, device, record, signal }: Work): Promise<Pass> {
    if (record.acts >= MAX_ACTS) {
      return this.abandon(record, `acted ${record.acts} times and the device does not show it`);
    }
    const acting = this.save({ ...record, step: 'acting', acts: record.acts + 1, reason: '' });
    this.deps.telemetry.commands.acting({ command: command.id.toString(), attempt: acting.acts });
    let attestation: ShapedAttestation;
    try {
      attestation = await this.leases.during(command, () => this.proofs.act(command, device, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      // What was certainly not sent did not happen, so acting again is the first time.
      // Nor did what the vendor turned away for its number, so neither counts as having acted.
      const isUndone = !mayHaveBeenSent(error) || codeOf(error) === 'vendor.rate_limited';
      if (isUndone) this.save({ ...record, step: 'taken', reason: record.reason });
      this.deps.telemetry.failure('acting on a command', error, { command: command.id.toString() });
      return { kind: 'wait', ms: RETRY_MS };
    }
    return this.acted(acting, attestation);
  }

  private acted(record: CommandRecord, attestation: ShapedAttestation): Pass {
    const actionId = bytesToHex(attestationId(attestation.body));
    this.save({ ...record, step: 'acted', actionId });
    this.deps.telemetry.commands.acted({ command: record.id.toString(), attestation: actionId });
    return { kind: 'wait', ms: SETTLE_MS };
  }

  /** Where nobody knows whether the device was switched (a crash or failure in the middle of acting, a lease that ended): it is asked. */
  private async find(work: Work): Promise<Pass> {
    const { command, record } = work;
    const action = this.proofs.action(command.id);
    if (action !== undefined) return this.acted(record, action);
    const pass = await this.readBack(work);
    if (pass !== undefined) return pass;
    // It was not: then it is acted on, by whoever holds the lease now.
    const now = await this.deps.chain.command(command.id);
    if (now === undefined || now.status !== 'pending' || this.nowMs() >= now.deadlineMs) return AGAIN;
    if (!this.holdsLease(now)) return this.step(record, 'seen', READ_FIRST);
    // Nothing that this node did is under way any more. Vendors count requests by the second, and the read-back was one.
    this.save({ ...record, step: 'taken', reason: '' });
    return { kind: 'wait', ms: SETTLE_MS };
  }

  /** CMD-3: the device has to show it. Never acts again; the vendor said that it was done. */
  private async prove(work: Work): Promise<Pass> {
    return (await this.readBack(work)) ?? { kind: 'wait', ms: READ_AGAIN_MS };
  }

  /** Reads the device back. Undefined where it does not show the commanded value. */
  private async readBack({ command, device, record, signal }: Work): Promise<Pass | undefined> {
    let readback: ShapedAttestation | undefined;
    try {
      readback = await this.leases.during(command, () => this.proofs.readBack(command, device, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      return { kind: 'wait', ms: RETRY_MS };
    }
    if (readback === undefined) return undefined;
    const readbackId = bytesToHex(attestationId(readback.body));
    this.save({ ...record, step: 'proven', readbackId });
    this.deps.telemetry.commands.proven({ command: command.id.toString(), attestation: readbackId });
    return AGAIN;
  }

  private async settle({ command, record }: Work): Promise<Pass> {
    const { id } = command;
    const action = this.proofs.action(id);
    const readback = this.proofs.readback(id, record.readbackId);
    if (readback === undefined) return this.step(record, action === undefined ? 'acting' : 'acted', '');
    const beside = actionBeside(readback, action, command);
    const result = await this.transactions.settle(command, readback, beside);
    if (result.kind === 'not_needed') return AGAIN;
    if (result.kind === 'failed') {
      const now = await this.deps.chain.command(id);
      if (now?.status !== 'pending') return AGAIN;
      // The lease ended and another member took it: if that one comes to nothing, this receipt still holds after a lease of our own.
      if (result.code === 'command.not_taken') return this.step(record, 'seen', READ_FIRST);
      return this.abandon(record, `the contract refused the receipt: ${result.message}`, result.code);
    }
    const { txHash: tx, gasUsed, height } = result.outcome;
    const { readbackId: receipt } = record;
    const actionId = beside === undefined ? undefined : record.actionId;
    this.deps.telemetry.commands.settled({
      command: id.toString(),
      tx,
      gas: gasUsed.toString(),
      height,
      receipt,
      action: actionId,
    });
    return this.finish(record, 'settled', 'settled');
  }

  private conclude(record: CommandRecord, command: Command): Pass {
    if (command.status === 'refunded') return this.abandon(record, 'it was refunded');
    const own = command.receipt !== undefined && equalBytes(command.receipt.executor, this.self);
    return this.finish(record, 'settled', own ? 'settled' : 'settled_by_another');
  }

  private abandon(record: CommandRecord, reason: string, code = 'command.abandoned'): Pass {
    const command = record.id.toString();
    this.deps.telemetry.commands.abandoned({ command, step: record.step, reason, code });
    this.save({ ...record, step: 'abandoned', reason });
    this.deps.telemetry.commands.ended({ command, outcome: 'abandoned' });
    return END;
  }

  private finish(record: CommandRecord, step: CommandStep, outcome: 'settled' | 'settled_by_another'): Pass {
    this.save({ ...record, step, reason: outcome });
    this.deps.telemetry.commands.ended({ command: record.id.toString(), outcome });
    return END;
  }

  private step(record: CommandRecord, step: CommandStep, reason: string): Pass {
    this.save({ ...record, step, reason });
    return AGAIN;
  }

  private save(record: CommandRecord): CommandRecord {
    this.deps.store.save(record, this.deps.clock.nowMs());
    return record;
  }

  private holdsLease({ lease }: Command): boolean {
    return lease !== undefined && equalBytes(lease.operator, this.self) && lease.untilMs > this.nowMs();
  }

  private nowMs(): bigint {
    return BigInt(this.deps.clock.nowMs());
  }
}
