import { definitionsIn } from './contract.ts';
import type { Contract } from './contract.ts';
import type { Variant } from './shape.ts';
import { membersText } from './types-file.ts';
import { camel, comment, fileText, pascal } from './words.ts';
import { WIRE_WRITERS, objectText, writerFunctions } from './writer.ts';

/** `gen/messages.ts`: what the contract is made with and what it takes, as functions that write the JSON. */
export function messagesFile(contract: Contract, source: string): string {
  const { name, definitions, execute, instantiate } = contract;
  const used = definitionsIn(contract, [instantiate, ...execute.map(({ fields }) => fields)].flat());
  const body = [
    ...execute.flatMap(argumentText),
    `/** What the contract "${name}" is made with. */\nexport interface Instantiate {\n${membersText(instantiate)}}\n\n`,
    writerFunctions(used),
    `/** What the contract "${name}" is made with, as the JSON it takes. */\n`,
    `export function ${name}Instantiate(it: Instantiate) {\n  return ${objectText(instantiate, definitions)};\n}\n\n`,
    `/** Execute messages of the contract "${name}", as the JSON it takes. */\n`,
    `export const ${name}Msg = {\n${execute.map((variant) => functionText(variant, contract)).join('\n')}};\n`,
  ].join('');
  return fileText(source, body, {
    '@cloudx3/verifier-core': { types: ['Decimal'] },
    '../../wire.ts': { values: WIRE_WRITERS },
    './types.ts': { types: definitions.map((definition) => definition.name) },
  });
}

function argumentText({ name, doc, fields }: Variant): string[] {
  if (fields.length === 0) return [];
  return [`${comment(doc)}export interface ${pascal(name)} {\n${membersText(fields)}}\n\n`];
}

function functionText({ name, doc, fields }: Variant, { definitions }: Contract): string {
  const argument = fields.length === 0 ? '' : `it: ${pascal(name)}`;
  const written = `{ ${name}: ${objectText(fields, definitions)} }`;
  return `${comment(doc, '  ')}  ${camel(name)}: (${argument}) => (${written}),\n`;
}
