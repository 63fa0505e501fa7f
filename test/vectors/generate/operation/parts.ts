import { Charset } from '@cloudx3/proto';
import type { MessageInitShape, Operation, OperationSchema } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';

export type Init = MessageInitShape<typeof OperationSchema>;
export type Case = readonly [rule: string, name: string, code: CoreCode, change: (o: Operation) => Init];

/** In the place of a field that is taken away. */
export const NONE = undefined as never;
export const LITERAL = (value: string) => ({ kind: { case: 'literal' as const, value } });
export const PARAMETER = (value: string) => ({ kind: { case: 'parameter' as const, value } });
export const HOLE = (value: string) => ({ kind: { case: 'hole' as const, value } });
export const HEADER = (
  name: string,
  ...value: ReturnType<typeof LITERAL | typeof PARAMETER | typeof HOLE>[]
) => ({
  name,
  value,
});
export const TOKEN = (name: string, minLength: number, maxLength: number, charset = Charset.DIGITS) => ({
  name,
  type: { case: 'token' as const, value: { charset, minLength, maxLength } },
});
export const KEY = (value: string) => ({ kind: { case: 'key' as const, value } });
export const HOLES = (minLength: number, maxLength: number) => [
  { name: 'auth_key', charset: Charset.DIGITS, minLength, maxLength },
];

export const readings = (o: Operation, change: object) => ({
  readings: o.readings.map((reading, i) => (i === 0 ? { ...reading, ...change } : reading)),
});
export const parameter = (type: object) => () => ({
  parameters: [{ name: 'device_id', type }] as Init['parameters'] & object,
});
