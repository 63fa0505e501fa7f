// Generated from contracts/schema/devices.json by "npm run generate"; change the contract's messages instead.
import type { Question } from '../../contract/question.ts';
import { writeU64 } from '../../wire.ts';
import {
  allRewardsResponseSchema,
  commandSchema,
  commandsResponseSchema,
  configResponseSchema,
  deviceSchema,
  devicesResponseSchema,
  rewardsSchema,
} from './readers.ts';
import type {
  AllRewardsResponse,
  Command,
  CommandsResponse,
  ConfigResponse,
  Device,
  DevicesResponse,
  Rewards,
  Status,
} from './types.ts';

/** Queries of the contract "devices". */
export const devicesQuery = {
  /** How the contract was made. */
  config: (): Question<ConfigResponse> => ({
    message: { config: {} },
    answer: configResponseSchema,
  }),

  /** The device of an id; fails with `device.unknown` where there is none. */
  device: (it: { readonly device: string }): Question<Device> => ({
    message: { device: { device: it.device } },
    answer: deviceSchema,
  }),

  /** At most 20 a page. */
  devices: (
    it: { readonly limit?: number | undefined; readonly startAfter?: string | undefined } = {},
  ): Question<DevicesResponse> => ({
    message: { devices: { limit: it.limit ?? null, start_after: it.startAfter ?? null } },
    answer: devicesResponseSchema,
  }),

  /** The device that a vendor knows by this serial; fails with `device.unknown` where there is none. */
  deviceBySerial: (it: { readonly serial: string; readonly vendor: string }): Question<Device> => ({
    message: { device_by_serial: { serial: it.serial, vendor: it.vendor } },
    answer: deviceSchema,
  }),

  /** A command; fails with `command.unknown` where there is none. */
  command: (it: { readonly commandId: bigint }): Question<Command> => ({
    message: { command: { command_id: writeU64(it.commandId) } },
    answer: commandSchema,
  }),

  /** At most 30 a page, oldest first. */
  commands: (
    it: {
      readonly limit?: number | undefined;
      readonly startAfter?: bigint | undefined;
      readonly status?: Status | undefined;
    } = {},
  ): Question<CommandsResponse> => ({
    message: {
      commands: {
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeU64(it.startAfter),
        status: it.status ?? null,
      },
    },
    answer: commandsResponseSchema,
  }),

  /** What an account earned. */
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
