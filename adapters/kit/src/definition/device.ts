import { checkParams } from '@cloudx3/verifier-core';
import type { Params, ParamValue } from '@cloudx3/verifier-core';
import { AdapterError } from '../error.ts';
import type { Adapter } from './spec.ts';
import { deviceCapabilities } from './capability.ts';
import type { DeviceCapability } from './capability.ts';

/** What a vendor's part of a device registration is; keys, price and members of its sets come from the owner. */
export interface DeviceDescription {
  /** As the adapter names it. */
  readonly vendor: string;
  /** Unique within the vendor (rule DEV-1). */
  readonly serial: string;
  /** The parameter that holds the serial. */
  readonly serialParam: string;
  /** Parameters of the read-back of every capability, strictly increasing by name (rule ORD-1). */
  readonly params: { name: string; value: string }[];
  /** Everything that it can be told. */
  readonly capabilities: DeviceCapability[];
}

/** Describes one device for `register_device`. Throws {@link AdapterError} `adapter.device` where the parameters are not a device's. */
export function describeDevice(adapter: Adapter, params: Params): DeviceDescription {
  const { serialParam } = adapter;
  if (serialParam === undefined) {
    throw new AdapterError(
      'adapter.device',
      `${adapter.vendor} has nothing that can be controlled, so no devices`,
    );
  }
  for (const { readback } of Object.values(adapter.capabilities)) {
    const operation = adapter.operations[readback];
    const checked = operation === undefined ? undefined : checkParams(operation, params);
    if (checked?.ok === false) {
      throw new AdapterError('adapter.device', `${checked.message} (${checked.code})`, {
        field: checked.field ?? 'params',
        cause: checked,
      });
    }
  }
  const list = Object.entries(params).map(([name, value]) => ({ name, value: valueOf(name, value) }));
  return {
    vendor: adapter.vendor,
    serial: valueOf(serialParam, params[serialParam] ?? ''),
    serialParam,
    params: list.sort((a, b) => (a.name < b.name ? -1 : 1)),
    capabilities: deviceCapabilities(adapter),
  };
}

/** One device has no lists; of its read-backs none takes one. */
function valueOf(name: string, value: ParamValue): string {
  if (typeof value === 'string') return value;
  throw new AdapterError('adapter.device', 'a device has one value for each parameter', { field: name });
}
