/** Where the oracle contract in memory is. */
export const ORACLE = 'ucx1oracle';
