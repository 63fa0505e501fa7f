import type { RewardClaimed } from '../oracle/events/reports.ts';
import type { CommandEnded, CommandIssued, CommandSettled, CommandTaken } from './events/commands.ts';
import type {
  BindingNotariesSet,
  DeviceBound,
  DeviceMemberJoined,
  DeviceMemberLeft,
  DeviceOffered,
  DeviceRegistered,
  DeviceTransferred,
  DeviceUnbound,
  DeviceUpdated,
  HandoverAnswered,
  HandoverBegun,
  ProofSet,
} from './events/devices.ts';

type DeviceEvent =
  | BindingNotariesSet
  | ProofSet
  | DeviceRegistered
  | DeviceBound
  | DeviceUnbound
  | HandoverBegun
  | HandoverAnswered
  | DeviceOffered
  | DeviceTransferred
  | DeviceUpdated
  | DeviceMemberJoined
  | DeviceMemberLeft;

type CommandEvent = CommandIssued | CommandTaken | CommandSettled | CommandEnded;

/** What the devices contract says happened. Tell them apart by `type`. */
export type DevicesEvent = DeviceEvent | CommandEvent | RewardClaimed;
