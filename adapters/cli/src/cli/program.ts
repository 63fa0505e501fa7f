import { Command } from 'commander';
import { AdapterToolError } from '../error.ts';
import { lintAdapter } from '../lint/lint-adapter.ts';
import { readableReport } from '../lint/print.ts';
import { loadAdapter } from '../load/load-adapter.ts';
import { readCommitted } from '../manifest/committed.ts';
import { differences } from '../manifest/differences.ts';
import { manifestOf, manifestText } from '../manifest/manifest-of.ts';
import { readableManifest } from '../manifest/print.ts';
import { VERSION } from './version.ts';

export interface ProgramDeps {
  /** The folder that paths and package names are resolved from. */
  readonly folder: string;
  readonly out: (text: string) => void;
}

interface ModuleOptions {
  readonly export?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly json?: true;
  readonly check?: string;
}

/** The `cloudx3-adapter` program. Each command resolves to the exit code: 0, or 1 where something was found. */
export function createProgram(deps: ProgramDeps, exit: (code: number) => void): Command {
  const program = new Command('cloudx3-adapter')
    .description('Looks at a vendor adapter: what is unwise in it, what it asks, hides and leaves open.')
    .version(VERSION)
    .showHelpAfterError();
  const onModule = (name: string) =>
    program
      .command(name)
      .argument('<module>', "file, folder or name of the adapter's package")
      .option('--export <name>', 'which export, where several could be the adapter')
      .option(
        '--set <name=value>',
        'a setting of the adapter; examples stand in for the rest (repeat for more)',
        setting,
      )
      .option('--json', 'print JSON');
  onModule('lint')
    .description('list what is unwise in the operations; exit code 1 if there are errors')
    .action(async (module: string, options: ModuleOptions) => exit(await lint(module, options, deps)));
  onModule('manifest')
    .description('print what the adapter asks of whom, what it hides, and what stays open')
    .option(
      '--check <file>',
      'compare with a manifest that was written before, under its settings; exit code 1 if it differs',
    )
    .action(async (module: string, options: ModuleOptions) => exit(await manifest(module, options, deps)));
  return program;
}

async function lint(module: string, options: ModuleOptions, { folder, out }: ProgramDeps): Promise<number> {
  const { export: exportName, set = {}, json } = options;
  const report = lintAdapter(await loadAdapter(module, { folder, exportName, settings: set }));
  out(json === true ? JSON.stringify(report, null, 2) : readableReport(report));
  return report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function manifest(module: string, options: ModuleOptions, deps: ProgramDeps): Promise<number> {
  const { export: exportName, set = {}, json, check } = options;
  const committed = check === undefined ? undefined : readCommitted(check);
  const settings = { ...committed?.settings, ...set };
  const made = manifestOf(await loadAdapter(module, { folder: deps.folder, exportName, settings }));
  if (committed === undefined) {
    deps.out(json === true ? manifestText(made) : readableManifest(made));
    return 0;
  }
  const found = differences(committed, made);
  if (json === true) deps.out(JSON.stringify({ same: found.length === 0, differences: found }, null, 2));
  else deps.out(found.length === 0 ? `${check ?? ''} is up to date` : found.join('\n'));
  return found.length === 0 ? 0 : 1;
}

/** `name=value`, where the value is JSON, or else the text itself. */
function setting(
  text: string,
  before: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new AdapterToolError('tool.setting', `"${text}" is no setting; write name=value`);
  }
  return { ...before, [name]: jsonOrText(value) };
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
