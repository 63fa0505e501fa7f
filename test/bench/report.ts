import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { startDevnet } from 'cloudx3-devnet';
import { repositoryRoot } from '@cloudx3/launcher';
import { ChainWriter, OracleQueries, oracleMsg, readOracleEvent, registrationDigest } from '@cloudx3/sdk';
import { signDigest } from '@cloudx3/verifier-core';
import { paramList, pathTo, signedReport, testSigners } from '../support/forged-feed.ts';
import type { Signers } from '../support/forged-feed.ts';
import { TEMPERATURE } from '../support/operation.ts';
import type { Benchmark } from './bench.ts';

const SIZES = [1, 4, 7, 16, 31];
const DENOM = 'ucx3';
const INTERVAL_MS = 3_600_000n;

type PathOf = Parameters<typeof signedReport>[6];

/** Kinds of reports, by what stands behind the names of their figures: in PROXY mode with one path for all, or a path for each. */
const KINDS: Readonly<Record<string, PathOf>> = {
  '': () => undefined,
  Proxy: () => pathTo(1),
  ProxyManyPaths: (observer) => pathTo(observer + 1),
};

/** Gas of a report by its number of observations, as the embedded chain estimates it; of a feed's second one, since the first costs more. */
export const benchmark: Benchmark = {
  name: 'report',
  about: 'gas of one report, by mode and number of observations (estimated by the embedded chain)',
  run: async (tell) => {
    const home = mkdtempSync(join(tmpdir(), 'cloudx3-bench-'));
    const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix: 'wasm' });
    const [account] = await wallet.getAccounts();
    if (account === undefined) throw new Error('the wallet is empty');
    const devnet = await startDevnet({
      home,
      port: 0,
      blockMs: 100,
      genesis: {
        chainId: 'cloudx3-bench-1',
        denom: DENOM,

        accounts: [{ address: account.address, coins: [{ denom: DENOM, amount: '1000000000000' }] }],
      },
    });
    try {
      const chain = await ChainWriter.connect({
        rpcUrl: devnet.rpcUrl,
        signer: wallet,
        gasPrice: `0.025${DENOM}`,
        pollMs: 50,
      });
      const oracle = await deploy(chain);
      const signers = testSigners(Math.max(...SIZES), 4);
      await register(chain, oracle, signers);
      const figures: Record<string, number | Record<string, number>> = {};
      for (const [name, pathOf] of Object.entries(KINDS)) {
        const gas: Record<string, number> = {};
        for (const size of SIZES) {
          const of = { ...signers, operators: signers.operators.slice(0, size) };
          gas[size] = await gasOfReport(chain, oracle, of, size, pathOf);
          tell(`${name === '' ? 'Mpc' : name}, ${size} observations: ${gas[size]} gas`);
        }
        figures[`gas${name}`] = gas;
        figures[`gasOf31${name}`] = gas[31] ?? 0;
        figures[`gasPerFurtherObservation${name}`] = Math.round(((gas[31] ?? 0) - (gas[16] ?? 0)) / 15);
      }
      chain.close();
      return figures;
    } finally {
      await devnet.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
};

async function deploy(chain: ChainWriter): Promise<OracleQueries> {
  const wasm = readFileSync(join(repositoryRoot, 'contracts', 'artifacts', 'oracle.wasm'));
  const codeId = await chain.upload(wasm);
  const message = { denom: DENOM, operator_bond: '1', notary_bond: '1' };
  const oracle = new OracleQueries(chain, await chain.instantiate(codeId, message, 'oracle'));
  await chain.execute(oracle.address, oracleMsg.publishOperation({ operation: TEMPERATURE.bytes }));
  return oracle;
}

async function register(chain: ChainWriter, oracle: OracleQueries, signers: Signers): Promise<void> {
  const funds = [{ denom: DENOM, amount: '1' }];
  const of = { chainId: chain.chainId, oracle: oracle.address, account: chain.address };
  for (const { pubkey, secret } of signers.operators) {
    const signature = signDigest(registrationDigest('operator', { ...of, pubkey }), secret);
    await chain.execute(
      oracle.address,
      oracleMsg.registerOperator({ pubkey, signature, name: 'bench', endpoints: ['/ip4/127.0.0.1/tcp/1'] }),
      { funds },
    );
  }
  for (const { pubkey, secret } of signers.notaries) {
    const signature = signDigest(registrationDigest('notary', { ...of, pubkey }), secret);
    await chain.execute(
      oracle.address,
      oracleMsg.registerNotary({ pubkey, signature, name: 'bench', url: 'wss://notary.test' }),
      { funds },
    );
  }
}

async function gasOfReport(
  chain: ChainWriter,
  oracle: OracleQueries,
  signers: Signers,
  size: number,
  pathOf: PathOf,
): Promise<number> {
  const created = await chain.execute(
    oracle.address,
    oracleMsg.createFeed({
      feed: {
        label: `bench ${size}`,
        operationId: TEMPERATURE.id,
        params: paramList({ station: 'A1' }),
        subject: '',
        reading: 'temperature',
        unit: 'Cel',
        decimals: 2,
        // So that the round before the running one is still taken (REP-4).
        startMs: BigInt(Date.now()) - (INTERVAL_MS * 3n) / 2n,
        intervalMs: INTERVAL_MS,
        operators: signers.operators.map(({ pubkey }) => pubkey),
        notaries: signers.notaries.map(({ pubkey }) => pubkey),
        quorum: size - Math.floor((size - 1) / 3),
        modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
        allowCustomCa: false,
        maxAgeMs: 4n * INTERVAL_MS,
        observerReward: 10n,
        notaryReward: 5n,
        transmitterReward: 20n,
      },
    }),
    { funds: [{ denom: DENOM, amount: '1000000' }] },
  );
  const id = created.events.map(readOracleEvent).find((said) => said?.type === 'feed_created')?.feedId;
  const feed = id === undefined ? undefined : await oracle.feed(id);
  if (id === undefined || feed === undefined) throw new Error('the feed is not there');
  const terms = { ...feed.spec, id };
  const network = { chainId: chain.chainId, oracle: oracle.address };
  const valueOf = (i: number) => 2_100n + BigInt(i);
  const submit = (round: bigint) => {
    const report = signedReport(terms, network, TEMPERATURE, round, signers, valueOf, pathOf);
    return chain.execute(oracle.address, oracleMsg.submitReports({ reports: [report] }));
  };
  await submit(0n);
  const outcome = await submit(1n);
  if (!outcome.events.some(({ type }) => type === 'feed_updated')) throw new Error('the report was skipped');
  return Number(outcome.gasUsed);
}
