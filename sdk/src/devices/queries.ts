import type { ChainReader } from '../chain/reader.ts';
import { Contract } from '../contract/contract.ts';
import { devicesQuery } from './gen/queries.ts';
import type {
  AllRewardsResponse,
  Command,
  CommandsResponse,
  ConfigResponse,
  Device,
  DevicesResponse,
  Rewards,
  Status,
} from './gen/types.ts';

/** Queries of the devices contract. Things are looked up by key and undefined where the contract knows none. */
export class DevicesQueries {
  /** Bech32 address of the contract. */
  readonly address: string;
  private readonly contract: Contract;

  constructor(reader: Pick<ChainReader, 'query'>, address: string) {
    this.address = address;
    this.contract = new Contract({ address }, { reader });
  }

  /** The oracle that the contract asks, its money, and how it leases and pays. */
  config(): Promise<ConfigResponse> {
    return this.contract.ask(devicesQuery.config());
  }

  /** The device of an id, which is the bech32 address of its key. */
  device(id: string): Promise<Device | undefined> {
    return this.contract.find(devicesQuery.device({ device: id }));
  }

  /** All devices, in the order of their ids. */
  devices(): Promise<Device[]> {
    return this.contract.all(
      ({ devices }: DevicesResponse) => devices,
      (after, limit) => devicesQuery.devices({ startAfter: after?.id, limit }),
    );
  }

  /** The device that a vendor knows by this serial. */
  deviceBySerial(vendor: string, serial: string): Promise<Device | undefined> {
    return this.contract.find(devicesQuery.deviceBySerial({ vendor, serial }));
  }

  /** The command of a number. */
  command(id: bigint): Promise<Command | undefined> {
    return this.contract.find(devicesQuery.command({ commandId: id }));
  }

  /** All commands, oldest first, or those in one state. */
  commands(filter: { readonly status?: Status } = {}): Promise<Command[]> {
    return this.contract.all(
      ({ commands }: CommandsResponse) => commands,
      (after, limit) => devicesQuery.commands({ status: filter.status, startAfter: after?.id, limit }),
    );
  }

  /** What an account earned. */
  rewards(address: string): Promise<Rewards> {
    return this.contract.ask(devicesQuery.rewards({ address }));
  }

  /** What every account earned, in the order of addresses. */
  allRewards(): Promise<Rewards[]> {
    return this.contract.all(
      ({ rewards }: AllRewardsResponse) => rewards,
      (after, limit) => devicesQuery.allRewards({ startAfter: after?.address, limit }),
    );
  }
}
