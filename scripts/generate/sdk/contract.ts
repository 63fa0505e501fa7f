import { readContractSchema } from './json-schema.ts';
import type { SchemaNode } from './json-schema.ts';
import { isLeaf } from './leaf.ts';
import { definitionOf, fieldsOf, shapesIn, variantsOf } from './shape.ts';
import type { Definition, Field, Shape, Variant } from './shape.ts';

/** Everything that a contract takes and answers. */
export interface Contract {
  readonly name: string;
  /** Each after those that it holds. */
  readonly definitions: readonly Definition[];
  /** Names of the definitions that stand in answers. */
  readonly answered: ReadonlySet<string>;
  readonly instantiate: readonly Field[];
  readonly execute: readonly Variant[];
  readonly query: readonly (Variant & { readonly answer: string })[];
}

/** Reads a file of `contracts/schema`; throws on what the generator does not know. */
export function readContract(text: string): Contract {
  const schema = readContractSchema(text);
  const { instantiate, execute, query, responses } = schema;
  const definitions = new Map<string, Definition>();
  const answers = new Set(Object.values(responses).map(titleOf));
  for (const root of [instantiate, execute, query, ...Object.values(responses)]) {
    for (const [name, node] of Object.entries(root.definitions ?? {}))
      if (!isLeaf(name, node)) definitions.set(name, definitionOf(name, node));
  }
  for (const root of Object.values(responses))
    definitions.set(titleOf(root), definitionOf(titleOf(root), root));
  return {
    name: schema.contract_name,
    definitions: inOrder(definitions, definitions.keys()),
    answered: new Set(inOrder(definitions, answers).map(({ name }) => name)),
    instantiate: fieldsOf(instantiate),
    execute: variantsOf(execute),
    query: variantsOf(query).map((variant) => ({ ...variant, answer: titleOf(responses[variant.name]) })),
  };
}

/** The definitions that these members hold, each after those that it holds. */
export function definitionsIn({ definitions }: Contract, fields: readonly Field[]): Definition[] {
  const all = new Map(definitions.map((definition) => [definition.name, definition]));
  return inOrder(all, new Set(fields.map(({ shape }) => nameIn(shape))));
}

function titleOf(node: SchemaNode | undefined): string {
  if (node?.title === undefined) throw new Error('an answer has no name');
  return node.title;
}

/** These definitions and all that they hold, each after those that it holds. */
function inOrder(all: ReadonlyMap<string, Definition>, names: Iterable<string>): Definition[] {
  const found = new Map<string, Definition>();
  const visit = (name: string): void => {
    const definition = all.get(name);
    if (definition === undefined || found.has(name)) return;
    for (const shape of shapesIn(definition)) visit(nameIn(shape));
    found.set(name, definition);
  };
  for (const name of [...names].sort()) visit(name);
  return [...found.values()];
}

function nameIn(shape: Shape): string {
  if (shape.kind === 'list') return nameIn(shape.item);
  return shape.kind === 'named' ? shape.name : '';
}
