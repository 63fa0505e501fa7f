use cosmwasm_std::{Addr, Binary};
use devices::msg::{ExecuteMsg, ProofTerms};

use crate::stage::Stage;

/// Of the contract's admin, or now and then of anybody.
fn sender(stage: &mut Stage) -> Addr {
    let admin = stage.world.admin.to_string();
    stage.sender(&admin)
}

/// Whose proofs count changes, and goes back: two of three notaries, or more than there are, which nobody may ask for.
pub fn set_notaries(stage: &mut Stage) {
    let sender = sender(stage);
    let keys: Vec<Binary> = stage.world.notaries.iter().map(|party| party.key.binary()).collect();
    let required = *stage.random.of(&[2, 2, 2, 2, 9]);
    let msg = ExecuteMsg::SetBindingNotaries { notaries: keys[..2].to_vec(), required };
    if stage.send(&sender, &msg, 0).is_some() {
        assert_eq!((sender, required), (stage.world.admin.clone(), 2));
    }
}

/// Reading an operation shows control of a device no more, and then again.
pub fn set_proof(stage: &mut Stage) {
    let sender = sender(stage);
    let operation = stage.world.readback.id.clone();
    let proof = ProofTerms { vendor: "shelly".to_string(), serial_param: "device_id".to_string() };
    let proof = Some(proof).filter(|_| !stage.random.once_in(6));
    if stage.send(&sender, &ExecuteMsg::SetProof { operation, proof }, 0).is_some() {
        assert_eq!(sender, stage.world.admin);
    }
}
