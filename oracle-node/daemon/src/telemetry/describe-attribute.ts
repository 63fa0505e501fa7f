import { z } from 'zod';

/** An attribute of an event, as people read of it. */
export interface AttributeText {
  /** JSON type, with its values where they are few. */
  readonly type: string;
  /** What it says, with its unit. */
  readonly meaning: string;
  /** Whether it may be left out. */
  readonly isOptional: boolean;
}

/** Says what one attribute of an event is. */
export function describeAttribute(schema: z.core.$ZodType): AttributeText {
  if (schema instanceof z.ZodOptional) {
    const { type, meaning } = describeAttribute(schema.unwrap());
    return { type, meaning: schema.description ?? meaning, isOptional: true };
  }
  const meaning = schema instanceof z.ZodType ? (schema.description ?? '') : '';
  return { type: typeOf(schema), meaning, isOptional: false };
}

function typeOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodReadonly) return typeOf(schema.unwrap());
  if (schema instanceof z.ZodString) return 'text';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(', ');
  if (schema instanceof z.ZodLiteral)
    return [...schema.values].map((value) => `\`${String(value)}\``).join(', ');
  if (schema instanceof z.ZodArray) return `list of ${typeOf(schema.element)}s`;
  if (schema instanceof z.ZodRecord) return `${typeOf(schema.valueType)}s by name`;
  if (schema instanceof z.ZodUnion) return schema.options.map(typeOf).join(' or ');
  throw new Error(`an attribute of the type ${schema._zod.def.type} has no words yet`);
}
