import { z } from 'zod';

/** TOML values that settings have. */
export type TomlValue = string | number | readonly string[] | Readonly<Record<string, string>>;

/** What people read of a setting or of a section: in the file that "init" writes, in problems, in --help and in docs/CONFIG.md. */
export interface SettingText {
  /** What it is, as in "Write …": begins in lower case, ends without a full stop. */
  readonly says: string;
  /** A value that shows its form. */
  readonly example?: TomlValue;
  /** What to do where it is not wanted, as in "or leave it out …". */
  readonly orLeaveOut?: string;
  /** It names where a secret is. No setting holds one. */
  readonly namesSecret?: true;
}

const texts = z.registry<SettingText>();

/** A setting: what it takes, and what people read of it. */
export function setting<S extends z.ZodType>(schema: S, text: SettingText): S {
  // Described last: whatever is done to a schema makes another one, without its text.
  const described = schema.describe(remedyOf(text));
  texts.add(described, text);
  return described;
}

/** The text of a setting; undefined for what is none. */
export function textOf(schema: z.core.$ZodType): SettingText | undefined {
  return texts.get(schema);
}

/** What a problem with the setting is answered with. */
function remedyOf({ says, example, orLeaveOut }: SettingText): string {
  const like = example === undefined ? '' : `, like ${tomlText(example)}`;
  const leave = orLeaveOut === undefined ? '' : `, or leave it out ${orLeaveOut}`;
  return `Write ${says}${like}${leave}.`;
}

/** A value as TOML writes it. */
export function tomlText(value: TomlValue): string {
  if (typeof value === 'number') return String(value);
  // A TOML basic string: JSON writes one, but for DEL.
  if (typeof value === 'string') return JSON.stringify(value).replaceAll('\x7f', '\\u007f');
  if (isList(value)) return `[${value.map(tomlText).join(', ')}]`;
  const entries = Object.entries(value).map(([name, each]) => `${tomlKey(name)} = ${tomlText(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function tomlKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : tomlText(name);
}

function isList(value: TomlValue): value is readonly string[] {
  return Array.isArray(value);
}
