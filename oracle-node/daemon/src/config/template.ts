import { sectionsOf } from './settings.ts';
import type { Section, Setting } from './settings.ts';
import { tomlText } from './setting.ts';
import type { TomlValue } from './setting.ts';

/** What a new file sets, by the dotted path of the setting; and for each list of tables what each of them sets, by key. */
export interface ConfigTemplate {
  readonly values: ReadonlyMap<string, TomlValue>;
  readonly lists: ReadonlyMap<string, readonly Readonly<Record<string, TomlValue>>[]>;
}

/** The text of a new configuration file: what is set, and beside it as comments what may be. */
export function renderConfig(template: ConfigTemplate): string {
  return [
    '# Configuration of a CloudX3 oracle node. Paths are relative to this file.',
    ...sectionsOf().flatMap((section) => sectionLines(section, template)),
  ].join('\n');
}

function sectionLines(section: Section, template: ConfigTemplate): string[] {
  const { path, isList, settings } = section;
  if (isList) return listLines(section, template.lists.get(path) ?? []);
  const header = path === '' ? [] : [...sentence(section), `[${path}]`];
  return [...header, ...settings.flatMap((setting) => settingLines(setting, template.values)), ''];
}

function settingLines(setting: Setting, values: ReadonlyMap<string, TomlValue>): string[] {
  const value = values.get(setting.path);
  const line = value === undefined ? `# ${shown(setting)}` : assignment(setting.key, value);
  const { says, orLeaveOut } = setting;
  const whole = orLeaveOut === undefined ? says : `${says}, or left out ${orLeaveOut}`;
  return [`# ${inFull(whole)}`, line];
}

/** Tables that there may be several of: what is given, or as comments how one would look. */
function listLines(section: Section, tables: readonly Readonly<Record<string, TomlValue>>[]): string[] {
  const header = `[[${section.path}]]`;
  const given = tables.flatMap((table) => [
    header,
    ...Object.entries(table).map(([key, value]) => assignment(key, value)),
    '',
  ]);
  const example = [`# ${header}`, ...section.settings.map((setting) => `# ${shown(setting)}`), ''];
  return [...sentence(section), ...(given.length > 0 ? given : example)];
}

function sentence({ says }: Section): string[] {
  return says === '' ? [] : [`# ${inFull(says)}`];
}

function inFull(says: string): string {
  return `${says.slice(0, 1).toUpperCase()}${says.slice(1)}.`;
}

function shown({ key, example, default: byDefault }: Setting): string {
  return assignment(key, example ?? byDefault ?? '…');
}

function assignment(key: string, value: TomlValue): string {
  return `${key} = ${tomlText(value)}`;
}
