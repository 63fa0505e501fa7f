import { relative, resolve } from 'node:path';
import type { TomlValue } from '../config/setting.ts';
import type { ConfigTemplate } from '../config/template.ts';
import { NodeError } from '../error.ts';
import { INIT_SETTINGS, settingOf } from './init-settings.ts';
import type { InitName, InitOptions, InitSetting } from './init-settings.ts';

/** Where the keys of a new node are, below its home. */
export const KEY_FILES = { observation: 'keys/observation.age', gas: 'keys/gas.age' };

/** What "init" was told, as the new file says it. Throws `node.usage` for what the file would not take, by its flag. */
export function configTemplate(options: InitOptions, home: string): ConfigTemplate {
  const values = new Map<string, TomlValue>([
    ['store', 'data'],
    ['keys.observation', KEY_FILES.observation],
    ['keys.gas', KEY_FILES.gas],
  ]);
  for (const name of namesInFile()) {
    const { flag, path }: InitSetting = INIT_SETTINGS[name];
    const value = tomlValue(name, options, home);
    if (value === undefined || path === undefined) continue;
    check(flag, name, value);
    values.set(path, value);
  }
  return { values, lists: new Map([['vendors', vendors(options, home)]]) };
}

function namesInFile(): InitName[] {
  return Object.keys(INIT_SETTINGS).filter(
    (name): name is InitName => settingOf(name as InitName) !== undefined,
  );
}

/** Undefined for what the file leaves out: what was not given, and lists of nothing. */
function tomlValue(name: InitName, options: InitOptions, home: string): TomlValue | undefined {
  const { kind, initial, flag }: InitSetting = INIT_SETTINGS[name];
  const value = options[name] ?? initial;
  if (value === undefined || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return kind === 'path' ? kept(value, home) : value;
  if (value.length === 0) return undefined;
  return kind === 'pairs' ? Object.fromEntries(value.map((text) => pair(text, flag))) : value;
}

function check(flag: string, name: InitName, value: TomlValue): void {
  const setting = settingOf(name);
  if (setting?.schema.safeParse(value).success === false)
    throw new NodeError('node.usage', `${flag.split(' ')[0] ?? flag}: ${setting.schema.description ?? ''}`);
}

/** `server:hole=file` each, by server. */
function vendors({ credential = [] }: InitOptions, home: string): Record<string, TomlValue>[] {
  const { flag } = INIT_SETTINGS.credential;
  const byServer = new Map<string, Record<string, string>>();
  for (const text of credential) {
    const [place, file] = pair(text, flag);
    const [server = '', hole = ''] = place.split(':');
    if (server === '' || hole === '') throw malformed(flag);
    byServer.set(server, { ...byServer.get(server), [hole]: kept(file, home) });
  }
  return [...byServer].map(([server, files]) => ({ server, files }));
}

function pair(text: string, flag: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw malformed(flag);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** What was given is not quoted: it may be a secret in the wrong place. */
function malformed(flag: string): NodeError {
  return new NodeError('node.usage', `what is given is not of the form ${flag}`);
}

function kept(path: string, home: string): string {
  return relative(home, resolve(path));
}
