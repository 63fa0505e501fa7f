import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isRunning } from '../test-support/mpc-session-pair.ts';

const TEST_MS = 60_000;
const module = (name: string): string => new URL(name, import.meta.url).href;

/** A program that starts both parties, lets them work on the setup, and says their process ids. */
const PROGRAM = `
import { startMpcProver } from '${module('./prover-session.ts')}';
import { startMpcVerifier } from '${module('./verifier-session.ts')}';
const ms = ${TEST_MS};
const limits = { maxSentBytes: 128, maxRecvBytes: 64 };
const prover = await startMpcProver({ ...limits, serverName: 'api.vendor.test',
  deadlines: { startMs: ms, setupMs: ms, exchangeMs: ms, revealMs: ms } });
const verifier = await startMpcVerifier({ ...limits,
  deadlines: { startMs: ms, connectMs: ms, setupMs: ms, idleMs: ms, onlineMs: ms } },
  { onPhase: () => process.stdout.write(JSON.stringify([prover.pid, verifier.pid]) + '\\n') });
prover.channel.pipe(verifier.channel).pipe(prover.channel);
verifier.verify();
await prover.setup();
`;

describe('a parent that is killed', () => {
  it(
    'leaves no child behind, even in the middle of setup',
    async () => {
      const parent = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pids = JSON.parse(line.toString()) as number[];
      expect(pids.filter(isRunning)).toHaveLength(2);
      parent.kill('SIGKILL');
      // Nothing tells of a foreign process's end, so the fact itself is looked for.
      await expect.poll(() => pids.filter(isRunning), { timeout: TEST_MS }).toEqual([]);
    },
    TEST_MS,
  );
});
