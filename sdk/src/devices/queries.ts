import type { ChainReader } from '../chain/reader.ts';
import { Contract } from '../contract/contract.ts';
import { devicesQuery } from './gen/queries.ts';
import type {
  AllRewardsResponse,
  BindingResponse,
  Command,
  CommandsResponse,
  ConfigResponse,
  Device,
  DevicesResponse,
  MembersResponse,
  Membership,
  MembershipsResponse,
  ProofOperation,
  ProofsResponse,
  Rewards,
  Role,
  SubjectResponse,
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

  /** Operations whose answer shows control of a device (rule DEV-2), in the order of their ids. */
  proofs(): Promise<ProofOperation[]> {
    return this.contract.all(
      ({ proofs }: ProofsResponse) => proofs,
      (after, limit) => devicesQuery.proofs({ startAfter: after?.operation, limit }),
    );
  }

  /** Who has a serial at a server, however it is written (rule DEV-2). */
  binding(serverName: string, serial: string): Promise<BindingResponse | undefined> {
    return this.contract.find(devicesQuery.binding({ serverName, serial }));
  }

  /** What a feed may say about a device (rule DEV-6). */
  subject(device: string): Promise<SubjectResponse | undefined> {
    return this.contract.find(devicesQuery.subject({ device }));
  }

  /** The keys that a device names, and how each stands to it (rule DEV-5). */
  members(device: string): Promise<MembersResponse | undefined> {
    return this.contract.find(devicesQuery.members({ device }));
  }

  /** The devices that a key accepted once, in the order of their ids (rule DEV-5). */
  memberships(role: Role, pubkey: Uint8Array): Promise<Membership[]> {
    return this.contract.all(
      ({ memberships }: MembershipsResponse) => memberships,
      (after, limit) => devicesQuery.memberships({ role, pubkey, startAfter: after?.device, limit }),
    );
  }

  /** The command of a number. */
  command(id: bigint): Promise<Command | undefined> {
    return this.contract.find(devicesQuery.command({ commandId: id }));
  }

  /** The commands of a device that are to be done now, oldest first: at most 16 (rule CMD-1). */
  async openCommands(device: string): Promise<readonly Command[]> {
    return (await this.contract.ask(devicesQuery.openCommands({ device }))).commands;
  }

  /** The commands of an issuer that have not ended, oldest first: at most 64 (rule CMD-1). */
  issuedCommands(issuer: string): Promise<Command[]> {
    return this.contract.all(
      ({ commands }: CommandsResponse) => commands,
      (after, limit) => devicesQuery.issuedCommands({ issuer, startAfter: after?.id, limit }),
    );
  }

  /** All that was ever commanded, oldest first. */
  commands(): Promise<Command[]> {
    return this.contract.all(
      ({ commands }: CommandsResponse) => commands,
      (after, limit) => devicesQuery.commands({ startAfter: after?.id, limit }),
    );
  }

  /** What an account is owed, and what it claimed (rule CMD-4). */
  rewards(address: string): Promise<Rewards> {
    return this.contract.ask(devicesQuery.rewards({ address }));
  }

  /** What every account is owed, in the order of addresses. */
  allRewards(): Promise<Rewards[]> {
    return this.contract.all(
      ({ rewards }: AllRewardsResponse) => rewards,
      (after, limit) => devicesQuery.allRewards({ startAfter: after?.address, limit }),
    );
  }
}
