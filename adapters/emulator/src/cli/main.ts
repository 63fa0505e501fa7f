import { Command } from 'commander';
import { startCommand } from './start.ts';
import { VERSION } from './version.ts';

const program = new Command('cloudx3-emulator')
  .description("Vendors' clouds on real TLS on this machine, from measured data")
  .version(VERSION);
program.addCommand(startCommand());
await program.parseAsync();
