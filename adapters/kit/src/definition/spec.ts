import type { CheckedOperation, OperationSpec } from '@cloudx3/verifier-core';
import type * as z from 'zod';
import type { AuthStrategy } from '../auth/strategy.ts';
import type { Quota } from './quota.ts';
import type { VendorError } from './vendor-error.ts';

/** Something a device can be told to do, and how its doing so is read back. */
export interface CapabilitySpec<K extends string = string> {
  readonly title: string;
  /** Key of the ACTION operation. */
  readonly action: K;
  /** The CHOICE parameter of the action that carries the value commanded. The other parameters are the device's own. */
  readonly valueParam: string;
  readonly values: readonly {
    readonly value: string;
    /** What the read-back shows once it is done. */
    readonly expect: string;
    readonly title: string;
  }[];
  /** Key of the READ operation; its parameters are the device's own. */
  readonly readback: K;
  readonly reading: string;
  /** For how long after the action the vendor may still answer with the state before it. */
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
  readonly auth: AuthStrategy;
  readonly operations: Readonly<Record<K, OperationDraft>>;
  readonly capabilities?: Readonly<Record<string, CapabilitySpec<NoInfer<K>>>>;
  /** The parameter that holds what tells one device from another within the vendor; only with capabilities. */
  readonly serialParam?: string;
  readonly quotas: readonly Quota[];
  /** Schema of the options that the adapter's factory takes. */
  readonly settings: z.ZodObject;
  readonly errors: readonly VendorError[];
}

/** A vendor adapter: pure data, the same for whoever makes it with the same settings. */
export interface Adapter<K extends string = string> {
  readonly vendor: string;
  readonly title: string;
  readonly docs: readonly string[];
  readonly auth: AuthStrategy;
  readonly operations: Readonly<Record<K, CheckedOperation>>;
  readonly capabilities: Readonly<Record<string, CapabilitySpec<K>>>;
  readonly serialParam: string | undefined;
  readonly quotas: readonly Quota[];
  readonly settings: z.ZodObject;
  readonly errors: readonly VendorError[];
}
