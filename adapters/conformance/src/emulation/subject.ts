import type { Adapter, CheckedOperation } from '@cloudx3/adapter-kit';
import { OperationKind } from '@cloudx3/proto';
import type { EmulatedVendor } from 'cloudx3-emulator';
import { playNode } from './node.ts';
import type { PlayOptions, PlayedNode } from './node.ts';
import type { EmulatedSetup } from './setup.ts';

/** An emulated vendor with all that the checks need of it. */
export interface EmulatedSubject {
  readonly vendor: EmulatedVendor;
  readonly setup: EmulatedSetup;
  readonly adapter: Adapter;
  /** The operations that read, by key. */
  readonly reads: readonly (readonly [key: string, operation: CheckedOperation])[];
  /** Plays the vendor anew and hands `use` a node beside it. */
  with(use: (node: PlayedNode) => Promise<void>, options?: PlayOptions): Promise<void>;
}

/** Opens the cloud once, to see which adapter it is for. */
export function emulatedSubject(vendor: EmulatedVendor, setup: EmulatedSetup): EmulatedSubject {
  const { host } = vendor.table.parse(setup.table);
  const adapter = setup.adapter(host);
  return {
    vendor,
    setup,
    adapter,
    reads: Object.entries(adapter.operations).filter(
      ([, { message }]) => message.kind === OperationKind.READ,
    ),
    async with(use, options) {
      await using node = playNode(vendor, setup, options);
      await use(node);
    },
  };
}
