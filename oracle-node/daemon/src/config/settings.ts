import { z } from 'zod';
import { configSchema } from './schema.ts';
import { textOf } from './setting.ts';
import type { SettingText, TomlValue } from './setting.ts';

/** One setting of the file, at its place. */
export interface Setting extends SettingText {
  /** Within its section. */
  readonly key: string;
  /** Dotted, with `[]` after what there may be several of: "vendors[].server". */
  readonly path: string;
  /** What it takes. */
  readonly schema: z.ZodType;
  /** Whether it may be left out. */
  readonly isOptional: boolean;
  /** What it is where it is left out. */
  readonly default: TomlValue | undefined;
}

/** A TOML table of the file, or the file itself. */
export interface Section {
  /** Empty for the file itself. */
  readonly path: string;
  /** What it is about. */
  readonly says: string;
  /** Whether there may be several, as `[[path]]`. */
  readonly isList: boolean;
  /** Those that stand in this table itself. */
  readonly settings: readonly Setting[];
}

/** Everything that the file takes, in the order of the schema. */
export function sectionsOf(schema: z.ZodType = configSchema): Section[] {
  return sectionsAt(schema, '', '', false);
}

/** Every setting by its dotted path. */
export function settingsByPath(): ReadonlyMap<string, Setting> {
  return new Map(sectionsOf().flatMap(({ settings }) => settings.map((each) => [each.path, each])));
}

function sectionsAt(schema: z.ZodType, path: string, says: string, isList: boolean): Section[] {
  const { inner } = unwrapped(schema);
  if (!(inner instanceof z.ZodObject)) return [];
  const settings: Setting[] = [];
  const below: Section[] = [];
  for (const [key, field] of Object.entries<z.ZodType>(inner.shape)) {
    const at = `${path}${path === '' ? '' : isList ? '[].' : '.'}${key}`;
    const text = textOf(field);
    const { inner: kind } = unwrapped(field);
    if (kind instanceof z.ZodObject) below.push(...sectionsAt(field, at, text?.says ?? '', false));
    else if (kind instanceof z.ZodArray && unwrapped(elementOf(kind)).inner instanceof z.ZodObject)
      below.push(...sectionsAt(elementOf(kind), at, text?.says ?? '', true));
    else if (text !== undefined) settings.push(settingAt(field, key, at, text));
  }
  return [{ path, says, isList, settings }, ...below];
}

function settingAt(schema: z.ZodType, key: string, path: string, text: SettingText): Setting {
  const { isOptional, byDefault } = unwrapped(schema);
  return { ...text, key, path, schema, isOptional, default: byDefault };
}

function elementOf({ element }: z.ZodArray): z.ZodType {
  return element as z.ZodType;
}

function unwrapped(schema: z.ZodType): {
  readonly inner: z.ZodType;
  readonly isOptional: boolean;
  readonly byDefault: TomlValue | undefined;
} {
  if (schema instanceof z.ZodDefault)
    return {
      ...unwrapped(schema.unwrap() as z.ZodType),
      isOptional: true,
      byDefault: schema.def.defaultValue as TomlValue,
    };
  if (schema instanceof z.ZodOptional)
    return { ...unwrapped(schema.unwrap() as z.ZodType), isOptional: true };
  return { inner: schema, isOptional: false, byDefault: undefined };
}
