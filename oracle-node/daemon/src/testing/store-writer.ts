// A process that writes to a store for ever and tells of each write after it returned: for the test that kills it.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { openDatabase } from '../store/database.ts';
import { openStore } from '../store/open-store.ts';

const store = openStore(openDatabase(process.argv[2] ?? ''));
const tell = (line: string): void => {
  writeSync(1, `${line}\n`);
};

for (let i = 1; ; i += 1) {
  store.commands.save(
    { id: BigInt(i), step: 'acting', acts: 1, actionId: undefined, readbackId: undefined, reason: '' },
    i,
  );
  tell(`command ${i}`);
  store.outbox.add({ key: `key/${i}`, txHash: `HASH${i}`, bytes: new Uint8Array(200) }, i);
  tell(`outbox ${i}`);
  store.attestations.save(
    {
      id: String(i),
      purpose: 'round/1/1',
      notary: '',
      bytes: new Uint8Array(500),
      opening: new Uint8Array(2_000),
    },
    i,
  );
  tell(`attestation ${i}`);
  store.cursor.saveHeight(i);
  tell(`height ${i}`);
}
