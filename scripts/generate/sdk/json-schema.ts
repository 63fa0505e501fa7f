import * as z from 'zod';

/** The part of JSON Schema that cosmwasm-schema writes. Every other keyword is refused, so that none is left out unseen. */
export interface SchemaNode {
  readonly $schema?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly $ref?: string | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: false | undefined;
  readonly items?: SchemaNode | undefined;
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly oneOf?: readonly SchemaNode[] | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
  readonly allOf?: readonly SchemaNode[] | undefined;
  readonly definitions?: Readonly<Record<string, SchemaNode>> | undefined;
}

const node: z.ZodType<SchemaNode> = z.lazy(() =>
  z.strictObject({
    $schema: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    enum: z.array(z.string()).optional(),
    $ref: z.string().optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.literal(false).optional(),
    items: node.optional(),
    properties: z.record(z.string(), node).optional(),
    oneOf: z.array(node).optional(),
    anyOf: z.array(node).optional(),
    allOf: z.array(node).optional(),
    definitions: z.record(z.string(), node).optional(),
  }),
);

const contractSchema = z.strictObject({
  contract_name: z.string(),
  contract_version: z.string(),
  idl_version: z.literal('1.0.0'),
  instantiate: node,
  execute: node,
  query: node,
  migrate: z.null(),
  sudo: z.null(),
  responses: z.record(z.string(), node),
});

/** What a file of `contracts/schema` holds. */
export type ContractSchema = z.output<typeof contractSchema>;

/** Reads a file of `contracts/schema`; throws on what this generator does not know. */
export function readContractSchema(text: string): ContractSchema {
  return contractSchema.parse(JSON.parse(text));
}
