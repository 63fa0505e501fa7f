import { ByteReader, WasmFormatError } from '../binary/byte-reader.ts';
import { ForbiddenInstructionError, walkInstructions } from '../binary/instructions.ts';
import type { ParsedModule } from '../binary/module.ts';
import { StaticLimits as limits } from '../limits.ts';
import { VmError } from '../vm-error.ts';
import { deserializationError, refuse } from './refuse.ts';

export function checkFunctions(module: ParsedModule): void {
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
export function checkInstructions(module: ParsedModule): void {
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
