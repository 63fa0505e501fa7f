import type { Adapter } from '@cloudx3/adapter-kit';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { Certificates } from '../certificates.ts';
import type { NetworkPlan } from '../plan.ts';
import type { ProcessGroup } from '../processes.ts';
import type { Terminal } from '../terminal.ts';

/** The vendor side of a network on this machine: which server is read, what the feed shows, which device obeys commands. */
export interface Vendor {
  /** What is read, and whose it is, in words. */
  readonly story: string;
  readonly adapters: readonly Adapter[];
  readonly feed: {
    readonly label: string;
    readonly operation: CheckedOperation;
    readonly params: Readonly<Record<string, string>>;
    readonly reading: string;
    readonly unit: string;
    readonly decimals: number;
    /** How old the vendor's own time may be, in milliseconds. */
    readonly maxObservedAgeMs?: bigint;
  };
  readonly device: {
    readonly label: string;
    readonly adapter: Adapter;
    readonly params: Readonly<Record<string, string>>;
    readonly serial: string;
    readonly serialParam: string;
    readonly capability: string;
    /** Values of the capability that turn it on and off. */
    readonly on: string;
    readonly off: string;
  };
  readonly credentials: readonly VendorCredential[];
  /** Names that this network resolves to this machine. */
  readonly resolve: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Secrets for one vendor's server, by the names of the operations' holes. */
export interface VendorCredential {
  readonly vendor: string;
  readonly host: string;
  readonly port: number;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface VendorContext {
  readonly plan: NetworkPlan;
  readonly certificates: Certificates;
  readonly processes: ProcessGroup;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}
