import { OperationKind } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { chooseCredential, credentialName } from '../notarizing/credentials.ts';
import type { NodeConfig } from '../config/schema.ts';
import type { Ask, AskedRequest } from '../policy/ask.ts';
import { COMMAND_GAS } from '../policy/figures.ts';
import { dailyWork, feeOf } from '../policy/predict.ts';
import type { DailyWork } from '../policy/predict.ts';
import type { Standing } from '../policy/standing.ts';
import { requestTemplate } from './request-template.ts';
import type { RequestTemplate } from './request-template.ts';

/** One request of an ask, as far as its operation says. */
export interface ShownRequest {
  /** Id of the operation, hex. */
  readonly operation: string;
  /** Undefined, as all that follows from it, where the chain has no such operation: it can never be sent. */
  readonly name: string | undefined;
  readonly kind: 'read' | 'action' | undefined;
  readonly sends: RequestTemplate | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** The parameter that whoever commands chooses, and from what. */
  readonly choice: { readonly param: string; readonly values: readonly string[] } | undefined;
  /** Names of the secrets that fill its holes. */
  readonly secrets: readonly string[];
  /** The credential whose quota it is on; without secrets everybody's at that server. */
  readonly credential: string;
  /** Whether the configuration has a place of that credential. */
  readonly hasCredential: boolean;
  /** Readings that everybody sees afterwards, with their units. */
  readonly reveals: readonly string[];
}

/** What an ask costs and pays in a day, as predicted; of a device what one command does. */
export interface ShownBudget {
  readonly per: 'day' | 'command';
  readonly requests: number;
  readonly gas: number;
  /** Smallest coin. */
  readonly fee: number;
  /** Smallest coin; of a command the executor's part of the least escrow. */
  readonly earns: number;
  /** What it follows from; undefined for a device. */
  readonly work: DailyWork | undefined;
}

/** How the contracts have it: only who accepted there is a member. */
export interface ShownOnChain {
  /** Of the next round, or now. */
  readonly isMember: boolean;
  /** The round from which it is no member, where it leaves. */
  readonly until: string | undefined;
  /** Until when it cannot accept again, Unix ms (REP-13). */
  readonly jailedUntilMs: number | undefined;
  /** Rounds that the escrow of a feed pays yet; undefined where nothing is to be paid (ESC-2). */
  readonly runway: string | undefined;
}

/** What somebody asks of this node, and how its operator stands to it. */
export interface ShownAsk {
  readonly kind: 'feed' | 'device';
  readonly id: string;
  readonly by: string;
  readonly label: string;
  readonly standing: Standing;
  /** Undefined where the chain was not asked. */
  readonly onChain?: ShownOnChain | undefined;
  /** For an observation, or least escrow of a command, with its denomination. */
  readonly pays: string;
  readonly requests: readonly ShownRequest[];
  /** Those who see each response, whole: the URL that the registry has, or the key of one that is not there. */
  readonly notaries: readonly string[];
  readonly budget: ShownBudget;
  /** Denomination of what is paid, and the price of gas in it. */
  readonly money: { readonly denom: string; readonly gasPrice: number };
  /** How often a feed is read, s; undefined for a device. */
  readonly everySeconds: number | undefined;
  /** How many members a feed has; they transmit in turn. */
  readonly members: number | undefined;
  readonly observerReward: number;
  readonly transmitterReward: number;
  /** Why it is not accepted as it is, with the arithmetic; none where it can be. */
  readonly tooMuch: readonly string[];
  /** Digest of all terms, hex: what is accepted. */
  readonly terms: string;
}

/** What the chain and the configuration say around an ask. */
export interface AskSurroundings {
  readonly operation: (id: string) => CheckedOperation | undefined;
  readonly vendors: NodeConfig['vendors'];
  readonly onChain?: ReadonlyMap<string, ShownOnChain>;
  readonly notaryUrl: (key: string) => string | undefined;
  readonly money: ShownAsk['money'];
  /** Percent of a command's escrow that is its executor's. */
  readonly executorShare: number;
}

export function shownAsk(
  ask: Ask,
  { standing, tooMuch }: Pick<ShownAsk, 'standing' | 'tooMuch'>,
  around: AskSurroundings,
): ShownAsk {
  const { kind, id, by, label, pays, terms, rhythm } = ask;
  const { money } = around;
  return {
    ...{ kind, id, by, label, terms, standing, tooMuch, money },
    onChain: around.onChain?.get(`${kind} ${id}`),
    pays: `${pays}${money.denom}`,
    requests: ask.requests.map((request) => shownRequest(request, subjectOf(ask), around)),
    notaries: ask.notaries.map((key) => around.notaryUrl(key) ?? key),
    budget: budgetOf(ask, around),
    everySeconds: rhythm === undefined ? undefined : Number(rhythm.intervalMs) / 1_000,
    members: rhythm?.members,
    observerReward: Number(rhythm?.observerReward ?? 0n),
    transmitterReward: Number(rhythm?.transmitterReward ?? 0n),
  };
}

/** Whose credential a request is made with. */
export function credentialOf(
  serverName: string,
  subject: string,
  vendors: NodeConfig['vendors'],
): { readonly name: string; readonly isThere: boolean } {
  const chosen = chooseCredential(vendors, serverName, subject);
  return { name: credentialName(serverName, chosen), isThere: chosen !== undefined };
}

/** On-chain id of the device that an ask's credential may be for. */
export function subjectOf(ask: Pick<Ask, 'kind' | 'id' | 'subject'>): string {
  return ask.kind === 'device' ? ask.id : ask.subject;
}

function shownRequest(
  request: AskedRequest,
  subject: string,
  { operation, vendors }: AskSurroundings,
): ShownRequest {
  const found = operation(request.operation);
  const unknown = { name: undefined, kind: undefined, sends: undefined, secrets: [], reveals: [] };
  if (found === undefined) return { ...request, ...unknown, credential: '', hasCredential: false };
  const { name, kind, serverName, holes, readings } = found.message;
  const { name: credential, isThere } = credentialOf(serverName, subject, vendors);
  return {
    ...request,
    name,
    kind: kind === OperationKind.ACTION ? 'action' : 'read',
    sends: requestTemplate(found, request.params),
    secrets: holes.map((hole) => hole.name),
    credential,
    hasCredential: isThere,
    reveals: readings.map((reading) => `${reading.name} (${reading.unit})`),
  };
}

function budgetOf({ rhythm, pays }: Ask, { money, executorShare }: AskSurroundings): ShownBudget {
  const { gasPrice } = money;
  if (rhythm === undefined) {
    const gas = COMMAND_GAS.take + COMMAND_GAS.settle;
    const earns = Math.floor((Number(pays) * executorShare) / 100);
    return { per: 'command', requests: 2, gas, fee: feeOf(gas, gasPrice), earns, work: undefined };
  }
  const work = dailyWork(rhythm);
  const { requests, gas, earns } = work;
  return { per: 'day', requests, gas, fee: feeOf(gas, gasPrice), earns, work };
}
