import type * as z from 'zod';

/** A change of a device: from then on it was so. */
export interface DeviceChange<S> {
  /** Unix milliseconds. */
  readonly atMs: number;
  /** All that must survive of the device: plain JSON. */
  readonly state: S;
}

/** The changes of one vendor's devices, in order. Each call that changes something has reached the disk when it returns. */
export interface DeviceLog<S> {
  /** Makes a device known in its first state, unless it is known already. */
  introduce(device: string, first: DeviceChange<S>): void;
  /** The device is so from now on. */
  append(device: string, change: DeviceChange<S>): void;
  /** How the device is; undefined where it is not known. */
  last(device: string): DeviceChange<S> | undefined;
  /** The change that was in force at a time (Unix milliseconds), or the first one where the time is before it. */
  at(device: string, timeMs: number): DeviceChange<S> | undefined;
  /** How often it changed since it was made known. */
  changes(device: string): number;
  /** Counts a command that was carried out, whether or not it changed something. */
  countCommand(device: string): void;
  /** How many commands were counted. */
  commands(device: string): number;
  /** Runs `work` so that all of it reaches the disk, or nothing. */
  atomically(work: () => void): void;
}

/** Opens the log of a vendor's devices, whose states are of the form that the schema says. */
export type DeviceLogs = <S>(state: z.ZodType<S>) => DeviceLog<S>;
