import type { CommandIssued } from '@cloudx3/sdk';
import type { ChainPort } from '../chain/ports.ts';
import type { Clock } from '../clock/clock.ts';
import type { Job, JobResult, Queue } from '../queue/ports.ts';
import type { CommandStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { CarryOut } from './carry-out.ts';
import { commandJobId } from './command-job.ts';
import type { CommandJob } from './command-job.ts';

export interface ControlLoopDeps {
  readonly chain: Pick<ChainPort, 'devicesOf' | 'openCommands' | 'devices'>;
  readonly queue: Queue<CommandJob>;
  readonly carryOut: CarryOut;
  readonly store: CommandStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const DAY_MS = 86_400_000;

/** Finds commands, by events as they come and by a query at the start and after every gap, and has each carried out. */
export class ControlLoop {
  private readonly self: Uint8Array;
  private readonly deps: ControlLoopDeps;

  constructor(options: { readonly self: Uint8Array }, deps: ControlLoopDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  /** Takes up a command that the chain tells of. */
  async take({ commandId, device, value, deadlineMs }: CommandIssued): Promise<void> {
    this.deps.telemetry.commands.seen({ command: commandId.toString(), device, value });
    await this.add(commandId, Number(deadlineMs));
  }

  /** Takes up what is to be done of the devices that this node serves, and what it had begun. */
  async reconcile(): Promise<void> {
    if (this.deps.chain.devices === undefined) return;
    for (const { id } of this.deps.store.unfinished()) await this.add(id, Number.NaN);
    for (const device of await this.deps.chain.devicesOf(this.self))
      for (const { id, deadlineMs } of await this.deps.chain.openCommands(device))
        await this.add(id, Number(deadlineMs));
  }

  async handle({ payload }: Job<CommandJob>, signal: AbortSignal): Promise<JobResult> {
    return this.deps.carryOut.advance(BigInt(payload.id), signal);
  }

  private async add(id: bigint, deadlineMs: number): Promise<void> {
    const now = this.deps.clock.nowMs();
    // The command itself ends by its deadline; this bound is for a chain that is away for ever.
    const expiresAtMs = (Number.isFinite(deadlineMs) ? deadlineMs : now) + DAY_MS;
    const payload = { id: id.toString() };
    await this.deps.queue.add({ id: commandJobId(payload), payload, runAtMs: now, expiresAtMs });
  }
}
