import type { ContractParts, GuestCode } from './assembler.ts';
import { assembleContract, call, localGet, number, textPointer } from './assembler.ts';

const [DB_READ, DB_WRITE] = [0, 1];
const [ANSWER, LAST, MIGRATED, REPLIED, EMPTY_OK] = [0, 1, 2, 3, 4].map(textPointer) as [
  number,
  number,
  number,
  number,
  number,
];

const keep = (key: number, local: number): number[] => [
  ...number(key),
  ...localGet(local),
  ...call(DB_WRITE),
];

/** Entry points whose answer is the message that they are sent. */
const FUNCTIONS: readonly GuestCode[] = [
  { name: 'instantiate', params: 3, result: true, code: [...keep(ANSWER, 2), ...localGet(2)] },
  { name: 'execute', params: 3, result: true, code: [...keep(LAST, 2), ...localGet(2)] },
  { name: 'query', params: 2, result: true, code: localGet(1) },
  { name: 'migrate', params: 2, result: true, code: [...keep(MIGRATED, 1), ...localGet(1)] },
  {
    name: 'reply',
    params: 2,
    result: true,
    code: [
      ...keep(REPLIED, 1),
      ...[...number(ANSWER), ...call(DB_READ), 0x22, 0],
      ...[0x04, 0x7f, ...localGet(0), 0x05, ...number(EMPTY_OK), 0x0b],
    ],
  },
];

const TEXTS = ['answer', 'last', 'migrated', 'replied', '{"ok":{}}'];

/**
 * A contract of some three hundred bytes that does what it is told: the message that it is sent is its answer, and stays in its
 * storage under `last` (or `migrated`). Replies are kept under `replied` and answered with the message it was instantiated with.
 */
export function puppetWasm(changes: Partial<ContractParts> = {}): Uint8Array {
  return assembleContract({
    imports: ['db_read', 'db_write'],
    functions: FUNCTIONS,
    texts: TEXTS,
    ...changes,
  });
}

/** The puppet with further exports that do nothing, such as the entry points of IBC. */
export function puppetWith(names: readonly string[], custom: readonly number[] = []): Uint8Array {
  const idle = names.map((name): GuestCode => ({ name, params: 0, result: false, code: [] }));
  return Uint8Array.from([...puppetWasm({ functions: [...FUNCTIONS, ...idle] }), ...custom]);
}
