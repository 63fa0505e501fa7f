export { tank, tankSettings } from './adapter.ts';
