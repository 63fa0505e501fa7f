import { readFileSync } from 'node:fs';
import { exit, stdout } from 'node:process';
import type { Vector } from './runs.ts';

/**
 * Takes from this process what a pure library has no use for, loads the library only then, and runs every vector and every exported function.
 * Writes one JSON line: how many vectors went wrong, and which exports were not touched.
 */
const FILES = [
  'attestation',
  'decimal',
  'device-registration',
  'http-request',
  'http-response',
  'observation',
  'operation',
  'params',
  'proxy-fit',
  'registration',
  'report',
  'request-segments',
  'selector',
  'settlement',
  'signing',
  'transcript',
];
const folder = new URL('../../../../test/vectors/', import.meta.url);
const vectors = Object.fromEntries(
  FILES.map((name) => [name, JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Vector[]]),
);

function forbid(owner: object, name: string): void {
  const refuse = (): never => {
    throw new Error(`${name} was used`);
  };
  Object.defineProperty(owner, name, { configurable: true, get: () => refuse });
}

const GONE = [
  'fetch',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'structuredClone',
];
for (const name of GONE) forbid(globalThis, name);
forbid(Math, 'random');
forbid(Date, 'now');
for (const name of ['crypto', 'performance', 'navigator', 'console']) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => {
      throw new Error(`${name} was used`);
    },
  });
}
// A browser has none of these, and a library may ask whether they are there.
for (const name of ['process', 'Buffer', 'global', 'require']) Reflect.deleteProperty(globalThis, name);

const core = await import('../index.ts');
const { exercise } = await import('./exercise.ts');
const touched = new Set<string>();
const watched = new Proxy(core, {
  get: (target, name) => {
    if (typeof name === 'string') touched.add(name);
    return Reflect.get(target, name) as unknown;
  },
});
const failures = exercise(watched, vectors);
const untouched = Object.keys(core).filter((name) => !touched.has(name));
stdout.write(`${JSON.stringify({ failures, untouched })}\n`, () => exit(0));
