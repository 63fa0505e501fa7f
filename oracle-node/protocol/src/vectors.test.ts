// The vectors that Rust and the contract run too: orders, and every rule of section 7 that an observation can break.
import { readFileSync } from 'node:fs';
import { MAX_BYTES, ObservationSchema, decode } from '@cloudx3/proto';
import { readOperation, roundSlice, unwrap, verifySignature } from '@cloudx3/verifier-core';
import type { CheckedOperation, Decimal, FeedModes, StepUp } from '@cloudx3/verifier-core';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { FeedRules } from './feed.ts';
import { judgeObservation } from './observation/judge.ts';
import { commandOrder } from './rounds/command-order.ts';
import { readTimeMs } from './rounds/offsets.ts';
import { quorumProblem } from './rounds/quorum.ts';
import { roundAt, sliceOf } from './rounds/schedule.ts';
import { transmitterOrder } from './rounds/transmitter-order.ts';

interface Named {
  readonly name: string;
  readonly valid: boolean;
  readonly code?: string;
}

interface DecimalJson {
  readonly mantissa: string;
  readonly scale: number;
}

interface FeedJson {
  readonly edition?: 1 | 2;
  readonly id: number;
  readonly operation_id: string;
  readonly params: readonly { name: string; value: string; items?: string[] }[];
  readonly subject: string;
  readonly reading: string;
  readonly unit: string;
  readonly decimals: number;
  readonly interval_ms: number;
  readonly start_ms: number;
  readonly operators: readonly string[];
  readonly notaries: readonly string[];
  readonly quorum: number;
  readonly modes: FeedModes;
  readonly step_up?: { readonly every_rounds?: number; readonly moved_more_than?: DecimalJson };
  readonly allow_custom_ca: boolean;
  readonly max_observed_age_ms?: number;
  readonly measured_only?: boolean;
  readonly rows?: readonly { key: string; subject: string }[];
}

interface OrderVector extends Named {
  readonly feed_id: number;
  readonly round: string;
  readonly command_id: string;
  readonly members: readonly string[];
  readonly order: readonly string[];
}

interface RoundVector extends Named {
  readonly rule: string;
  readonly start_ms: number;
  readonly interval_ms: number;
  readonly round: string | null;
  readonly slice_start_ms?: number;
  readonly slice_end_ms?: number;
  readonly at_ms?: number;
  readonly members?: readonly string[];
  readonly read_at_ms?: readonly number[];
}

interface QuorumVector extends Named {
  readonly members: number;
  readonly quorum: number;
}

interface ObservationVector extends Named {
  readonly observation: string;
  readonly network: { readonly chain_id: string; readonly oracle: string };
  readonly feed: FeedJson;
  readonly id?: string;
  readonly latest?: DecimalJson;
}

