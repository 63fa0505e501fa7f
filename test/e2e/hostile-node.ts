import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { NodePlan, ProcessGroup, RunningProcess } from '@cloudx3/scripts';

const PROGRAM = fileURLToPath(new URL('./lying-node/main.ts', import.meta.url));

/** Starts, in an honest node's home, one that gossips other values than its notaries attested. */
export function startHostileNode(processes: ProcessGroup, node: NodePlan): Promise<RunningProcess> {
  return processes.start({
    name: `${node.name} (lying)`,
    script: PROGRAM,
    args: [join(node.home, 'node.toml')],
    home: node.home,
  });
}
