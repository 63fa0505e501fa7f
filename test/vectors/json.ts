import { Mode } from '@cloudx3/proto';
import type { Decimal, FeedTerms, NetworkId } from '@cloudx3/verifier-core';
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
  readonly id: number;
  readonly operation_id: string;
  readonly params: readonly { name: string; value: string }[];
  readonly subject: string;
  readonly reading: string;
  readonly unit: string;
  readonly decimals: number;
  readonly interval_ms: number;
  readonly start_ms: number;
  readonly operators: readonly string[];
  readonly notaries: readonly string[];
  readonly quorum: number;
  readonly accepted_modes: readonly ('mpc' | 'proxy')[];
  readonly notaries_required: number;
  readonly allow_custom_ca: boolean;
  readonly max_observed_age_ms?: number;
}

export function feedOf(json: FeedJson): FeedTerms {
  return {
    id: json.id,
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
    acceptedModes: json.accepted_modes.map((mode) => (mode === 'mpc' ? Mode.MPC : Mode.PROXY)),
    notariesRequired: json.notaries_required,
    allowCustomCa: json.allow_custom_ca,
    maxObservedAgeMs: json.max_observed_age_ms === undefined ? undefined : BigInt(json.max_observed_age_ms),
  };
}