function load<T extends Named>(name: string): T[] {
  const text = readFileSync(new URL(`../../../test/vectors/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as T[];
}

const operations = new Map<string, CheckedOperation>();
for (const { operation, valid } of load<Named & { operation: string }>('operation')) {
  if (!valid) continue;
  const checked = unwrap(readOperation(hexToBytes(operation)));
  operations.set(bytesToHex(checked.id), checked);
}

function decimalOf(json: DecimalJson | undefined): Decimal | undefined {
  return json === undefined ? undefined : { mantissa: BigInt(json.mantissa), scale: json.scale };
}

function stepUpOf(json: FeedJson['step_up']): StepUp | undefined {
  if (json === undefined) return undefined;
  const { every_rounds: every, moved_more_than: moved } = json;
  return { everyRounds: every === undefined ? undefined : BigInt(every), movedMoreThan: decimalOf(moved) };
}

function feedOf(json: FeedJson, latest: DecimalJson | undefined): FeedRules {
  // A feed of an operation that stands in no vector is one whose attestations are refused before their operation is looked at.
  const operation = operations.get(json.operation_id) ?? [...operations.values()][0]!;
  return {
    id: json.id,
    edition: json.edition,
    rows: json.rows,
    measuredOnly: json.measured_only,
    active: true,
    lastRound: undefined,
    lastValue: decimalOf(latest),
    operation,
    operationId: hexToBytes(json.operation_id),
    params: json.params,
    subject: json.subject,
    reading: json.reading,
    unit: json.unit,
    decimals: json.decimals,
    startMs: BigInt(json.start_ms),
    intervalMs: BigInt(json.interval_ms),
    operators: json.operators.map(hexToBytes),
    notaries: json.notaries.map(hexToBytes),
    quorum: json.quorum,
    modes: json.modes,
    stepUp: stepUpOf(json.step_up),
    allowCustomCa: json.allow_custom_ca,
    maxObservedAgeMs: json.max_observed_age_ms === undefined ? undefined : BigInt(json.max_observed_age_ms),
  };
}

describe('transmitter-order.json', () => {
  it.each(load<OrderVector>('transmitter-order'))('$name', ({ feed_id, round, members, order }) => {
    expect(transmitterOrder(feed_id, BigInt(round), members.map(hexToBytes)).map(bytesToHex)).toEqual(order);
  });
});

describe('command-order.json', () => {
  it.each(load<OrderVector>('command-order'))('$name', ({ command_id, members, order }) => {
    expect(commandOrder(BigInt(command_id), members.map(hexToBytes)).map(bytesToHex)).toEqual(order);
  });
});

describe('round.json', () => {
  const vectors = load<RoundVector>('round').map((vector) => {
    return { ...vector, startMs: BigInt(vector.start_ms), intervalMs: BigInt(vector.interval_ms) };
  });

  it.each(vectors.filter((vector) => vector.slice_start_ms !== undefined))('$rule $name', (vector) => {
    const slice = { startMs: BigInt(vector.slice_start_ms!), endMs: BigInt(vector.slice_end_ms!) };
    expect(sliceOf(vector, BigInt(vector.round!))).toEqual(slice);
    expect(roundSlice(vector, BigInt(vector.round!))).toEqual(slice);
  });

  it.each(vectors.filter(({ at_ms }) => at_ms !== undefined))('$rule $name', (vector) => {
    expect(roundAt(vector, BigInt(vector.at_ms!))?.toString() ?? null).toBe(vector.round);
  });

  it.each(vectors.filter(({ rule }) => rule === 'RND-4'))('$rule $name', (vector) => {
    const operators = vector.members!.map(hexToBytes);
    const times = operators.map((self) => readTimeMs({ ...vector, operators }, BigInt(vector.round!), self));
    expect(times).toEqual(vector.read_at_ms!.map(BigInt));
  });
});

describe('quorum.json', () => {
  it.each(load<QuorumVector>('quorum'))('$name', ({ members, quorum, code }) => {
    expect(quorumProblem({ members, quorum }) === undefined ? undefined : 'feed.quorum').toBe(code);
  });
});

describe('observation.json', () => {
  it.each(load<ObservationVector>('observation'))(
    '$name',
    ({ observation, network, feed: json, code, id, latest }) => {
      const feed = feedOf(json, latest);
      const message = decode(ObservationSchema, hexToBytes(observation), MAX_BYTES.observation);
      const verdict = judgeObservation(message, {
        network: { chainId: network.chain_id, oracle: network.oracle },
        nowMs: sliceOf(feed, message.body?.round ?? 0n).endMs - 1n,
        feed: (feedId) => (feedId === feed.id ? feed : undefined),
        verify: verifySignature,
        isActiveNotary: () => true,
        held: () => undefined,
        equivocated: () => false,
      });
      if (verdict.action === 'accept') {
        expect(code).toBeUndefined();
        expect(bytesToHex(verdict.observation.id)).toBe(id);
      } else {
        // A node knows many feeds: one that it does not know is ignored, where a check against one feed says it is another.
        expect(verdict.code).toBe(code === 'observation.feed' ? 'observation.feed_unknown' : code);
        const ignored = ['observation.feed', 'observation.step_up_moved'].includes(code ?? '');
        expect(verdict.action).toBe(ignored ? 'ignore' : 'reject');
      }
    },
  );
});
