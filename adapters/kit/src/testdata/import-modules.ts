// Imports each module that is asked for on the command line, in JSON, and prints what came of it: a test's own process has other loaders.
import { importModule } from '../node/import-module.ts';
import type { ModuleRequest } from '../node/import-module.ts';

const requests = JSON.parse(process.argv[2] ?? '[]') as ModuleRequest[];
const results = [];
for (const request of requests) {
  const imported = await importModule(request);
  results.push(
    imported.ok
      ? { ok: true, names: Object.keys(imported.exports), file: imported.file }
      : { ok: false, reason: imported.reason, message: imported.message },
  );
}
process.stdout.write(JSON.stringify(results));
