// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import { z } from 'zod';
import { amount, bytes, decimal, optional, u32, u64 } from '../../wire.ts';
import type {
  AllRewardsResponse,
  Capability,
  CapabilityValue,
  Command,
  CommandsResponse,
  ConfigResponse,
  Device,
  DevicesResponse,
  Lease,
  Mode,
  Param,
  Receipt,
  Rewards,
  Status,
} from './types.ts';

export const rewardsSchema: z.ZodType<Rewards> = z
  .object({
    accrued: amount,
    address: z.string(),
    claimed: amount,
  })
  .transform((it) => ({
    accrued: it.accrued,
    address: it.address,
    claimed: it.claimed,
  }));

export const allRewardsResponseSchema: z.ZodType<AllRewardsResponse> = z
  .object({
    rewards: z.array(rewardsSchema),
  })
  .transform((it) => ({
    rewards: it.rewards,
  }));

export const capabilityValueSchema: z.ZodType<CapabilityValue> = z
  .object({
    expect: decimal,
    value: z.string(),
  })
  .transform((it) => ({
    expect: it.expect,
    value: it.value,
  }));

export const capabilitySchema: z.ZodType<Capability> = z
  .object({
    action_operation: bytes,
    name: z.string(),
    readback_operation: bytes,
    readback_reading: z.string(),
    value_param: z.string(),
    values: z.array(capabilityValueSchema),
  })
  .transform((it) => ({
    actionOperation: it.action_operation,
    name: it.name,
    readbackOperation: it.readback_operation,
    readbackReading: it.readback_reading,
    valueParam: it.value_param,
    values: it.values,
  }));

export const paramSchema: z.ZodType<Param> = z
  .object({
    items: optional(z.array(z.string())),
    name: z.string(),
    value: z.string(),
  })
  .transform((it) => ({
    items: it.items,
    name: it.name,
    value: it.value,
  }));

export const leaseSchema: z.ZodType<Lease> = z
  .object({
    operator: bytes,
    until_ms: u64,
  })
  .transform((it) => ({
    operator: it.operator,
    untilMs: it.until_ms,
  }));

export const receiptSchema: z.ZodType<Receipt> = z
  .object({
    action_id: optional(z.string()),
    executor: bytes,
    readback_id: z.string(),
    settled_at_ms: u64,
  })
  .transform((it) => ({
    actionId: it.action_id,
    executor: it.executor,
    readbackId: it.readback_id,
    settledAtMs: it.settled_at_ms,
  }));

export const statusSchema: z.ZodType<Status> = z.enum(['pending', 'settled', 'refunded']);

export const commandSchema: z.ZodType<Command> = z
  .object({
    action_operation: bytes,
    action_params: z.array(paramSchema),
    capability: z.string(),
    deadline_ms: u64,
    device: z.string(),
    escrow: amount,
    expect: decimal,
    id: u64,
    issued_at_ms: u64,
    issuer: z.string(),
    lease: optional(leaseSchema),
    readback_operation: bytes,
    readback_params: z.array(paramSchema),
    readback_reading: z.string(),
    receipt: optional(receiptSchema),
    status: statusSchema,
    value: z.string(),
  })
  .transform((it) => ({
    actionOperation: it.action_operation,
    actionParams: it.action_params,
    capability: it.capability,
    deadlineMs: it.deadline_ms,
    device: it.device,
    escrow: it.escrow,
    expect: it.expect,
    id: it.id,
    issuedAtMs: it.issued_at_ms,
    issuer: it.issuer,
    lease: it.lease,
    readbackOperation: it.readback_operation,
    readbackParams: it.readback_params,
    readbackReading: it.readback_reading,
    receipt: it.receipt,
    status: it.status,
    value: it.value,
  }));

export const commandsResponseSchema: z.ZodType<CommandsResponse> = z
  .object({
    commands: z.array(commandSchema),
  })
  .transform((it) => ({
    commands: it.commands,
  }));

export const configResponseSchema: z.ZodType<ConfigResponse> = z
  .object({
    chain_id: z.string(),
    contract: z.string(),
    denom: z.string(),
    executor_share_percent: u32,
    lease_ms: u64,
    oracle: z.string(),
  })
  .transform((it) => ({
    chainId: it.chain_id,
    contract: it.contract,
    denom: it.denom,
    executorSharePercent: it.executor_share_percent,
    leaseMs: it.lease_ms,
    oracle: it.oracle,
  }));

export const modeSchema: z.ZodType<Mode> = z.enum(['mpc', 'proxy']);

export const deviceSchema: z.ZodType<Device> = z
  .object({
    accepted_modes: z.array(modeSchema),
    allow_custom_ca: z.boolean(),
    capabilities: z.array(capabilitySchema),
    id: z.string(),
    label: z.string(),
    notaries: z.array(bytes),
    operators: z.array(bytes),
    owner: z.string(),
    params: z.array(paramSchema),
    price: amount,
    pubkey: bytes,
    registered_at_ms: u64,
    serial: z.string(),
    vendor: z.string(),
  })
  .transform((it) => ({
    acceptedModes: it.accepted_modes,
    allowCustomCa: it.allow_custom_ca,
    capabilities: it.capabilities,
    id: it.id,
    label: it.label,
    notaries: it.notaries,
    operators: it.operators,
    owner: it.owner,
    params: it.params,
    price: it.price,
    pubkey: it.pubkey,
    registeredAtMs: it.registered_at_ms,
    serial: it.serial,
    vendor: it.vendor,
  }));

export const devicesResponseSchema: z.ZodType<DevicesResponse> = z
  .object({
    devices: z.array(deviceSchema),
  })
  .transform((it) => ({
    devices: it.devices,
  }));
