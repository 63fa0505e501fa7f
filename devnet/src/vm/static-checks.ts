import { ByteReader, WasmFormatError } from './binary/byte-reader.ts';
import { ForbiddenInstructionError, walkInstructions } from './binary/instructions.ts';
import type { ParsedModule } from './binary/module.ts';
import { ExternKind } from './binary/module.ts';
import { MigrateVersionError } from './binary/migrate-version.ts';
import { parseModule } from './binary/parse.ts';
import { AVAILABLE_CAPABILITIES, SUPPORTED_IMPORTS, requiredCapabilities } from './capabilities.ts';
import { StaticLimits as limits } from './limits.ts';
import { VmError } from './vm-error.ts';

const REQUIRED_EXPORTS = ['allocate', 'deallocate'];
const INTERFACE_PREFIX = 'interface_version_';
const INTERFACE_VERSION = 'interface_version_8';
const IBC_ENTRY_POINTS = [
  'ibc_channel_open',
  'ibc_channel_connect',
  'ibc_channel_close',
  'ibc_packet_receive',
  'ibc_packet_ack',
  'ibc_packet_timeout',
];

export interface CodeReport {
  readonly capabilities: readonly string[];
  readonly entryPoints: readonly string[];
  readonly hasIbc: boolean;
  /** Version of its state that the contract declares. */
  readonly migrateVersion: bigint | undefined;
}

/**
 * Refuses what wasmd's VM 3.0.x refuses, in the same order and the same words, so that a contract that uploads here
 * uploads there. The engine validates the types afterwards. Throws {@link VmError}.
 */
export function checkWasm(bytes: Uint8Array): { module: ParsedModule; report: CodeReport } {
  const module = readModule(bytes);
  checkTables(module);
  checkMemories(module);
  const functions = module.exports
    .filter((entry) => entry.kind === ExternKind.function)
    .map((entry) => entry.name);
  checkInterfaceVersion(functions);
  checkExports(functions);
  checkImports(module);
  checkCapabilities(functions);
  checkFunctions(module);
  checkInstructions(module);
  return { module, report: describe(module, functions) };
}

function describe(module: ParsedModule, functions: readonly string[]): CodeReport {
  return {
    capabilities: requiredCapabilities(functions),
    entryPoints: functions,
    hasIbc: IBC_ENTRY_POINTS.every((name) => functions.includes(name)),
    migrateVersion: module.migrateVersion,
  };
}

function refuse(message: string): never {
  throw VmError.of('staticValidation', message);
}

function deserializationError(error: WasmFormatError): VmError {
  return VmError.of(
    'staticValidation',
    `Wasm bytecode could not be deserialized. Deserialization error: "${error.message}"`,
    { cause: error },
  );
}

function readModule(bytes: Uint8Array): ParsedModule {
  try {
    return parseModule(bytes);
  } catch (error) {
    if (error instanceof WasmFormatError) throw deserializationError(error);
    if (error instanceof MigrateVersionError) return refuse(error.message);
    throw error;
  }
}

function checkTables(module: ParsedModule): void {
  const [table, ...others] = module.tables;
  if (table === undefined) return;
  if (others.length > 0) refuse('Wasm contract must not have more than 1 table section');
  if (table.maximum === undefined) refuse('Wasm contract must not have unbound table section');
  if (table.maximum > limits.tableElements)
    refuse("Wasm contract's first table section has a too large max limit");
}

function checkMemories(module: ParsedModule): void {
  const [memory, ...others] = module.memories;
  if (memory === undefined || others.length > 0)
    return refuse('Wasm contract must contain exactly one memory');
  if (memory.initial > limits.memoryPages) {
    refuse(`Wasm contract memory's minimum must not exceed ${limits.memoryPages} pages.`);
  }
  if (memory.maximum !== undefined) {
    refuse("Wasm contract memory's maximum must be unset. The host will set it for you.");
  }
}

function checkInterfaceVersion(functions: readonly string[]): void {
  const markers = functions.filter((name) => name.startsWith(INTERFACE_PREFIX));
  if (markers.length === 0) refuse('Wasm contract missing a required marker export: interface_version_*');
  if (markers.length > 1) refuse('Wasm contract contains more than one marker export: interface_version_*');
  if (markers[0] !== INTERFACE_VERSION) {
    refuse(
      'Wasm contract has unknown interface_version_* marker export (see https://github.com/CosmWasm/cosmwasm/blob/main/packages/vm/README.md)',
    );
  }
}

