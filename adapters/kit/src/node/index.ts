// What only Node can do: a vendor's module, found and imported from where its author stands. The kit itself reaches nothing of this.
export { importModule } from './import-module.ts';
export type { ImportedModule, ModuleRequest } from './import-module.ts';
export { packageIn, packageOf } from './package.ts';
export type { FoundPackage } from './package.ts';
