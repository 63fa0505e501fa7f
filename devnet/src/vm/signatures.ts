import type { FunctionType, ParsedModule } from './binary/module.ts';
import { ExternKind } from './binary/module.ts';
import { ValueType } from './binary/value-type.ts';
import { HOST_SIGNATURES } from './capabilities.ts';

const NAMES: ReadonlyMap<number, string> = new Map<number, string>([
  [ValueType.i32, 'I32'],
  [ValueType.i64, 'I64'],
  [ValueType.f32, 'F32'],
  [ValueType.f64, 'F64'],
  [ValueType.funcref, 'FuncRef'],
  [ValueType.externref, 'ExternRef'],
]);

/** Types of the exported functions, host functions that are handed through included. */
export function exportSignatures(module: ParsedModule): Map<string, FunctionType> {
  const signatures = new Map<string, FunctionType>();
  for (const { name, kind, index } of module.exports) {
    const type = kind === ExternKind.function ? typeOf(module, index) : undefined;
    if (type !== undefined) signatures.set(name, type);
  }
  return signatures;
}

function typeOf(module: ParsedModule, index: number): FunctionType | undefined {
  const type = module.imports[index]?.type ?? module.functionTypes[index - module.imports.length];
  return type === undefined ? undefined : module.types[type];
}

/**
 * Why a checked module cannot be linked, or undefined. An upload only names what it imports; the types are looked at when an
 * instance is made, and then by the VM, not by this engine, which would call a host function with anything.
 */
export function linkProblem(module: ParsedModule): string | undefined {
  for (const { module: space, name, type } of module.imports) {
    const wanted = type === undefined ? undefined : module.types[type];
    if (wanted === undefined || !isHostFunction(name, wanted)) {
      return `Error while importing "${space}"."${name}": incompatible import type`;
    }
  }
  return undefined;
}

function isHostFunction(name: string, { params, results }: FunctionType): boolean {
  const host = HOST_SIGNATURES.get(name);
  if (host === undefined || params.length !== host.params) return false;
  if (params.some((param) => param !== ValueType.i32)) return false;
  return host.result === 'none' ? results.length === 0 : results[0] === ValueType[host.result];
}

/** `[I32, I32] -> [I32]`, as the runtime that wasmd uses writes it. */
export function describeSignature({ params, results }: FunctionType): string {
  return `[${describeTypes(params)}] -> [${describeTypes(results)}]`;
}

export function describeTypes(types: readonly number[]): string {
  return types.map((type) => NAMES.get(type) ?? '?').join(', ');
}
