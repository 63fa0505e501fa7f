import { attestationId } from '@cloudx3/verifier-core';
import type { ShapedAttestation } from '@cloudx3/verifier-core';
import type { Command, Device } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import { notaryOrder } from '../notarizing/choose-notary.ts';
import { commandMode } from '../notarizing/modes.ts';
import type { NotarizeTasks } from '../notarizing/notarize-task.ts';
import { deviceAsk } from '../policy/ask.ts';
import { provingReadback } from './read-back.ts';
import type { ServedDevice } from './served-device.ts';

export interface CommandProofsDeps {
  readonly tasks: NotarizeTasks;
  readonly view: ChainView;
  readonly chain: { readonly devices: string | undefined };
}

/** The attestations of commands: of the action and of read-backs, made now or kept from before. */
export class CommandProofs {
  private readonly self: Uint8Array;
  private readonly deps: CommandProofsDeps;

  constructor(options: { readonly self: Uint8Array }, deps: CommandProofsDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  /** The action's attestation, where one was made. */
  action(id: bigint): ShapedAttestation | undefined {
    return this.deps.tasks.kept(purposeOf(id, 'action'))[0];
  }

  readback(id: bigint, readbackId: string | undefined): ShapedAttestation | undefined {
    const readbacks = this.deps.tasks.kept(purposeOf(id, 'readback'));
    return readbacks.find(({ body }) => bytesToHex(attestationId(body)) === readbackId);
  }

  /** Has the vendor carry the command out, under notarization. Not repeated once the request may have been sent. */
  async act(command: Command, served: ServedDevice, signal: AbortSignal): Promise<ShapedAttestation> {
    const operation = await this.deps.view.operation(command.actionOperation);
    const notaries = notaryOrder(served.notaries, served.operators, this.self, 0n);
    const task = { ...this.task(command, served.device, 'action'), operation, params: command.actionParams };
    return this.deps.tasks.run({ ...task, notaries, repeatable: false }, signal);
  }

  /** A read-back that proves the command: one kept from before, else one made now; undefined where the device does not show it. */
  async readBack(
    command: Command,
    served: ServedDevice,
    signal: AbortSignal,
  ): Promise<ShapedAttestation | undefined> {
    const earlier = this.deps.tasks.kept(purposeOf(command.id, 'readback'));
    const action = this.action(command.id);
    const kept = provingReadback(earlier, action, command);
    if (kept !== undefined) return kept;
    const operation = await this.deps.view.operation(command.readbackOperation);
    // Each further one by the next notary: one whose clock is behind would attest for ever what proves nothing.
    const notaries = notaryOrder(served.notaries, served.operators, this.self, BigInt(earlier.length));
    const task = {
      ...this.task(command, served.device, 'readback'),
      operation,
      params: command.readbackParams,
    };
    const made = await this.deps.tasks.run({ ...task, notaries, repeatable: true }, signal);
    return provingReadback([made], action, command);
  }

  private task({ id, device }: Command, asking: Device, kind: 'action' | 'readback') {
    const value = { devices: this.deps.chain.devices ?? '', commandId: id };
    return {
      purpose: purposeOf(id, kind),
      kind,
      ask: deviceAsk(asking),
      mode: commandMode(asking.acceptedModes),
      subject: device,
      context: { purpose: { case: 'command' as const, value } },
      tell: { command: id.toString(), device },
    };
  }
}

function purposeOf(id: bigint, kind: 'action' | 'readback'): string {
  return `command/${id}/${kind}`;
}
