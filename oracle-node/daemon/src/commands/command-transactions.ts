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
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface CommandTransactionsDeps {
  readonly chain: Pick<ChainPort, 'command'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly budget: Pick<DayBudget, 'count'>;
  /** What a device is due, whose gas this is. */
  readonly shareOf: (device: string) => Share;
}

/** The two transactions of a command, each sent at most once for its effect. */
export class CommandTransactions {
  private readonly self: Uint8Array;
  private readonly deps: CommandTransactionsDeps;

  constructor(options: { readonly self: Uint8Array }, deps: CommandTransactionsDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  /** CMD-2. A lease that ended and one that follows it are two effects. */
  take({ id, device, lease }: Command): Promise<SubmitResult> {
    return this.submit('take', device, {
      key: `take/${id}/${lease?.untilMs ?? 0n}`,
      call: { contract: 'devices', message: devicesMsg.takeCommand({ commandId: id, pubkey: this.self }) },
      isStillNeeded: () =>
        this.isOpen(id, (now) => now.lease === undefined || now.lease.untilMs <= this.nowMs()),
    });
  }

  /** CMD-3, with the action's attestation where it is at hand. */
  settle(
    { id, device }: Command,
    readback: ShapedAttestation,
    action: ShapedAttestation | undefined,
  ): Promise<SubmitResult> {
    const proof = { commandId: id, readback: encode(AttestationSchema, readback) };
    const receipt = action === undefined ? proof : { ...proof, action: encode(AttestationSchema, action) };
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
