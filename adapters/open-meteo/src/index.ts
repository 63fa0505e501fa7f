export { openMeteo, openMeteoSettings } from './adapter.ts';
