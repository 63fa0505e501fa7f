import type { Contract } from './contract.ts';
import { LEAVES, NUMBERS } from './leaf.ts';
import type { Definition, Field, Shape, Variant } from './shape.ts';
import { camel } from './words.ts';

/** Names in `sdk/src/wire.ts` that write. */
export const WIRE_WRITERS = [...Object.values(LEAVES), NUMBERS.u64].map(({ writer }) => writer);

/** An object of the members of `it`, as the contract takes it. */
export function objectText(fields: readonly Field[], definitions: Contract['definitions']): string {
  const members = fields.map((field) => `${field.name}: ${memberText(field, definitions)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** A function for each record and union among these definitions. */
export function writerFunctions(definitions: Contract['definitions']): string {
  return definitions
    .filter((definition) => definition.kind !== 'choice')
    .map((definition) => {
      const { name } = definition;
      const body =
        definition.kind === 'record'
          ? `  return ${objectText(definition.fields, definitions)};\n`
          : unionBody(definition.variants, definitions);
      return `function write${name}(it: ${name}) {\n${body}}\n\n`;
    })
    .join('');
}

function unionBody(variants: readonly Variant[], definitions: Contract['definitions']): string {
  const cases = variants.map(
    ({ name, fields }) =>
      `    case '${name}':\n      return { ${name}: ${objectText(fields, definitions)} };\n`,
  );
  return `  switch (it.kind) {\n${cases.join('')}  }\n`;
}

function memberText({ name, shape, optional }: Field, definitions: Contract['definitions']): string {
  const value = `it.${camel(name)}`;
  const written = writtenText(value, shape, definitions);
  if (!optional) return written;
  return written === value ? `${value} ?? null` : `${value} === undefined ? null : ${written}`;
}

function writtenText(value: string, shape: Shape, definitions: readonly Definition[]): string {
  if (shape.kind === 'list') {
    const item = writtenText('item', shape.item, definitions);
    if (item === 'item') return value;
    return `${value}.map(${item.endsWith('(item)') ? item.replace('(item)', '') : `(item) => ${item}`})`;
  }
  const writer = writerOf(shape, definitions);
  return writer === undefined ? value : `${writer}(${value})`;
}

function writerOf(shape: Shape, definitions: readonly Definition[]): string | undefined {
  if (shape.kind === 'u64') return NUMBERS.u64.writer;
  if (shape.kind !== 'named') return undefined;
  const { name } = shape;
  const isObject = definitions.some((definition) => definition.name === name && definition.kind !== 'choice');
  return LEAVES[name]?.writer ?? (isObject ? `write${name}` : undefined);
}
