import { attestationId } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import type { Command } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainClock } from '../chain/chain-clock.ts';
import type { ChainView } from '../chain/chain-view.ts';
import type { ChainPort } from '../chain/ports.ts';
import type { Clock } from '../clock/clock.ts';
import { codeOf } from '@cloudx3/errors';
import type { CredentialLookup } from '../notarizing/credentials.ts';
import { mayHaveBeenSent } from '../notarizing/may-have-been-sent.ts';
import type { NotarizeTasks } from '../notarizing/notarize-task.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { deviceAsk } from '../policy/ask.ts';
import { GAS } from '../policy/day-budget.ts';
import type { DayBudget } from '../policy/day-budget.ts';
import { COMMAND_GAS } from '../policy/figures.ts';
import type { Policy } from '../policy/ports.ts';
import type { Share } from '../policy/share.ts';
import type { Consent } from '../policy/consent.ts';
import type { JobResult } from '../queue/ports.ts';
import type { CommandRecord, CommandStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { CommandProofs } from './command-proofs.ts';
import { CommandTransactions } from './command-transactions.ts';
import { earlierHoldersUntilMs } from './lease.ts';
import type { CommandDeed } from './machine/effect.ts';
import type { CommandInput } from './machine/input.ts';
import { firstRecord, stepCommand } from './machine/step.ts';
import { actionBeside } from './read-back.ts';
import { servedDevice } from './served-device.ts';
import type { ServedDevice } from './served-device.ts';
import type { Executor } from './settlement.ts';
import { tellOfCommand } from './tell.ts';

export interface CarryOutDeps {
  readonly chain: Pick<
    ChainPort,
    'command' | 'device' | 'devices' | 'deviceMembers' | 'openCommands' | 'leaseDeposit'
  >;
  readonly chainClock: Pick<ChainClock, 'hasReached'>;
  readonly view: ChainView;
  readonly consent: Consent;
  readonly tasks: NotarizeTasks;
  readonly outbox: Outbox;
  readonly policy: Pick<Policy, 'share'>;
  readonly budget: Pick<DayBudget, 'count' | 'insist'>;
  readonly credentials: Pick<CredentialLookup, 'nameOf'>;
  readonly store: CommandStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** The action, and the read-back that proves it. */
const REQUESTS = 2;

type Deed<T extends CommandDeed['type']> = Extract<CommandDeed, { readonly type: T }>;

/** Carries a command out: does what {@link stepCommand} says, and keeps each record before what it announces is told or done (CMD-5). */
export class CarryOut {
  private readonly self: Uint8Array;
  private readonly deps: CarryOutDeps;
  private readonly proofs: CommandProofs;
  private readonly transactions: CommandTransactions;
  /** Of devices whose commands are being carried out. */
  private readonly shares = new Map<string, Share>();

  constructor(executor: Omit<Executor, 'devices'>, deps: CarryOutDeps) {
    const options = { self: executor.pubkey };
    this.self = executor.pubkey;
    this.deps = deps;
    this.proofs = new CommandProofs(options, deps);
    const shareOf = (device: string): Share =>
      this.shares.get(device) ?? { group: `device ${device}`, weight: 1 };
    this.transactions = new CommandTransactions(
      { ...executor, devices: deps.chain.devices ?? '' },
      { ...deps, shareOf },
    );
  }

  /** Goes as far as it can now. Safe to call again at any time, after a crash too. */
  async advance(id: bigint, signal: AbortSignal): Promise<JobResult> {
    const { store, clock, telemetry } = this.deps;
    let record = store.get(id) ?? firstRecord(id);
    for (let input: CommandInput = { type: 'started' }; ;) {
      signal.throwIfAborted();
      const nowMs = clock.nowMs();
      const move = stepCommand(record, input, { self: this.self, nowMs: BigInt(nowMs) });
      if (move.record !== record) store.save(move.record, nowMs);
      record = move.record;
      for (const news of move.news) tellOfCommand(id, news, telemetry);
      const { deed } = move;
      if (deed.type === 'end') return { kind: 'done' };
      if (deed.type === 'wait') return { kind: 'retry', afterMs: deed.ms };
      input = await this.do(deed, record, signal);
    }
  }

  private async do(
    deed: Exclude<CommandDeed, Deed<'wait' | 'end'>>,
    record: CommandRecord,
    signal: AbortSignal,
  ): Promise<CommandInput> {
    switch (deed.type) {
      case 'look':
        return this.look(record);
      case 'take':
        return this.take(deed);
      case 'act':
        return this.act(deed, signal);
      case 'read_back':
        return this.readBack(deed, signal);
      case 'recheck':
        return { type: 'rechecked', command: await this.deps.chain.command(record.id) };
      case 'settle':
        return this.settle(deed, record);
    }
  }

  private async look({ id, readbackId }: CommandRecord): Promise<CommandInput> {
    const command = await this.deps.chain.command(id);
    const device = command?.status === 'pending' ? await this.served(command.device) : undefined;
    const open = command?.status === 'pending' ? await this.deps.chain.openCommands(command.device) : [];
    const action = this.proofs.action(id);
    return {
      type: 'looked',
      command,
      device,
      isAccepted: device !== undefined && this.deps.consent.serves(deviceAsk(device.device)),
      first: open[0]?.id,
      keptAction: action === undefined ? undefined : idOf(action),
      hasReadback: this.proofs.readback(id, readbackId) !== undefined,
    };
  }

  private async take({ command }: Deed<'take'>): Promise<CommandInput> {
    // Before the lease: what could not be paid for is left to the others, or to another day.
    if (!(await this.canPay(command))) return { type: 'take_ended', tx: undefined, command };
    const result = await this.transactions.take(command);
    if (result.kind !== 'confirmed') return { type: 'take_ended', tx: undefined, command };
    const after = await this.deps.chain.command(command.id);
    return { type: 'take_ended', tx: result.outcome.txHash, command: after };
  }

  /** Whether the day has gas for the command, and requests for its action and read-back. */
  private async canPay({ device: id, actionOperation }: Command): Promise<boolean> {
    const device = await this.deps.chain.device(id);
    const share = device === undefined ? undefined : this.deps.policy.share(deviceAsk(device));
    if (share === undefined) return false;
    this.shares.set(id, share);
    const { budget, credentials, view } = this.deps;
    const requests = credentials.nameOf(await view.operation(actionOperation), id);
    try {
      const gas = COMMAND_GAS.take + COMMAND_GAS.settle;
      budget.insist({ purse: GAS, share, amount: gas, isFirst: true });
      budget.insist({ purse: requests, share, amount: REQUESTS, isFirst: true });
      return true;
    } catch (error) {
      if (codeOf(error) !== 'node.budget') throw error;
      return false;
    }
  }

  private async act({ command, device }: Deed<'act'>, signal: AbortSignal): Promise<CommandInput> {
    try {
      return { type: 'acted', actionId: idOf(await this.proofs.act(command, device, signal)) };
    } catch (error) {
      if (signal.aborted) throw error;
      this.deps.telemetry.failure('acting on a command', error, { command: command.id.toString() });
      // What was certainly not sent did not happen, nor did what the vendor turned away for its number.
      return {
        type: 'act_failed',
        isUndone: !mayHaveBeenSent(error) || codeOf(error) === 'vendor.rate_limited',
      };
    }
  }

  private async readBack({ command, device }: Deed<'read_back'>, signal: AbortSignal): Promise<CommandInput> {
    try {
      const readback = await this.proofs.readBack(command, device, signal);
      return readback === undefined ? { type: 'not_shown' } : { type: 'shown', readbackId: idOf(readback) };
    } catch (error) {
      // Told of where the notaries are asked.
      if (signal.aborted) throw error;
      return { type: 'read_back_failed' };
    }
  }

  private async settle({ command }: Deed<'settle'>, record: CommandRecord): Promise<CommandInput> {
    const { id } = command;
    const readback = this.proofs.readback(id, record.readbackId);
    if (readback === undefined) return { type: 'settle_not_needed' };
    const beside = actionBeside(readback, this.proofs.action(id), command);
    if (!this.isTakenYet(command, readback, beside)) return { type: 'settle_too_early' };
    const result = await this.transactions.settle(command, readback, beside);
    if (result.kind === 'not_needed') return { type: 'settle_not_needed' };
    if (result.kind === 'failed') return this.settleFailed(command, result);
    const { txHash: tx, gasUsed, height } = result.outcome;
    const action = beside === undefined ? undefined : record.actionId;
    return { type: 'settled', receipt: { tx, gas: gasUsed.toString(), height, action } };
  }

  /** CMD-3: no session is after the block; and where nothing was done, earlier holders had their time to show an act. */
  private isTakenYet(
    command: Command,
    { body }: ShapedAttestation,
    action: ShapedAttestation | undefined,
  ): boolean {
    const { chainClock } = this.deps;
    const earlierMs = action === undefined ? earlierHoldersUntilMs(command, this.self) : undefined;
    return (
      chainClock.hasReached(body.sessionTimeMs) &&
      (earlierMs === undefined || chainClock.hasReached(earlierMs))
    );
  }

  private async served(id: string): Promise<ServedDevice | undefined> {
    const [device, members] = await Promise.all([
      this.deps.chain.device(id),
      this.deps.chain.deviceMembers(id),
    ]);
    return device && members && servedDevice(device, members);
  }

  private async settleFailed(
    { id }: Command,
    { code, message }: { readonly code: string; readonly message: string },
  ): Promise<CommandInput> {
    const now = await this.deps.chain.command(id);
    return { type: 'settle_failed', code, message, isPending: now?.status === 'pending' };
  }
}

function idOf({ body }: ShapedAttestation): string {
  return bytesToHex(attestationId(body));
}
