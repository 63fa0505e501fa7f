import type { MessageRouter } from '../../tx/message.ts';
import { clearAdminMessage, updateAdminMessage, updateLabelMessage } from './admin.ts';
import type { WasmMessageDeps } from './deps.ts';
import { executeMessage } from './execute.ts';
import { instantiate2Message, instantiateMessage } from './instantiate.ts';
import { migrateMessage } from './migrate.ts';
import { storeCodeMessage } from './store-code.ts';

export function registerWasmMessages(router: MessageRouter, deps: WasmMessageDeps): void {
  router.register(storeCodeMessage(deps));
  router.register(instantiateMessage(deps));
  router.register(instantiate2Message(deps));
  router.register(executeMessage(deps));
  router.register(migrateMessage(deps));
  router.register(updateAdminMessage(deps));
  router.register(clearAdminMessage(deps));
  router.register(updateLabelMessage(deps));
}
