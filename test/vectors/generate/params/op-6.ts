import { PLUGS } from '../operations-2.ts';
import { POWER } from '../operations.ts';
import { hex, invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

const [A, B, C] = ['a8032abe54dc', 'b0b21c', 'b0b21cf00d'] as const;
const id = (i: number) => `00000${i.toString(16)}`;

const GOOD: readonly (readonly [name: string, items: readonly string[]])[] = [
  ['one item', [A]],
  ['items of different lengths, one the beginning of another', [A, B, C]],
  ['as many items as are allowed', Array.from({ length: 10 }, (_, i) => id(i))],
];

const BAD: readonly (readonly [name: string, items: readonly string[]])[] = [
  ['no items', []],
  ['one item too many', Array.from({ length: 11 }, (_, i) => id(i))],
  ['an item twice', [A, A]],
  ['items out of order', [B, A]],
  ['an empty item', ['', A]],
  ['an item that is too short', ['a8032']],
  ['an item that is too long', ['a8032abe54dc0']],
  ['an item in capitals', ['A8032ABE54DC']],
  ['an item with the separator in it', [`${A}","${B}`]],
  ['an item with a part of the separator', [`${A}"`]],
  ['an item with a line break', [`${B}\r`]],
  ['an item in full-width letters', ['ａ8032abe54']],
];

/** The items of a list (rule OP-6). */
export function op6Vectors(): Vector[] {
  const fields = (items: readonly string[], value = '') => ({
    operation: hex(PLUGS.bytes),
    params: [{ name: 'ids', value, items }],
  });
  const device = { name: 'device_id', value: A };
  return [
    ...GOOD.map(([name, items]) => valid('OP-6', `list: ${name}`, fields(items))),
    ...BAD.map(([name, items]) => invalid('OP-6', `list: ${name}`, 'params.value', fields(items))),
    invalid('OP-6', 'list: a value beside the items', 'params.value', fields([A], A)),
    invalid('OP-6', 'list: a value in place of the items', 'params.value', fields([], A)),
    invalid('OP-6', 'items of what is no list', 'params.value', {
      operation: hex(POWER.bytes),
      params: [{ ...device, items: [A] }],
    }),
    invalid('OP-6', 'items in place of a value', 'params.value', {
      operation: hex(POWER.bytes),
      params: [{ ...device, value: '', items: [A] }],
    }),
  ];
}
