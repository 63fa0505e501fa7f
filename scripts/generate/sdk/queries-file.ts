import { definitionsIn } from './contract.ts';
import type { Contract } from './contract.ts';
import { readerName } from './readers-file.ts';
import { typeOf } from './types-file.ts';
import { camel, comment, fileText } from './words.ts';
import { WIRE_WRITERS, objectText, writerFunctions } from './writer.ts';

/** `gen/queries.ts`: each query as the JSON that the contract takes, with the schema that reads its answer. */
export function queriesFile(contract: Contract, source: string): string {
  const { name, definitions, query } = contract;
  const used = definitionsIn(
    contract,
    query.flatMap(({ fields }) => fields),
  );
  const functions = query.map((variant) => queryText(variant, contract)).join('\n');
  const head = `/** Queries of the contract "${name}". */\nexport const ${name}Query = {\n`;
  return fileText(source, `${writerFunctions(used)}${head}${functions}};\n`, {
    '../../contract/question.ts': { types: ['Question'] },
    '../../wire.ts': { values: WIRE_WRITERS },
    './readers.ts': { values: definitions.map((definition) => readerName(definition.name)) },
    './types.ts': { types: definitions.map((definition) => definition.name) },
  });
}

function queryText({ name, doc, fields, answer }: Contract['query'][number], contract: Contract): string {
  const members = fields.map(
    (field) =>
      `readonly ${camel(field.name)}${field.optional ? '?' : ''}: ${typeOf(field.shape)}${field.optional ? ' | undefined' : ''}`,
  );
  const isEmpty = fields.every(({ optional }) => optional);
  const argument = fields.length === 0 ? '' : `it: { ${members.join('; ')} }${isEmpty ? ' = {}' : ''}`;
  const message = `{ ${name}: ${objectText(fields, contract.definitions)} }`;
  return [
    comment(doc, '  '),
    `  ${camel(name)}: (${argument}): Question<${answer}> => ({\n`,
    `    message: ${message},\n`,
    `    answer: ${readerName(answer)},\n`,
    '  }),\n',
  ].join('');
}
