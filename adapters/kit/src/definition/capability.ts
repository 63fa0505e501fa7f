import type { CheckedOperation, Decimal } from '@cloudx3/verifier-core';
import { parseDecimal } from '@cloudx3/verifier-core';
import { AdapterError } from '../error.ts';
import type { Adapter } from './spec.ts';

/** A capability as `register_device` takes it (rules CMD-1 and CMD-3). */
export interface DeviceCapability {
  /** Within the adapter, for example `switch`. */
  readonly name: string;
  /** 32-byte operation id. */
  readonly actionOperation: Uint8Array;
  /** The parameter of the action that carries the value. */
  readonly valueParam: string;
  /** Each value, and what the read-back shows once it is done. */
  readonly values: readonly { readonly value: string; readonly expect: Decimal }[];
  /** 32-byte operation id. */
  readonly readbackOperation: Uint8Array;
  /** The reading that is compared. */
  readonly readbackReading: string;
}

/** Everything a device of this adapter can be told, for registering it. */
export function deviceCapabilities(adapter: Adapter): DeviceCapability[] {
  return Object.keys(adapter.capabilities).map((name) => deviceCapability(adapter, name));
}

/** One capability by name. Throws {@link AdapterError} `adapter.capability` where there is none. */
export function deviceCapability(adapter: Adapter, name: string): DeviceCapability {
  const spec = Object.hasOwn(adapter.capabilities, name) ? adapter.capabilities[name] : undefined;
  if (spec === undefined) {
    const known = Object.keys(adapter.capabilities).join(', ') || 'none';
    throw new AdapterError(
      'adapter.capability',
      `${adapter.vendor} has no capability "${name}"; it has: ${known}`,
    );
  }
  return {
    name,
    actionOperation: operationOf(adapter, spec.action).id,
    valueParam: spec.valueParam,
    values: spec.values.map(({ value, expect }) => ({
      value,
      expect: decimalOf(expect, `capabilities.${name}.values`),
    })),
    readbackOperation: operationOf(adapter, spec.readback).id,
    readbackReading: spec.reading,
  };
}

export function decimalOf(text: string, field: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new AdapterError('adapter.definition', `"${text}" is no decimal number`, { field });
  return parsed.value;
}

function operationOf(adapter: Adapter, key: string): CheckedOperation {
  const operation = adapter.operations[key];
  if (operation === undefined) throw new AdapterError('adapter.definition', `there is no operation "${key}"`);
  return operation;
}
