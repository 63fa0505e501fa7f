import type { Contract } from './contract.ts';
import { LEAVES, NUMBERS } from './leaf.ts';
import type { Definition, Field, Shape, Variant } from './shape.ts';
import { camel, comment, fileText } from './words.ts';

/** `gen/types.ts`: the contract's types, as programs use them. */
export function typesFile(contract: Contract, source: string): string {
  const body = contract.definitions.map(typeText).join('\n');
  return fileText(source, body, { '@cloudx3/verifier-core': { types: ['Decimal'] } });
}

/** Type of a value, as the SDK hands it out and takes it. */
export function typeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'u32':
    case 'u64':
      return NUMBERS[shape.kind].type;
    case 'named':
      return LEAVES[shape.name]?.type ?? shape.name;
    case 'list':
      return `readonly ${typeOf(shape.item)}[]`;
  }
}

/** Members of an interface, a line each. */
export function membersText(fields: readonly Field[], indent = '  '): string {
  return fields
    .map(({ name, doc, shape, optional }) => {
      const type = optional ? `?: ${typeOf(shape)} | undefined` : `: ${typeOf(shape)}`;
      return `${comment(doc, indent)}${indent}readonly ${camel(name)}${type};\n`;
    })
    .join('');
}

function typeText(definition: Definition): string {
  const { name, doc } = definition;
  if (definition.kind === 'choice') {
    const values = definition.values.map((value) => `'${value}'`);
    return `${comment(doc)}export type ${name} = ${values.join(' | ')};\n`;
  }
  if (definition.kind === 'union')
    return `${comment(doc)}export type ${name} =\n${definition.variants.map(variantText).join('')};\n`;
  return `${comment(doc)}export interface ${name} {\n${membersText(definition.fields)}}\n`;
}

function variantText({ name, doc, fields }: Variant): string {
  return `${comment(doc, '  ')}  | {\n      readonly kind: '${name}';\n${membersText(fields, '      ')}    }\n`;
}
