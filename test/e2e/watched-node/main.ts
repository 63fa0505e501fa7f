import { loadNode, runNode } from 'oracle-node';

// An honest node whose transactions somebody reads before the chain does, as whoever makes blocks can: each is told to a server, and sent
// once that has answered.

const [, , config = 'node.toml', mempool = ''] = process.argv;
const loaded = await loadNode(config, { environment: process.env });
const running = await runNode(loaded, (ports) => ({
  ...ports,
  chain: {
    ...ports.chain,
    prepare: async (call) => {
      await fetch(mempool, { method: 'POST', body: JSON.stringify(call.message) });
      return ports.chain.prepare(call);
    },
  },
}));
const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
process.once('SIGTERM', () => resolve(undefined));
console.log(JSON.stringify({ ready: true, http: running.http.url }));
await stopped;
await running.close();
