import type { SchemaNode } from './json-schema.ts';

/** What a value is, without its name. */
export type Shape =
  | { readonly kind: 'text' | 'boolean' | 'u32' | 'u64' }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list'; readonly item: Shape };

/** A member of a record or of a message. */
export interface Field {
  /** As the contract writes it, in snake_case. */
  readonly name: string;
  readonly doc: string | undefined;
  readonly shape: Shape;
  /** Whether the contract takes and writes null for it. */
  readonly optional: boolean;
}

/** A type of the contract that has a name of its own. */
export type Definition =
  | {
      readonly kind: 'record';
      readonly name: string;
      readonly doc: string | undefined;
      readonly fields: readonly Field[];
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly doc: string | undefined;
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'union';
      readonly name: string;
      readonly doc: string | undefined;
      readonly variants: readonly Variant[];
    };

/** An object under one name: a message, a query, or one of a union. */
export interface Variant {
  /** As the contract writes it, in snake_case. */
  readonly name: string;
  readonly doc: string | undefined;
  readonly fields: readonly Field[];
}

/** A definition as the schema says it. */
export function definitionOf(name: string, node: SchemaNode): Definition {
  const doc = node.description;
  if (node.oneOf?.every(({ type }) => type === 'object') === true)
    return { kind: 'union', name, doc, variants: unionOf(node) };
  const values = choicesOf(node);
  return values === undefined
    ? { kind: 'record', name, doc, fields: fieldsOf(node) }
    : { kind: 'choice', name, doc, values };
}

/** Shapes of all members of a definition. */
export function shapesIn(definition: Definition): readonly Shape[] {
  switch (definition.kind) {
    case 'record':
      return definition.fields.map(({ shape }) => shape);
    case 'union':
      return definition.variants.flatMap(({ fields }) => fields.map(({ shape }) => shape));
    case 'choice':
      return [];
  }
}

/** Objects of which there is one, each under its name. */
export function variantsOf({ oneOf = [] }: SchemaNode): Variant[] {
  return oneOf.map((node) => {
    const [named, ...others] = Object.entries(node.properties ?? {});
    if (named === undefined || others.length > 0) throw new Error('a variant has one name');
    return { name: named[0], doc: node.description, fields: fieldsOf(named[1]) };
  });
}

/** In programs the variant's name is the member `kind`, so no variant has a member of that name. */
function unionOf(node: SchemaNode): Variant[] {
  const variants = variantsOf(node);
  return variants.some(({ fields }) => fields.some(({ name }) => name === 'kind')) ? unknown(node) : variants;
}

/** Values of an enum without data. A variant with a comment of its own stands in a `oneOf`. */
function choicesOf(node: SchemaNode): readonly string[] | undefined {
  if (node.enum !== undefined) return node.enum;
  return node.oneOf?.flatMap((variant) => variant.enum ?? unknown(variant));
}

/** Members of an object. */
export function fieldsOf(node: SchemaNode): Field[] {
  if (node.type !== 'object') return unknown(node);
  return Object.entries(node.properties ?? {}).map(([name, member]) => {
    const { shape, nullable } = shapeOf(member);
    const optional = node.required?.includes(name) !== true;
    if (optional !== nullable) return unknown(member);
    return { name, doc: member.description, shape, optional };
  });
}

function shapeOf(node: SchemaNode): { readonly shape: Shape; readonly nullable: boolean } {
  const { anyOf, allOf, type } = node;
  if (allOf?.length === 1 && allOf[0] !== undefined) return shapeOf(allOf[0]);
  const [some, none] = anyOf ?? [];
  if (anyOf?.length === 2 && some !== undefined && none?.type === 'null')
    return { shape: plainShape(some, some.type), nullable: true };
  if (typeof type === 'string' || type === undefined)
    return { shape: plainShape(node, type), nullable: false };
  const [own, other] = type;
  return other === 'null' && type.length === 2
    ? { shape: plainShape(node, own), nullable: true }
    : unknown(node);
}

function plainShape(node: SchemaNode, type: SchemaNode['type']): Shape {
  if (node.$ref !== undefined) return { kind: 'named', name: node.$ref.replace('#/definitions/', '') };
  if (type === 'string') return { kind: 'text' };
  if (type === 'boolean') return { kind: 'boolean' };
  if (type === 'integer' && node.format === 'uint32') return { kind: 'u32' };
  if (type === 'integer' && node.format === 'uint64') return { kind: 'u64' };
  if (type === 'array' && node.items !== undefined) return { kind: 'list', item: shapeOf(node.items).shape };
  return unknown(node);
}

function unknown(node: SchemaNode): never {
  throw new Error(`the generator knows no such shape: ${JSON.stringify(node)}`);
}
