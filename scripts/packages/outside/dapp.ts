// What the author of a dapp writes first: deploys the oracle contract with a wallet, and asks it.
import { readFileSync } from 'node:fs';
import {
  ChainWriter,
  OracleQueries,
  formatDecimal,
  oracleInstantiate,
  walletFromMnemonic,
} from '@cloudx3/sdk';
import type { Decimal, FeedModes } from '@cloudx3/sdk';

const [rpcUrl = '', accountFile = '', wasmFile = ''] = process.argv.slice(2);
const { mnemonic } = JSON.parse(readFileSync(accountFile, 'utf8')) as { mnemonic: string };
const chain = await ChainWriter.connect({
  rpcUrl,
  signer: await walletFromMnemonic(mnemonic, 'wasm'),
  gasPrice: '0.025ustake',
});
const codeId = await chain.upload(readFileSync(wasmFile));
const terms = { denom: 'ustake', operatorBond: 1_000_000n, notaryBond: 1_000_000n };
const oracle = new OracleQueries(chain, await chain.instantiate(codeId, oracleInstantiate(terms), 'oracle'));
const { denom } = await oracle.config();
chain.close();

const modes: FeedModes = { proxy: { notaries: 2 } };
const bond: Decimal = { mantissa: terms.operatorBond, scale: 6 };
console.log(
  JSON.stringify({ oracle: oracle.address, denom, bond: formatDecimal(bond), modes: Object.keys(modes) }),
);
