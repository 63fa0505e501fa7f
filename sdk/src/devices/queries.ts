import { z } from 'zod';
import { undefinedIfUnknown } from '../absent.ts';
import type { ChainReader } from '../chain/reader.ts';
import { allPages } from '../paging.ts';
import { allRewardsSchema, rewardsSchema } from '../rewards.ts';
import type { Rewards } from '../rewards.ts';
import { readAnswer } from '../wire.ts';
import { commandSchema, deviceSchema, devicesConfigSchema } from './types.ts';
import type { Command, CommandStatus, Device, DevicesConfig } from './types.ts';

/** Queries of the devices contract. Things are looked up by key and undefined where the contract knows none. */
export class DevicesQueries {
  readonly address: string;
  private readonly reader: ChainReader;

  constructor(reader: ChainReader, address: string) {
    this.reader = reader;
    this.address = address;
  }

  config(): Promise<DevicesConfig> {
    return this.ask({ config: {} }, devicesConfigSchema);
  }

  device(id: string): Promise<Device | undefined> {
    return undefinedIfUnknown(this.ask({ device: { device: id } }, deviceSchema));
  }

  devices(): Promise<Device[]> {
    const page = z.object({ devices: z.array(deviceSchema) });
    return allPages<Device>(async (last, limit) => {
      return (await this.ask({ devices: { start_after: last?.id ?? null, limit } }, page)).devices;
    });
  }

  deviceBySerial(vendor: string, serial: string): Promise<Device | undefined> {
    return undefinedIfUnknown(this.ask({ device_by_serial: { vendor, serial } }, deviceSchema));
  }

  command(id: bigint): Promise<Command | undefined> {
    return undefinedIfUnknown(this.ask({ command: { command_id: Number(id) } }, commandSchema));
  }

  commands(filter: { status?: CommandStatus } = {}): Promise<Command[]> {
    const page = z.object({ commands: z.array(commandSchema) });
    return allPages<Command>(async (last, limit) => {
      const start_after = last === undefined ? null : Number(last.id);
      return (await this.ask({ commands: { status: filter.status ?? null, start_after, limit } }, page))
        .commands;
    });
  }

  rewards(address: string): Promise<Rewards> {
    return this.ask({ rewards: { address } }, rewardsSchema);
  }

  allRewards(): Promise<Rewards[]> {
    return allPages<Rewards>(async (last, limit) => {
      return (
        await this.ask({ all_rewards: { start_after: last?.address ?? null, limit } }, allRewardsSchema)
      ).rewards;
    });
  }

  private async ask<T extends z.ZodType>(message: object, schema: T): Promise<z.output<T>> {
    const what = `devices query ${Object.keys(message)[0] ?? ''}`;
    return readAnswer(schema, await this.reader.query(this.address, message), what);
  }
}