function checkExports(functions: readonly string[]): void {
  const missing = REQUIRED_EXPORTS.find((name) => !functions.includes(name));
  if (missing !== undefined) {
    refuse(
      `Wasm contract doesn't have required export: "${missing}". Exports required by VM: ["allocate", "deallocate"].`,
    );
  }
}

function checkImports(module: ParsedModule): void {
  if (module.imports.length > limits.imports) {
    refuse(`Import count exceeds limit. Imports: ${module.imports.length}. Limit: ${limits.imports}.`);
  }
  for (const entry of module.imports) {
    const name = `${entry.module}.${entry.name}`;
    if (entry.module !== 'env' || !SUPPORTED_IMPORTS.includes(entry.name)) {
      refuse(`Wasm contract requires unsupported import: "${name}". ${importLists(module)}`);
    }
    if (entry.kind !== ExternKind.function) {
      refuse(
        `Wasm contract requires non-function import: "${name}". Right now, all supported imports are functions.`,
      );
    }
  }
}

function importLists(module: ParsedModule): string {
  const required = [...new Set(module.imports.map((entry) => `"${entry.module}.${entry.name}"`))].sort();
  const available = SUPPORTED_IMPORTS.map((name) => `"env.${name}"`).join(', ');
  return `Required imports: {${required.join(', ').slice(0, 200)}}. Available imports: [${available}].`;
}

function checkCapabilities(functions: readonly string[]): void {
  const missing = requiredCapabilities(functions).filter((name) => !AVAILABLE_CAPABILITIES.includes(name));
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ');
    refuse(`Wasm contract requires unavailable capabilities: {${names}}`);
  }
}

function checkFunctions(module: ParsedModule): void {
  const paramsOf = (type: number): number =>
    module.types[type]?.params.length ?? refuse('Wasm bytecode error: function uses unknown type index');
  const totalParams = module.functionTypes.reduce((sum, type) => sum + paramsOf(type), 0);
  const locals = module.bodies.map((body) => body.locals);
  const totalLocals = locals.reduce((sum, count) => sum + count, 0);
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  const [maxParams, maxResults] = [
    most(module.types.map((t) => t.params.length)),
    most(module.types.map((t) => t.results.length)),
  ];
  if (module.bodies.length > limits.functions) {
    refuse(`Wasm contract contains more than ${limits.functions} functions`);
  }
  if (maxParams > limits.functionParams) {
    refuse(`Wasm contract contains function with more than ${limits.functionParams} parameters`);
  }
  if (maxResults > limits.functionResults) {
    refuse(`Wasm contract contains function with more than ${limits.functionResults} results`);
  }
  if (totalParams > limits.totalFunctionParams) {
    refuse(`Wasm contract contains more than ${limits.totalFunctionParams} function parameters in total`);
  }
  if (most(locals) > limits.functionLocals) {
    refuse(`Wasm contract contains function with more than ${limits.functionLocals} locals: ${most(locals)}`);
  }
  if (totalLocals > limits.totalFunctionLocals) {
    refuse(
      `Wasm contract contains more than ${limits.totalFunctionLocals} function locals in total: ${totalLocals}`,
    );
  }
}

/** wasmd validates all bodies first and lets its gatekeeper see them while it compiles; hence two kinds of refusals. */
function checkInstructions(module: ParsedModule): void {
  let gatekeeper: ForbiddenInstructionError | undefined;
  for (const body of module.bodies) {
    try {
      walkInstructions(new ByteReader(module.bytes, body.code, body.end), () => undefined);
    } catch (error) {
      if (error instanceof WasmFormatError) throw deserializationError(error);
      if (!(error instanceof ForbiddenInstructionError)) throw error;
      gatekeeper ??= error;
    }
  }
  if (gatekeeper !== undefined)
    throw VmError.of(
      'compile',
      `Could not compile: WebAssembly translation error: Error in middleware Gatekeeper: ${gatekeeper.message}`,
    );
}
