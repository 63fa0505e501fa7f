export { homeAssistant, /** @public */ homeAssistantSettings } from './adapter.ts';
