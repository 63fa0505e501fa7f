import { isDeepStrictEqual } from 'node:util';

/** Gas of the devnet is an estimate; further off than this share it would mislead. */
const GAS_TOLERANCE = 0.01;
const GAS = 'gas';

/** Where two facts differ, a line each: path, what must be, what is. Gas may differ by a hundredth. */
export function differences(expected: unknown, actual: unknown, path = ''): readonly string[] {
  if (path.split('.').at(-1) === GAS && isNear(expected, actual)) return [];
  if (isPlain(expected) && isPlain(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((key) =>
      differences(expected[key], actual[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((each, at) => differences(each, actual[at], `${path}[${at}]`));
  }
  if (isDeepStrictEqual(expected, actual)) return [];
  return [`${path}: must be ${JSON.stringify(expected)}, is ${JSON.stringify(actual)}`];
}

function isNear(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'number' || typeof actual !== 'number') return false;
  return Math.abs(actual - expected) <= expected * GAS_TOLERANCE;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
