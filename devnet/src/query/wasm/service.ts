export const WASM_SERVICE = '/cosmwasm.wasm.v1.Query';
