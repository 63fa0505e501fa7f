import { messageOf } from '@cloudx3/errors';
import { existsSync } from 'node:fs';
import { loadFixtures, sampleOf } from '@cloudx3/adapter-conformance/fixtures';
import type { Fixture } from '@cloudx3/adapter-conformance/fixtures';
import { lintOperation } from '@cloudx3/adapter-kit';
import type { LintFinding } from '@cloudx3/adapter-kit';
import { AdapterToolError } from '../error.ts';
import type { LoadedAdapter } from '../load/load-adapter.ts';

export interface AdapterFinding extends LintFinding {
  /** Key of the operation. */
  readonly operation: string;
}

export interface LintReport {
  readonly vendor: string;
  readonly findings: readonly AdapterFinding[];
  /** Keys of the reads without a recorded success: nothing can be said about the units of their readings. */
  readonly withoutSample: readonly string[];
}

/** Every finding in every operation, with the package's recorded answers where it has them. */
export function lintAdapter({ adapter, root }: LoadedAdapter): LintReport {
  const fixtures = fixturesOf(root);
  const withoutSample: string[] = [];
  const findings = Object.entries(adapter.operations).flatMap(([key, operation]) => {
    const sample = sampleJson(key, fixtures);
    if (sample === undefined && operation.message.readings.length > 0) withoutSample.push(key);
    return lintOperation(operation, sample).map((finding) => ({ ...finding, operation: key }));
  });
  return { vendor: adapter.vendor, findings, withoutSample };
}

function fixturesOf(root: URL): readonly Fixture[] {
  if (!existsSync(new URL('fixtures/manifest.json', root))) return [];
  try {
    return loadFixtures(root);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function sampleJson(key: string, fixtures: readonly Fixture[]): unknown {
  try {
    const sample = sampleOf(key, fixtures);
    return sample === undefined || sample.body === '' ? undefined : JSON.parse(sample.body);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): AdapterToolError {
  return new AdapterToolError(
    'tool.fixtures',
    `fixtures/ cannot be read: ${messageOf(cause)}; the conformance suite says how they are written`,
    { cause },
  );
}
