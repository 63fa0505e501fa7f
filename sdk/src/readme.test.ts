// The example that people meet first does what its comments say.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  QuerySmartContractStateRequest,
  QuerySmartContractStateResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/query';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerCases } from './testing/contract-vectors.ts';
import { startScriptedRpc } from './testing/scripted-rpc.ts';
import type { ScriptedRpc } from './testing/scripted-rpc.ts';
import { startTestChain } from './testing/test-chain.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const ADDRESS = 'wasm1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqf9g7k0';
const example = /```ts\n(.*?)```/s.exec(readFileSync(`${FOLDER}README.md`, 'utf8'))?.[1] ?? '';

let chain: Awaited<ReturnType<typeof startTestChain>>;
let rpc: ScriptedRpc;
beforeAll(async () => {
  chain = await startTestChain([]);
  rpc = await startScriptedRpc(chain.devnet.rpcUrl);
});
afterAll(async () => {
  await rpc.close();
  await chain.close();
});

/** Runs the example as a program of its own. */
async function run(): Promise<string> {
  const flags = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];
  const args = [...flags, '--input-type=module-typescript', '-', rpc.url, ADDRESS];
  const running = promisify(execFile)(process.execPath, args, { cwd: FOLDER, timeout: 30_000 });
  running.child.stdin?.end(example);
  return (await running).stdout;
}

it('shows a value and how it was proven', async () => {
  const asked: unknown[] = [];
  rpc.script('abci_query', ({ params }) => {
    const request = QuerySmartContractStateRequest.decode(Buffer.from(params['data'] as string, 'hex'));
    asked.push(request.address, JSON.parse(Buffer.from(request.queryData).toString()));
    const { answer } = answerCases('oracle').find(({ query }) => 'latest' in query)!;
    const data = Buffer.from(JSON.stringify(answer));
    const value = QuerySmartContractStateResponse.encode({ data }).finish();
    return { result: { response: { code: 0, height: '7', value: Buffer.from(value).toString('base64') } } };
  });
  expect(await run()).toBe('21.60 W, round 1\n3 nodes, 2 notaries { mpc: 3, proxy: 0 } public CAs\n');
  expect(asked).toEqual([ADDRESS, { latest: { feed_id: 1, allow_stale: false } }]);
});

it('says that a value is too old', async () => {
  const log =
    'rpc error: code = Unknown desc = feed.stale: the value of feed 1 is 9 ms old: query wasm contract failed';
  rpc.script('abci_query', () => ({ result: { response: { code: 6, log, height: '7', value: null } } }));
  expect(await run()).toContain('older than the feed allows');
});

it('stands beside the contracts’ page, which shows what they were asked and answered', () => {
  const page = readFileSync(new URL('../../contracts/README.md', import.meta.url), 'utf8');
  const [query, answer] = [...page.matchAll(/```json\n(.*?)```/gs)].map(
    ([, json]) => JSON.parse(json!) as unknown,
  );
  const latest = answerCases('oracle').find((asked) => 'latest' in asked.query)!;
  expect(latest).toMatchObject({ query: query as object, answer: answer as object });
  expect(answer).toEqual(latest.answer);
});
