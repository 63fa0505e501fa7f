//! What a contract reads and writes, at the prices of a chain's store (Cosmos SDK, `store/types/gas.go`).

use std::cell::RefCell;

use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{Order, Record, Storage};

use crate::world::World;

/// A contract's keys stand behind a byte and its address.
const PREFIX: usize = 33;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    pub reads: u64,
    pub writes: u64,
    /// In units of the chain's gas.
    pub gas: u64,
}

/// All that the oracle of a world keeps, with a meter.
pub struct Metered {
    kept: MockStorage,
    meter: RefCell<Meter>,
}

impl Metered {
    pub fn new(world: &World) -> Self {
        let mut kept = MockStorage::new();
        for (key, value) in world.app.dump_wasm_raw(&world.oracle) {
            kept.set(&key, &value);
        }
        Self { kept, meter: RefCell::default() }
    }

    pub fn meter(&self) -> Meter {
        *self.meter.borrow()
    }

    fn read(&self, flat: u64, bytes: usize) {
        let mut meter = self.meter.borrow_mut();
        meter.reads += 1;
        meter.gas += flat + 3 * (PREFIX + bytes) as u64;
    }
}

impl Storage for Metered {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let value = self.kept.get(key);
        self.read(1_000, key.len() + value.as_ref().map_or(0, Vec::len));
        value
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let records = self.kept.range(start, end, order);
        Box::new(records.inspect(|(key, value)| self.read(30, key.len() + value.len())))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        let meter = self.meter.get_mut();
        meter.writes += 1;
        meter.gas += 2_000 + 30 * (PREFIX + key.len() + value.len()) as u64;
        self.kept.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        let meter = self.meter.get_mut();
        meter.writes += 1;
        meter.gas += 1_000;
        self.kept.remove(key);
    }
}
