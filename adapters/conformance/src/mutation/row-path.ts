import { create, StepSchema } from '@cloudx3/proto';
import type { Operation, Step } from '@cloudx3/proto';

/** Where something of one device stands in a whole answer: behind the path of its row, where the operation has rows (ROW-1). */
export function pathInAnswer({ rows }: Operation, key: string, path: readonly Step[]): readonly Step[] {
  if (rows === undefined) return path;
  const [member] = rows.key;
  if (member === undefined)
    return [...rows.path, create(StepSchema, { kind: { case: 'key', value: key } }), ...path];
  if (rows.key.length > 1 || member.kind.case !== 'key')
    throw new Error('the key of a row stands deeper than one member');
  const equals = [{ kind: { case: 'literal' as const, value: key } }];
  const match = { case: 'match' as const, value: { key: member.kind.value, equals } };
  return [...rows.path, create(StepSchema, { kind: match }), ...path];
}
