import { INIT_SETTINGS, sectionsOf, settingOf, tomlText } from 'oracle-node/reference';
import type { InitName, InitSetting, Setting } from 'oracle-node/reference';
import * as z from 'zod';
import { code, markdownTable, sentence } from './markdown.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** What the node's TOML file takes, for docs/CONFIG.md. */
export function settingsTable(): string {
  const rows = sectionsOf().flatMap(({ settings }) =>
    settings.map((setting) => [
      code(setting.path),
      whatItTakes(setting),
      defaultOf(setting),
      `${sentence(setting.says)}${setting.example === undefined ? '' : ` Like ${code(tomlText(setting.example))}.`}`,
      setting.namesSecret === true ? 'names where a secret is' : '',
    ]),
  );
  return markdownTable(['setting', 'takes', 'left out', 'what it is', ''], rows);
}

/** What `oracle-node init` takes, and where it goes. */
export function initTable(): string {
  const rows = Object.entries<InitSetting>(INIT_SETTINGS).map(
    ([name, { flag, kind, path, help, initial }]) => [
      code(flag),
      path === undefined ? '' : code(path),
      kind === 'list' || kind === 'pairs' ? 'may be repeated' : '',
      initial === undefined || typeof initial === 'boolean' || isNothing(initial)
        ? ''
        : code(tomlText(initial)),
      sentence(help ?? settingOf(name as InitName)?.says ?? ''),
    ],
  );
  return markdownTable(['flag', 'goes to', '', 'left out', 'what it is'], rows);
}

function isNothing(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function defaultOf({ isOptional, default: byDefault }: Setting): string {
  if (!isOptional) return 'must be there';
  return byDefault === undefined || isEmpty(byDefault) ? '' : code(tomlText(byDefault));
}

function isEmpty(value: object | string | number): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function whatItTakes({ schema }: Setting): string {
  return typeText(z.toJSONSchema(schema, { io: 'input' }));
}

function typeText(schema: JsonSchema): string {
  const { type, minimum, maximum, items, additionalProperties } = schema;
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (type === 'integer') return `whole number, ${minimum ?? ''} to ${maximum ?? ''}`;
  if (type === 'array' && typeof items === 'object' && !Array.isArray(items))
    return `list of ${typeText(items)}s`;
  if (type === 'object' && typeof additionalProperties === 'object')
    return `${typeText(additionalProperties)}s by name`;
  if (type === 'string') return 'text';
  throw new Error(`a setting of the type ${String(type)} has no words yet`);
}
