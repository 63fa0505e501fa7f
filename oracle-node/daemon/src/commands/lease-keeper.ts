import { equalBytes } from '@cloudx3/proto';
import type { Command } from '@cloudx3/sdk';
import type { ChainPort } from '../chain/ports.ts';
import type { Clock } from '../clock/clock.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { CommandTransactions } from './command-transactions.ts';

export interface LeaseKeeperDeps {
  readonly chain: Pick<ChainPort, 'command'>;
  readonly transactions: CommandTransactions;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Keeps this node's lease on a command while work on it lasts: a notarization may take longer than a lease (CMD-2). */
export class LeaseKeeper {
  private readonly self: Uint8Array;
  private readonly deps: LeaseKeeperDeps;

  constructor(options: { readonly self: Uint8Array }, deps: LeaseKeeperDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  async during<T>(command: Command, work: () => Promise<T>): Promise<T> {
    const done = new AbortController();
    const keeping = this.keep(command, done.signal);
    try {
      return await work();
    } finally {
      done.abort();
      await keeping;
    }
  }

  /** Takes the command again each time when this node's lease has ended, until somebody else has it or the work is done. */
  private async keep({ id, lease }: Command, signal: AbortSignal): Promise<void> {
    let current = lease;
    try {
      while (current !== undefined && equalBytes(current.operator, this.self)) {
        await this.deps.clock.sleep(Math.max(0, Number(current.untilMs) - this.deps.clock.nowMs()), signal);
        if (signal.aborted) return;
        const ended = await this.deps.chain.command(id);
        if (
          ended?.status !== 'pending' ||
          ended.lease === undefined ||
          !equalBytes(ended.lease.operator, this.self)
        )
          return;
        const result = await this.deps.transactions.take(ended);
        if (result.kind !== 'confirmed') return;
        this.deps.telemetry.commands.retaken({ command: id.toString(), tx: result.outcome.txHash });
        current = (await this.deps.chain.command(id))?.lease;
      }
    } catch (error) {
      // The work itself goes on; without a lease its receipt waits until this node may take the command again.
      this.deps.telemetry.failure('keeping a lease', error, { command: id.toString() });
    }
  }
}
