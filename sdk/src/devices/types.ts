import { z } from 'zod';
import { amount, bytes, decimal, mode, optional, params, u32, u64 } from '../wire.ts';

export const capabilitySchema = z
  .object({
    name: z.string(),
    action_operation: bytes,
    value_param: z.string(),
    values: z.array(z.object({ value: z.string(), expect: decimal })),
    readback_operation: bytes,
    readback_reading: z.string(),
  })
  .transform((capability) => ({
    name: capability.name,
    actionOperation: capability.action_operation,
    valueParam: capability.value_param,
    values: capability.values,
    readbackOperation: capability.readback_operation,
    readbackReading: capability.readback_reading,
  }));

export const deviceSchema = z
  .object({
    id: z.string(),
    pubkey: bytes,
    owner: z.string(),
    vendor: z.string(),
    serial: z.string(),
    params,
    capabilities: z.array(capabilitySchema),
    operators: z.array(bytes),
    notaries: z.array(bytes),
    accepted_modes: z.array(mode),
    allow_custom_ca: z.boolean(),
    price: amount,
    label: z.string(),
    registered_at_ms: u64,
  })
  .transform(({ accepted_modes, allow_custom_ca, registered_at_ms, ...device }) => ({
    ...device,
    acceptedModes: accepted_modes,
    allowCustomCa: allow_custom_ca,
    registeredAtMs: registered_at_ms,
  }));

export const commandSchema = z
  .object({
    id: u64,
    device: z.string(),
    issuer: z.string(),
    capability: z.string(),
    value: z.string(),
    action_operation: bytes,
    action_params: params,
    readback_operation: bytes,
    readback_params: params,
    readback_reading: z.string(),
    expect: decimal,
    escrow: amount,
    issued_at_ms: u64,
    deadline_ms: u64,
    status: z.enum(['pending', 'settled', 'refunded']),
    lease: optional(
      z
        .object({ operator: bytes, until_ms: u64 })
        .transform((lease) => ({ operator: lease.operator, untilMs: lease.until_ms })),
    ),
    receipt: optional(
      z
        .object({
          readback_id: z.string(),
          action_id: optional(z.string()),
          executor: bytes,
          settled_at_ms: u64,
        })
        .transform((receipt) => ({
          readbackId: receipt.readback_id,
          actionId: receipt.action_id,
          executor: receipt.executor,
          settledAtMs: receipt.settled_at_ms,
        })),
    ),
  })
  .transform((command) => ({
    id: command.id,
    device: command.device,
    issuer: command.issuer,
    capability: command.capability,
    value: command.value,
    actionOperation: command.action_operation,
    actionParams: command.action_params,
    readbackOperation: command.readback_operation,
    readbackParams: command.readback_params,
    readbackReading: command.readback_reading,
    expect: command.expect,
    escrow: command.escrow,
    issuedAtMs: command.issued_at_ms,
    deadlineMs: command.deadline_ms,
    status: command.status,
    lease: command.lease,
    receipt: command.receipt,
  }));

export const devicesConfigSchema = z
  .object({ oracle: z.string(), denom: z.string(), lease_ms: u64, executor_share_percent: u32 })
  .transform((config) => ({
    oracle: config.oracle,
    denom: config.denom,
    leaseMs: config.lease_ms,
    executorSharePercent: config.executor_share_percent,
  }));

export type Capability = z.output<typeof capabilitySchema>;
export type Device = z.output<typeof deviceSchema>;
export type Command = z.output<typeof commandSchema>;
export type CommandStatus = Command['status'];
export type DevicesConfig = z.output<typeof devicesConfigSchema>;
