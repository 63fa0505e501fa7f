import { ChainReader } from '@cloudx3/sdk';
import { runVerifier } from './program.ts';

process.exitCode = await runVerifier(process.argv.slice(2), {
  out: (text) => console.log(text),
  err: (text) => console.error(text),
  connect: (rpcUrl) => ChainReader.connect({ rpcUrl }),
});
