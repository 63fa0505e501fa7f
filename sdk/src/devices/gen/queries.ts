// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import type { Question } from '../../contract/question.ts';
import { writeBytes, writeU64 } from '../../wire.ts';
import {
  allRewardsResponseSchema,
  bindingResponseSchema,
  commandSchema,
  commandsResponseSchema,
  configResponseSchema,
  deviceSchema,
  devicesResponseSchema,
  membersResponseSchema,
  membershipsResponseSchema,
  proofsResponseSchema,
  rewardsSchema,
  subjectResponseSchema,
} from './readers.ts';
import type {
  AllRewardsResponse,
  BindingResponse,
  Command,
  CommandsResponse,
  ConfigResponse,
  Device,
  DevicesResponse,
  MembersResponse,
  MembershipsResponse,
  ProofsResponse,
  Rewards,
  Role,
  SubjectResponse,
} from './types.ts';

/** Queries of the contract "devices". */
export const devicesQuery = {
  /** How the contract was made. */
  config: (): Question<ConfigResponse> => ({
    message: { config: {} },
    answer: configResponseSchema,
  }),

  /** Operations that prove control of a device, at most 30 a page (DEV-2). */
  proofs: (
    it: { readonly limit?: number | undefined; readonly startAfter?: Uint8Array | undefined } = {},
  ): Question<ProofsResponse> => ({
    message: {
      proofs: {
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeBytes(it.startAfter),
      },
    },
    answer: proofsResponseSchema,
  }),

  /** The device of an id; fails with `device.unknown` where there is none. */
  device: (it: { readonly device: string }): Question<Device> => ({
    message: { device: { device: it.device } },
    answer: deviceSchema,
  }),

  /** At most 10 a page. */
  devices: (
    it: { readonly limit?: number | undefined; readonly startAfter?: string | undefined } = {},
  ): Question<DevicesResponse> => ({
    message: { devices: { limit: it.limit ?? null, start_after: it.startAfter ?? null } },
    answer: devicesResponseSchema,
  }),

  /** Who has a serial, in whatever form it is written; fails with `device.unknown` where nobody has (DEV-2). */
  binding: (it: { readonly serial: string; readonly serverName: string }): Question<BindingResponse> => ({
    message: { binding: { serial: it.serial, server_name: it.serverName } },
    answer: bindingResponseSchema,
  }),

  /** What a feed may say about a device (DEV-6); fails with `device.unknown` where there is none. */
  subject: (it: { readonly device: string }): Question<SubjectResponse> => ({
    message: { subject: { device: it.device } },
    answer: subjectResponseSchema,
  }),

  /** The keys that a device names, and how each stands to it (DEV-5). */
  members: (it: { readonly device: string }): Question<MembersResponse> => ({
    message: { members: { device: it.device } },
    answer: membersResponseSchema,
  }),

  /** The devices that a key accepted once, at most 10 a page (DEV-5). */
  memberships: (it: {
    readonly limit?: number | undefined;
    readonly pubkey: Uint8Array;
    readonly role: Role;
    readonly startAfter?: string | undefined;
  }): Question<MembershipsResponse> => ({
    message: {
      memberships: {
        limit: it.limit ?? null,
        pubkey: writeBytes(it.pubkey),
        role: it.role,
        start_after: it.startAfter ?? null,
      },
    },
    answer: membershipsResponseSchema,
  }),

  /** A command; fails with `command.unknown` where there is none. */
  command: (it: { readonly commandId: bigint }): Question<Command> => ({
    message: { command: { command_id: writeU64(it.commandId) } },
    answer: commandSchema,
  }),

  /** The commands of a device that are to be done now, oldest first: at most 16. */
  openCommands: (it: { readonly device: string }): Question<CommandsResponse> => ({
    message: { open_commands: { device: it.device } },
    answer: commandsResponseSchema,
  }),

  /** What an account has commanded and what has not ended, expired commands among it; at most 16 a page, oldest first. */
  issuedCommands: (it: {
    readonly issuer: string;
    readonly limit?: number | undefined;
    readonly startAfter?: bigint | undefined;
  }): Question<CommandsResponse> => ({
    message: {
      issued_commands: {
        issuer: it.issuer,
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeU64(it.startAfter),
      },
    },
    answer: commandsResponseSchema,
  }),

  /** All that was ever commanded, at most 30 a page, oldest first. */
  commands: (
    it: { readonly limit?: number | undefined; readonly startAfter?: bigint | undefined } = {},
  ): Question<CommandsResponse> => ({
    message: {
      commands: {
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeU64(it.startAfter),
      },
    },
    answer: commandsResponseSchema,
  }),

  /** What an account is owed. */
  rewards: (it: { readonly address: string }): Question<Rewards> => ({
    message: { rewards: { address: it.address } },
    answer: rewardsSchema,
  }),

  /** At most 100 a page. */
  allRewards: (
    it: { readonly limit?: number | undefined; readonly startAfter?: string | undefined } = {},
  ): Question<AllRewardsResponse> => ({
    message: { all_rewards: { limit: it.limit ?? null, start_after: it.startAfter ?? null } },
    answer: allRewardsResponseSchema,
  }),
};
