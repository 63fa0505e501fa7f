export { shelly, /** @public */ shellySettings } from './adapter.ts';
