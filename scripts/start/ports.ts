import { portProblem } from '../ports/port-problem.ts';
import { StartError } from './error.ts';
import type { StartOptions } from './options.ts';
import type { NetworkPlan } from './plan.ts';

/** Throws a StartError that names each port which somebody else has, before anything is started: afterwards it would stand in a log only. */
export async function refuseTakenPorts(
  plan: NetworkPlan,
  options: Pick<StartOptions, 'source' | 'chain' | 'inspect'>,
  probe: typeof portProblem = portProblem,
): Promise<void> {
  const ports = neededPorts(plan, options);
  const problems = await Promise.all([...ports.keys()].map((port) => probe(port)));
  const taken = [...ports].flatMap(([port, name], at) => {
    const problem = problems[at];
    return problem === undefined ? [] : [`port ${port} for ${name} cannot be used (${problem})`];
  });
  if (taken.length === 0) return;
  throw new StartError(
    'start.ports.taken',
    taken.join('; '),
    'If another network runs here, stop it, or give this one other ports with --ports BASE and a folder of its own with --data.',
  );
}

/** What listens where. */
function neededPorts(
  plan: NetworkPlan,
  { source, chain, inspect }: Pick<StartOptions, 'source' | 'chain' | 'inspect'>,
): ReadonlyMap<number, string> {
  const vendor: readonly (readonly [number, string])[] =
    source === 'home-assistant'
      ? [[plan.homeAssistantPort, 'Home Assistant']]
      : [
          [plan.vendorPort, 'the vendor cloud'],
          [plan.vendorAdminPort, 'the vendor cloud'],
        ];
  return new Map([
    ...(chain === 'rpc' ? [] : [[plan.rpcPort, 'the chain'] as const]),
    ...vendor,
    ...plan.notaries.flatMap(({ name, port, httpPort }) => [
      [port, name] as const,
      [httpPort, name] as const,
    ]),
    ...plan.nodes.flatMap(({ name, p2pPort, httpPort }) => [
      [p2pPort, name] as const,
      [httpPort, name] as const,
    ]),
    ...(inspect === undefined ? [] : [[plan.inspectPort, 'a debugger'] as const]),
  ]);
}
