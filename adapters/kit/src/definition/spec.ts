import type { CheckedOperation, OperationSpec } from '@cloudx3/verifier-core';
import type * as z from 'zod';
import type { AuthStrategy } from '../auth/strategy.ts';
import type { Quota } from './quota.ts';
import type { VendorError } from './vendor-error.ts';

/** Something a device can be told to do, and how its doing so is read back. */
export interface CapabilitySpec<K extends string = string> {
  /** For people, as an order: "Turn the switch on or off". */
  readonly title: string;
  /** Key of the ACTION operation. */
  readonly action: K;
  /** The CHOICE parameter of the action that carries the value commanded. The other parameters are the device's own. */
  readonly valueParam: string;
  /** What it can be told. */
  readonly values: readonly {
    readonly value: string;
    /** What the read-back shows once it is done. */
    readonly expect: string;
    readonly title: string;
  }[];
  /** Key of the READ operation; its parameters are the device's own. */
  readonly readback: K;
  /** The reading of the read-back that shows it. */
  readonly reading: string;
  /** For how long after the action the vendor may still answer with the state before it, in milliseconds. */
  readonly settleMs: number;
}

/** An operation as an author writes it. Without `maxRequestBytes` the bound is the longest request that its parameters can make. */
export type OperationDraft = Omit<OperationSpec, 'maxRequestBytes'> & { readonly maxRequestBytes?: number };

/** What an author writes: data only. The kit adds the credential's hole to every operation. */
export interface AdapterSpec<K extends string> {
  /** Lower case, digits and "-"; the first part of every operation's name. */
  readonly vendor: string;
  /** The vendor's API and its version, for people. */
  readonly title: string;
  /** The vendor's pages that this was written from. */
  readonly docs: readonly string[];
  /** How the vendor learns who asks. */
  readonly auth: AuthStrategy;
  /** By key; the same keys name them in the adapter. */
  readonly operations: Readonly<Record<K, OperationDraft>>;
  /** By name, for example `switch`. */
  readonly capabilities?: Readonly<Record<string, CapabilitySpec<NoInfer<K>>>>;
  /** The parameter that holds what tells one device from another within the vendor; only with capabilities. */
  readonly serialParam?: string;
  /** Every limit that the vendor states. */
  readonly quotas: readonly Quota[];
  /** Schema of the options that the adapter's factory takes. */
  readonly settings: z.ZodObject;
  /** What each of the vendor's refusals means; the first row that matches counts. */
  readonly errors: readonly VendorError[];
}

/** A vendor adapter: pure data, the same for whoever makes it with the same settings. */
export interface Adapter<K extends string = string> extends Omit<
  AdapterSpec<K>,
  'operations' | 'capabilities' | 'serialParam'
> {
  /** By key, with the credential's hole and the smallest bound on its request. */
  readonly operations: Readonly<Record<K, CheckedOperation>>;
  /** Empty where nothing can be controlled. */
  readonly capabilities: Readonly<Record<string, CapabilitySpec<K>>>;
  /** Undefined where nothing can be controlled. */
  readonly serialParam: string | undefined;
}
