import type { Device, Feed } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ModeName } from '@cloudx3/verifier-core';
import { digestOf } from './digest.ts';
import type { Rhythm } from './predict.ts';

/** One request that an {@link Ask} would have this node send, with its credential. */
export interface AskedRequest {
  /** Id of the operation, hex (rule OP-1). */
  readonly operation: string;
  /** What its parameters may be, each as {@link textOf} writes it. */
  readonly params: Readonly<Record<string, string>>;
  /** The parameter that whoever commands chooses, and from what; undefined where nothing is chosen later. */
  readonly choice: { readonly param: string; readonly values: readonly string[] } | undefined;
}

/** What somebody asks of this node by naming its operator on chain: a feed that it is to read, or a device that it is to command. */
export interface Ask {
  readonly kind: 'feed' | 'device';
  /** Id of the feed, decimal, or on-chain id of the device. */
  readonly id: string;
  /** Account that asks: the feed's admin, the device's owner. */
  readonly by: string;
  /** For people. A stranger wrote it: nothing is decided by it. */
  readonly label: string;
  /** For an observation, or least escrow of a command; smallest coin. */
  readonly pays: bigint;
  readonly requests: readonly AskedRequest[];
  /** Rounds that its escrow pays in full (ESC-2); undefined for a device, and where observers ask for nothing. */
  readonly runway: bigint | undefined;
  /** How often it is read; undefined for a device, whose owner commands it when they like. */
  readonly rhythm: Rhythm | undefined;
  /** Keys of the notaries that see each response, hex. */
  readonly notaries: readonly string[];
  /** On-chain id of the device that a feed speaks about; empty for none, and for a device, which is its own. */
  readonly subject: string;
  /** Modes in which the proof of a command is taken, and none of a feed: those stand in its rhythm. */
  readonly commandModes: readonly ModeName[];
  /** SHA-256 of all its terms, hex: a decision about other terms is none about these. */
  readonly terms: string;
}

/** What a feed asks. Who else is a member, and how many of them make a quorum, is not among its terms. */
export function feedAsk(feed: Feed): Ask {
  const { id, admin, spec } = feed;
  const { label, operators: _, quorum: __, ...terms } = spec;
  const { operationId, params, observerReward } = spec;
  return {
    kind: 'feed',
    id: id.toString(),
    by: admin,
    label,
    pays: observerReward,
    requests: [{ operation: bytesToHex(operationId), params: toRecord(params), choice: undefined }],
    runway: runwayOf(feed),
    rhythm: rhythmOf(spec),
    notaries: spec.notaries.map(bytesToHex),
    subject: spec.subject,
    commandModes: [],
    terms: digestOf({ id, admin, ...terms }),
  };
}

/** What a feed will ask by the change that is announced (CHG-1); undefined where none is. */
export function pendingAsk(feed: Feed): Ask | undefined {
  const { pending, spec } = feed;
  if (pending === undefined) return undefined;
  const { operators, notaries, startMs } = spec;
  return feedAsk({ ...feed, spec: { ...pending.spec, operators, notaries, startMs } });
}

/** Rounds that the escrow of a feed pays; undefined where nothing is to be paid for an observation. */
export function runwayOf({ spec, runway }: Pick<Feed, 'spec' | 'runway'>): bigint | undefined {
  return spec.observerReward === 0n ? undefined : runway;
}

function rhythmOf(spec: Feed['spec']): Rhythm {
  const { intervalMs, operators, modes, stepUp, observerReward, transmitterReward } = spec;
  const strictEvery = stepUp?.everyRounds;
  return { intervalMs, members: operators.length, modes, strictEvery, observerReward, transmitterReward };
}

/** What a device asks: to act by each of its capabilities, and to read the state back. */
export function deviceAsk(device: Device): Ask {
  const { label, operators: _, registeredAtMs: __, binding: ___, offeredTo: ____, ...terms } = device;
  const params = toRecord(device.params);
  return {
    kind: 'device',
    id: device.id,
    by: device.owner,
    label,
    pays: device.price,
    requests: device.capabilities.flatMap((capability): AskedRequest[] => [
      {
        operation: bytesToHex(capability.actionOperation),
        params,
        choice: { param: capability.valueParam, values: capability.values.map(({ value }) => value) },
      },
      { operation: bytesToHex(capability.readbackOperation), params, choice: undefined },
    ]),
    runway: undefined,
    rhythm: undefined,
    notaries: device.notaries.map(bytesToHex),
    subject: '',
    commandModes: device.acceptedModes,
    terms: digestOf(terms),
  };
}

/** Whether a request is one of those that an ask names: its operation, and parameters that it gives or lets be chosen. */
export function covers(
  { requests }: Pick<Ask, 'requests'>,
  operationId: Uint8Array,
  params: readonly GivenParam[],
): boolean {
  const operation = bytesToHex(operationId);
  return requests.some(
    (request) => request.operation === operation && params.every((param) => allows(request, param)),
  );
}

function allows({ params, choice }: AskedRequest, given: GivenParam): boolean {
  if (choice?.param === given.name) return choice.values.includes(textOf(given));
  return Object.hasOwn(params, given.name) && params[given.name] === textOf(given);
}

/** A parameter with its value, or with a list of items in its place (rule OP-6). */
interface GivenParam {
  readonly name: string;
  readonly value: string;
  readonly items?: readonly string[] | undefined;
}

/** What a parameter says; a list as JSON of its items. Both kinds are told apart by the operation, which has the one or the other. */
function textOf({ value, items = [] }: GivenParam): string {
  return items.length === 0 ? value : JSON.stringify(items);
}

function toRecord(params: readonly GivenParam[]): Record<string, string> {
  return Object.fromEntries(params.map((param) => [param.name, textOf(param)]));
}
