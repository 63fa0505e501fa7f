import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@cloudx3/launcher';
import { describeCase } from './axes.ts';
import { makeContent } from './content.ts';
import { Fleet } from './fleet.ts';
import type { FleetMember } from './fleet.ts';
import { TOKEN_LENGTH } from './holes.ts';
import { makeAuthority } from './identities.ts';
import { renderReport } from './report.ts';
import type { ServerResult } from './report.ts';
import { runServer } from './run-server.ts';
import { SERVERS } from './servers/index.ts';
import { startStage } from './stage.ts';

// `npm run interop [-- --server NAME]...`: PROXY mode against genuine servers. The last line is JSON. A run of all servers writes docs/INTEROP.md.
const REPORT = join(repositoryRoot, 'docs', 'INTEROP.md');
const { values: flags } = parseArgs({ options: { server: { type: 'string', multiple: true } } });
const chosen = SERVERS.filter(({ name }) => flags.server?.includes(name) ?? true);
const unknown = flags.server?.filter((name) => !SERVERS.some((server) => server.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `There is no server ${unknown.join(', ')}. There are: ${SERVERS.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const startedAt = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'cloudx3-interop-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.exitCode = (await run()) === 0 ? 0 : 1;

async function run(): Promise<number> {
  const authority = await makeAuthority(folder);
  const content = await makeContent(join(folder, 'content'));
  const token = randomBytes(TOKEN_LENGTH / 2).toString('hex');
  await using fleet = new Fleet({ folder, authority, content, token, tell });
  await Promise.all(chosen.map((server) => fleet.start(server)));
  for (const { server, why } of fleet.skipped) tell(`${server.name}: skipped: ${why}`);
  for (const { server, why } of fleet.broken) tell(`${server.name}: FAILED to start: ${why}`);
  const operations = fleet.members.flatMap(({ ports }) =>
    ports.flatMap((port) => [...Object.values(port.withHole), port.public]),
  );
  await using stage = await startStage(authority, operations);
  const results: ServerResult[] = [];
  for (const server of chosen) {
    const member = fleet.members.find((each) => each.server === server);
    if (member === undefined) continue;
    const from = performance.now();
    const outcomes = await runServer(server, member.ports, { stage, authority, content, token });
    const result = { ...member, outcomes };
    results.push(result);
    tellResult(result, performance.now() - from);
  }
  // A table that lacks a server would read as if that one had never been tried.
  if (results.length === SERVERS.length) await writeFile(REPORT, await renderReport(results, REPORT));
  return summarize(results, fleet);
}

function tellResult({ server, version, misconfigured, outcomes }: ServerResult, ms: number): void {
  const failed = outcomes.filter(({ passed }) => !passed);
  tell(
    `${server.name} (${version}): ${outcomes.length - failed.length} of ${outcomes.length} passed in ${(ms / 1000).toFixed(1)} s`,
  );
  for (const each of misconfigured) tell(`  NOT AS CONFIGURED ${each}`);
  for (const each of failed) {
    if (each.passed) continue;
    const how = each.hidden ? 'hidden' : 'nothing hidden';
    tell(`  FAILED ${server.name}: ${describeCase(each.case)}, ${how}: ${each.code}: ${each.message}`);
  }
}

/** The number of failures: a skip is one where nothing may be skipped. */
function summarize(results: readonly ServerResult[], fleet: Fleet): number {
  const [skipped, broken] = [fleet.skipped.length, fleet.broken.length];
  const outcomes = results.flatMap((each) => each.outcomes);
  const failed = outcomes.filter(({ passed }) => !passed).length;
  const misconfigured = results.reduce((sum, each: FleetMember) => sum + each.misconfigured.length, 0);
  console.log(
    JSON.stringify({
      servers: results.length,
      cases: outcomes.length,
      passed: outcomes.length - failed,
      failed,
      misconfigured,
      broken,
      skipped,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    }),
  );
  return failed + misconfigured + broken + (process.env['CLOUDX3_NOTHING_SKIPPED'] === '1' ? skipped : 0);
}

function tell(text: string): void {
  console.error(text);
}
