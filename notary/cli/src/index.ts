// What a script that sets up a network does with a notary, without its command line.
export { init as initNotary } from './init.ts';
export type { InitOptions as InitNotaryOptions, InitResult as InitNotaryResult } from './init.ts';
export { registration as notaryRegistration } from './registration.ts';
export type { Registration as NotaryRegistration } from './registration.ts';
