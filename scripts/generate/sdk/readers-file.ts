import type { Contract } from './contract.ts';
import { LEAVES, NUMBERS } from './leaf.ts';
import type { Definition, Field, Shape } from './shape.ts';
import { camel, fileText, lowerFirst } from './words.ts';

const WIRE = [
  'optional',
  ...[...Object.values(LEAVES), NUMBERS.u32, NUMBERS.u64].map(({ reader }) => reader),
];

/** `gen/readers.ts`: for each type that stands in an answer, the schema that reads its JSON. */
export function readersFile(contract: Contract, source: string): string {
  const answered = contract.definitions.filter(({ name }) => contract.answered.has(name));
  return fileText(source, answered.map(readerText).join('\n'), {
    zod: { values: ['z'] },
    '../../wire.ts': { values: WIRE },
    './types.ts': { types: answered.map(({ name }) => name) },
  });
}

/** Name of the schema that reads a definition. */
export function readerName(definition: string): string {
  return `${lowerFirst(definition)}Schema`;
}

function readerText(definition: Definition): string {
  const head = `export const ${readerName(definition.name)}: z.ZodType<${definition.name}> = `;
  if (definition.kind === 'choice')
    return `${head}z.enum([${definition.values.map((value) => `'${value}'`).join(', ')}]);\n`;
  if (definition.kind === 'union') throw new Error(`${definition.name} stands in no answer so far`);
  const { fields } = definition;
  const members = fields.map((field) => `    ${field.name}: ${fieldReader(field)},\n`);
  const renamed = fields.map(({ name }) => `    ${camel(name)}: it.${name},\n`);
  return `${head}z\n  .object({\n${members.join('')}  })\n  .transform((it) => ({\n${renamed.join('')}  }));\n`;
}

function fieldReader({ shape, optional }: Field): string {
  return optional ? `optional(${readerOf(shape)})` : readerOf(shape);
}

function readerOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'z.string()';
    case 'boolean':
      return 'z.boolean()';
    case 'u32':
    case 'u64':
      return NUMBERS[shape.kind].reader;
    case 'named':
      return LEAVES[shape.name]?.reader ?? readerName(shape.name);
    case 'list':
      return `z.array(${readerOf(shape.item)})`;
  }
}
