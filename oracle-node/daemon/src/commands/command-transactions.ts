import { AttestationSchema, encode } from '@cloudx3/proto';
import { devicesMsg } from '@cloudx3/sdk';
import type { Command } from '@cloudx3/sdk';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import type { ChainPort } from '../chain/ports.ts';
import type { Clock } from '../clock/clock.ts';
import type { Intent, Outbox, SubmitResult } from '../outbox/outbox.ts';
import { GAS } from '../policy/day-budget.ts';
import type { DayBudget } from '../policy/day-budget.ts';
import { COMMAND_GAS } from '../policy/figures.ts';
import type { Share } from '../policy/share.ts';
import { leaseOf } from './lease.ts';
import type { Holder } from './lease.ts';
import { signSettlement } from './settlement.ts';
import type { Executor } from './settlement.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface CommandTransactionsDeps {
  readonly chain: Pick<ChainPort, 'command' | 'openCommands' | 'leaseDeposit'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly budget: Pick<DayBudget, 'count'>;
  /** What a device is due, whose gas this is. */
  readonly shareOf: (device: string) => Share;
}

/** The two transactions of a command, each sent at most once for its effect. */
export class CommandTransactions {
  private readonly executor: Executor;
  private readonly deps: CommandTransactionsDeps;

  constructor(executor: Executor, deps: CommandTransactionsDeps) {
    this.executor = executor;
    this.deps = deps;
  }

  /** CMD-2, with the deposit: once, while nobody holds the command and no older one of the device is to be done. */
  async take({ id, device }: Command): Promise<SubmitResult> {
    const { pubkey } = this.executor;
    const message = devicesMsg.takeCommand({ commandId: id, pubkey });
    const funds = await this.deps.chain.leaseDeposit();
    return this.submit('take', device, {
      key: `take/${id}`,
      call: { contract: 'devices', message, funds },
      isStillNeeded: async () =>
        (await this.isOpen(id, (now) => isFree(now, { self: pubkey, nowMs: this.nowMs() }))) &&
        (await this.deps.chain.openCommands(device))[0]?.id === id,
    });
  }

  /** CMD-3, with the action's attestation where there is one. Not before the chain's time is the read-back's. */
  settle(
    { id, device }: Command,
    readback: ShapedAttestation,
    action: ShapedAttestation | undefined,
  ): Promise<SubmitResult> {
    const receipt = {
      commandId: id,
      readback: encode(AttestationSchema, readback),
      action: action && encode(AttestationSchema, action),
      signature: signSettlement(this.executor, id, readback, action),
    };
    return this.submit('settle', device, {
      key: `settle/${id}`,
      call: { contract: 'devices', message: devicesMsg.settleCommand(receipt) },
      isStillNeeded: () => this.isOpen(id, () => true),
    });
  }

  private async submit(purpose: 'take' | 'settle', device: string, intent: Intent): Promise<SubmitResult> {
    // Whether there is enough was asked before the command was begun; what is begun is brought to its end.
    const share = this.deps.shareOf(device);
    const spent = this.deps.budget.count({ purse: GAS, share, amount: COMMAND_GAS[purpose], isFirst: true });
    const result = await this.deps.outbox.submit(intent);
    const gasUsed = result.kind === 'confirmed' ? result.outcome.gasUsed : undefined;
    if (gasUsed !== undefined) spent(Number(gasUsed));
    if (result.kind === 'not_needed') spent(0);
    this.deps.telemetry.chain.transaction(purpose, result.kind, gasUsed);
    return result;
  }

  private async isOpen(id: bigint, more: (command: Command) => boolean): Promise<boolean> {
    const now = await this.deps.chain.command(id);
    return now?.status === 'pending' && this.nowMs() < now.deadlineMs && more(now);
  }

  private nowMs(): bigint {
    return BigInt(this.deps.clock.nowMs());
  }
}

/** Whether a command can be taken: nobody holds it, and this key never did. */
function isFree(command: Command, { self, nowMs }: Holder): boolean {
  const last = command.leases.at(-1);
  return (last === undefined || last.untilMs <= nowMs) && leaseOf(command, self) === undefined;
}
