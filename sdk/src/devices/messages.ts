import { writeBytes, writeDecimal } from '../wire.ts';
import type { Capability, Device } from './types.ts';

/** A device to register. The sender of the transaction is its owner. */
export type NewDevice = Omit<Device, 'id' | 'owner' | 'registeredAtMs'> & {
  /** By the device's own key over the registration digest (rule DEV-1). */
  signature: Uint8Array;
  /** Name of the parameter that carries the serial. */
  serialParam: string;
};

/** Execute messages of the devices contract, as the JSON it takes. */
export const devicesMsg = {
  registerDevice: (device: NewDevice) => ({
    register_device: {
      pubkey: writeBytes(device.pubkey),
      signature: writeBytes(device.signature),
      vendor: device.vendor,
      serial: device.serial,
      serial_param: device.serialParam,
      params: device.params,
      capabilities: device.capabilities.map(writeCapability),
      operators: device.operators.map(writeBytes),
      notaries: device.notaries.map(writeBytes),
      accepted_modes: device.acceptedModes,
      allow_custom_ca: device.allowCustomCa,
      price: device.price.toString(),
      label: device.label,
    },
  }),

  issueCommand: (command: { device: string; capability: string; value: string; deadlineMs: bigint }) => ({
    issue_command: {
      device: command.device,
      capability: command.capability,
      value: command.value,
      deadline_ms: Number(command.deadlineMs),
    },
  }),

  takeCommand: (command: { commandId: bigint; pubkey: Uint8Array }) => ({
    take_command: { command_id: Number(command.commandId), pubkey: writeBytes(command.pubkey) },
  }),

  settleCommand: (command: { commandId: bigint; action?: Uint8Array; readback: Uint8Array }) => ({
    settle_command: {
      command_id: Number(command.commandId),
      action: command.action === undefined ? null : writeBytes(command.action),
      readback: writeBytes(command.readback),
    },
  }),

  refundCommand: (commandId: bigint) => ({ refund_command: { command_id: Number(commandId) } }),

  claim: () => ({ claim: {} }),
};

function writeCapability(capability: Capability) {
  return {
    name: capability.name,
    action_operation: writeBytes(capability.actionOperation),
    value_param: capability.valueParam,
    values: capability.values.map(({ value, expect }) => ({ value, expect: writeDecimal(expect) })),
    readback_operation: writeBytes(capability.readbackOperation),
    readback_reading: capability.readbackReading,
  };
}
