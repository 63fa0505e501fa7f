import type { Outcome, Quality } from '@cloudx3/proto';
import type { CheckedOperation, CoreCode, Params } from '@cloudx3/verifier-core';
import { METERS } from '../operations-2.ts';

export const SESSION_TIME_MS = 1_790_000_000_000;
export const TS = 1_789_999_940;
export const [A, B, C] = ['a8032abe54dc', 'b0b21c00aa11', 'c0c0c0'] as const;
export const PLUG_READINGS = [
  { name: 'energy', unit: 'Wh', mantissa: '1234560', scale: 3 },
  { name: 'power', unit: 'W', mantissa: '0', scale: 1 },
];
export const plug = (id: string, change = '', rest = '"online":1') =>
  `{"id":${id},${rest},"status":{"total":1234.560,"apower":0.0,"ts":${TS}${change}}}`;
export const quoted = (id: string) => plug(`"${id}"`);

export interface Case {
  readonly body: string;
  readonly operation?: CheckedOperation;
  readonly params?: Params;
}

/** What a row shows, by the name of its outcome. */
export type Shown = readonly [outcome: keyof typeof Outcome, said?: Record<string, unknown>];

export const OK_PLUG: Shown = ['OK', { readings: PLUG_READINGS, observed_at_ms: TS * 1_000 }];
export const one = (name: string, body: string, shown: Shown) =>
  [name, { body, params: { ids: [A] } }, [shown]] as const;

/** One row of an array against the first operation of the second edition; behind it stands another that is good. */
export const oneOf = (name: string, row: string, outcome: Shown[0]) =>
  [name, { body: `[${row},${quoted(B)}]`, params: { ids: [A, B] } }, [[outcome], OK_PLUG]] as const;

export type Good = readonly [name: string, c: Case, rows: readonly Shown[]];

export const meter = (change: string) =>
  `{"kwh":"12.5","quality":1,"from":${TS - 900},"to":${TS},"site":"s7"${change}}`;
export const meters = (...members: string[]) => `{"sites":[{"site":"7","meters":{${members.join(',')}}}]}`;
export const meterCase = (name: string, ids: readonly string[], body: string, ...rows: Shown[]): Good => [
  name,
  { body, operation: METERS, params: { site: '7', ids } },
  rows,
];
export const metered = (quality: keyof typeof Quality): Shown => [
  'OK',
  {
    readings: [{ name: 'imported', unit: 'kWh', mantissa: '125', scale: 1, quality }],
    observed_at_ms: TS * 1_000,
    period_start_ms: (TS - 900) * 1_000,
  },
];
export const good = meter('');

/** A response that is refused as a whole. */
export type Bad = readonly [rule: string, name: string, code: CoreCode, c: Case];
