// The part of the WebAssembly API that the VM uses. TypeScript ships it with the DOM library only, whose other globals
// (window, document, fetch types) have no place in this program.
declare namespace WebAssembly {
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
  class Module {
    constructor(bytes: Uint8Array);
    // Declared so that a module is told apart from any other object.
    private readonly compiled: true;
  }
  class Memory {
    private constructor();
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Global {
    private constructor();
    value: number;
  }
  type Imports = Record<string, Record<string, (...args: number[]) => number | bigint | undefined>>;
  type Exports = Record<string, unknown>;
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Exports;
  }
  function validate(bytes: Uint8Array): boolean;
}
