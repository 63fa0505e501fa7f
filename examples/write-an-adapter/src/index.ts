export { sluice, sluiceSettings } from './adapter.ts';
