// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import { z } from 'zod';
import { amount, bytes, decimal, optional, u32, u64 } from '../../wire.ts';
import type {
  AllRewardsResponse,
  Binding,
  BindingResponse,
  Capability,
  CapabilityValue,
  Command,
  CommandsResponse,
  ConfigResponse,
  Device,
  DevicesResponse,
  Handover,
  Lease,
  Member,
  MembersResponse,
  Membership,
  MembershipsResponse,
  Mode,
  Param,
  ProofOperation,
  ProofsResponse,
  Receipt,
  Rewards,
  Span,
  Status,
  SubjectResponse,
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

export const bindingSchema: z.ZodType<Binding> = z
  .object({
    bound_at_ms: u64,
    params: z.array(paramSchema),
    proved_at_ms: u64,
    serial: z.string(),
    server_name: z.string(),
  })
  .transform((it) => ({
    boundAtMs: it.bound_at_ms,
    params: it.params,
    provedAtMs: it.proved_at_ms,
    serial: it.serial,
    serverName: it.server_name,
  }));

export const handoverSchema: z.ZodType<Handover> = z
  .object({
    claimant: z.string(),
    completes_at_ms: u64,
    device: z.string(),
    params: z.array(paramSchema),
    proved_at_ms: u64,
  })
  .transform((it) => ({
    claimant: it.claimant,
    completesAtMs: it.completes_at_ms,
    device: it.device,
    params: it.params,
    provedAtMs: it.proved_at_ms,
  }));

export const bindingResponseSchema: z.ZodType<BindingResponse> = z
  .object({
    binding: bindingSchema,
    device: z.string(),
    handover: optional(handoverSchema),
    owner: z.string(),
  })
  .transform((it) => ({
    binding: it.binding,
    device: it.device,
    handover: it.handover,
    owner: it.owner,
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

export const modeSchema: z.ZodType<Mode> = z.enum(['mpc', 'proxy']);

export const leaseSchema: z.ZodType<Lease> = z
  .object({
    account: z.string(),
    deposit: amount,
    from_ms: u64,
    operator: bytes,
    until_ms: u64,
  })
  .transform((it) => ({
    account: it.account,
    deposit: it.deposit,
    fromMs: it.from_ms,
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

export const statusSchema: z.ZodType<Status> = z.enum(['pending', 'settled', 'refunded', 'cancelled']);

export const commandSchema: z.ZodType<Command> = z
  .object({
    accepted_modes: z.array(modeSchema),
    action_operation: bytes,
    action_params: z.array(paramSchema),
    allow_custom_ca: z.boolean(),
    capability: z.string(),
    deadline_ms: u64,
    device: z.string(),
    escrow: amount,
    expect: decimal,
    id: u64,
    issued_at_ms: u64,
    issuer: z.string(),
    leases: z.array(leaseSchema),
    readback_operation: bytes,
    readback_params: z.array(paramSchema),
    readback_reading: z.string(),
    receipt: optional(receiptSchema),
    status: statusSchema,
    value: z.string(),
  })
  .transform((it) => ({
    acceptedModes: it.accepted_modes,
    actionOperation: it.action_operation,
    actionParams: it.action_params,
    allowCustomCa: it.allow_custom_ca,
    capability: it.capability,
    deadlineMs: it.deadline_ms,
    device: it.device,
    escrow: it.escrow,
    expect: it.expect,
    id: it.id,
    issuedAtMs: it.issued_at_ms,
    issuer: it.issuer,
    leases: it.leases,
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
    admin: z.string(),
    allow_custom_ca: z.boolean(),
    binding_notaries: z.array(bytes),
    binding_required: u32,
    chain_id: z.string(),
    contract: z.string(),
    denom: z.string(),
    executor_share_percent: u32,
    handover_ms: u64,
    lease_deposit: amount,
    lease_ms: u64,
    least_deadline_ms: u64,
    least_price: amount,
    oracle: z.string(),
    readback_percent: u32,
  })
  .transform((it) => ({
    admin: it.admin,
    allowCustomCa: it.allow_custom_ca,
    bindingNotaries: it.binding_notaries,
    bindingRequired: it.binding_required,
    chainId: it.chain_id,
    contract: it.contract,
    denom: it.denom,
    executorSharePercent: it.executor_share_percent,
    handoverMs: it.handover_ms,
    leaseDeposit: it.lease_deposit,
    leaseMs: it.lease_ms,
    leastDeadlineMs: it.least_deadline_ms,
    leastPrice: it.least_price,
    oracle: it.oracle,
    readbackPercent: it.readback_percent,
  }));

export const deviceSchema: z.ZodType<Device> = z
  .object({
    accepted_modes: z.array(modeSchema),
    allow_custom_ca: z.boolean(),
    binding: optional(bindingSchema),
    capabilities: z.array(capabilitySchema),
    id: z.string(),
    label: z.string(),
    min_deadline_ms: u64,
    notaries: z.array(bytes),
    offered_to: optional(z.string()),
    operators: z.array(bytes),
    owner: z.string(),
    params: z.array(paramSchema),
    price: amount,
    pubkey: bytes,
    registered_at_ms: u64,
    serial: z.string(),
    serial_param: z.string(),
    terms: bytes,
    vendor: z.string(),
  })
  .transform((it) => ({
    acceptedModes: it.accepted_modes,
    allowCustomCa: it.allow_custom_ca,
    binding: it.binding,
    capabilities: it.capabilities,
    id: it.id,
    label: it.label,
    minDeadlineMs: it.min_deadline_ms,
    notaries: it.notaries,
    offeredTo: it.offered_to,
    operators: it.operators,
    owner: it.owner,
    params: it.params,
    price: it.price,
    pubkey: it.pubkey,
    registeredAtMs: it.registered_at_ms,
    serial: it.serial,
    serialParam: it.serial_param,
    terms: it.terms,
    vendor: it.vendor,
  }));

export const devicesResponseSchema: z.ZodType<DevicesResponse> = z
  .object({
    devices: z.array(deviceSchema),
  })
  .transform((it) => ({
    devices: it.devices,
  }));

export const spanSchema: z.ZodType<Span> = z
  .object({
    from_ms: u64,
    until_ms: optional(u64),
  })
  .transform((it) => ({
    fromMs: it.from_ms,
    untilMs: it.until_ms,
  }));

export const memberSchema: z.ZodType<Member> = z
  .object({
    invited: z.boolean(),
    member: z.boolean(),
    pubkey: bytes,
    spans: z.array(spanSchema),
    terms: optional(bytes),
  })
  .transform((it) => ({
    invited: it.invited,
    member: it.member,
    pubkey: it.pubkey,
    spans: it.spans,
    terms: it.terms,
  }));

export const membersResponseSchema: z.ZodType<MembersResponse> = z
  .object({
    notaries: z.array(memberSchema),
    operators: z.array(memberSchema),
  })
  .transform((it) => ({
    notaries: it.notaries,
    operators: it.operators,
  }));

export const membershipSchema: z.ZodType<Membership> = z
  .object({
    device: z.string(),
    member: memberSchema,
  })
  .transform((it) => ({
    device: it.device,
    member: it.member,
  }));

export const membershipsResponseSchema: z.ZodType<MembershipsResponse> = z
  .object({
    memberships: z.array(membershipSchema),
  })
  .transform((it) => ({
    memberships: it.memberships,
  }));

export const proofOperationSchema: z.ZodType<ProofOperation> = z
  .object({
    operation: bytes,
    serial_param: z.string(),
    server_name: z.string(),
    vendor: z.string(),
  })
  .transform((it) => ({
    operation: it.operation,
    serialParam: it.serial_param,
    serverName: it.server_name,
    vendor: it.vendor,
  }));

export const proofsResponseSchema: z.ZodType<ProofsResponse> = z
  .object({
    proofs: z.array(proofOperationSchema),
  })
  .transform((it) => ({
    proofs: it.proofs,
  }));

export const subjectResponseSchema: z.ZodType<SubjectResponse> = z
  .object({
    bound: z.boolean(),
    owner: z.string(),
    params: z.array(paramSchema),
    serial_param: z.string(),
    server_name: z.string(),
  })
  .transform((it) => ({
    bound: it.bound,
    owner: it.owner,
    params: it.params,
    serialParam: it.serial_param,
    serverName: it.server_name,
  }));
