import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';

/** A process of a benchmark: it is told its options, says when it is ready, and ends with its parent. */
export interface Party<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  stop(): Promise<void>;
}

export async function startParty<Ready>(
  script: string,
  options: object,
  flags: readonly string[] = [],
): Promise<Party<Ready>> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(file, [], {
    execPath: nodeBinary(),
    execArgv: [...NODE_FLAGS, ...flags],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.send(options);
  const [ready] = (await once(child, 'message')) as [Ready];
  return {
    pid: child.pid ?? 0,
    ready,
    stop: async () => {
      // Not killed: Node keeps what it compiled when a process exits, and a process that finds it there is the one to measure.
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** The party's own side: its options, and how to say that it is ready. */
export async function asParty(): Promise<{ options: unknown; ready: (value: object) => void }> {
  process.once('disconnect', () => process.exit(0));
  const [options] = (await once(process, 'message')) as [unknown];
  return { options, ready: (value) => void process.send?.(value) };
}
