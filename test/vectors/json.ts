import type { Decimal, FeedModes, FeedTerms, NetworkId, StepUp } from '@cloudx3/verifier-core';
import { unhex } from './generate/vector.ts';
import type { Vector } from './generate/vector.ts';

/** A field of a vector that has to be text. */
export function text(vector: Vector, field: string): string {
  const value = vector[field];
  if (typeof value !== 'string') throw new Error(`${vector.name}: ${field} is no text`);
  return value;
}

/** A field of a vector that has to be hex. */
export function bytes(vector: Vector, field: string): Uint8Array {
  return unhex(text(vector, field));
}

export interface DecimalJson {
  readonly mantissa: string;
  readonly scale: number;
}

export function decimalOf({ mantissa, scale }: DecimalJson): Decimal {
  return { mantissa: BigInt(mantissa), scale };
}

export function networkOf(json: { chain_id: string; oracle: string }): NetworkId {
  return { chainId: json.chain_id, oracle: json.oracle };
}

export interface FeedJson {
  /** Left out in vectors of the first edition. */
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

function stepUpOf(json: FeedJson['step_up']): StepUp | undefined {
  if (json === undefined) return undefined;
  const { every_rounds: every, moved_more_than: moved } = json;
  return {
    everyRounds: every === undefined ? undefined : BigInt(every),
    movedMoreThan: moved === undefined ? undefined : decimalOf(moved),
  };
}

/** The feed's value before the round, where the vector gives one. */
export function latestOf(vector: Vector): Decimal | undefined {
  const latest = vector['latest'] as DecimalJson | undefined;
  return latest === undefined ? undefined : decimalOf(latest);
}

export function feedOf(json: FeedJson): FeedTerms {
  return {
    id: json.id,
    edition: json.edition,
    rows: json.rows,
    measuredOnly: json.measured_only,
    operationId: unhex(json.operation_id),
    params: json.params,
    subject: json.subject,
    reading: json.reading,
    unit: json.unit,
    decimals: json.decimals,
    startMs: BigInt(json.start_ms),
    intervalMs: BigInt(json.interval_ms),
    operators: json.operators.map(unhex),
    notaries: json.notaries.map(unhex),
    quorum: json.quorum,
    modes: json.modes,
    stepUp: stepUpOf(json.step_up),
    allowCustomCa: json.allow_custom_ca,
    maxObservedAgeMs: json.max_observed_age_ms === undefined ? undefined : BigInt(json.max_observed_age_ms),
  };
}
