export { shelly, shellySettings } from './adapter.ts';
