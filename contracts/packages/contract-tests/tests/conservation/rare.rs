//! What happens now and then: keys move, operations are published, devices come and go under feeds that speak about them.

use cloudx3_contract_tests::{group_operation, Published, Subject};
use cosmwasm_std::Binary;
use oracle::msg::{ExecuteMsg, FeedSpec, Role};

use crate::walk::Walk;

const DEVICE: &str = "cloud1plug";
const DEVICE_ID: &str = "a8032abe54dc";

impl Walk {
    pub fn rare(&mut self) {
        match self.pick.below(6) {
            0..=1 => self.move_key(),
            5 => self.publish(),
            2 => self.set_devices(),
            3 => self.bind_or_unbind(),
            _ => self.revisit(),
        }
    }

    fn move_key(&mut self) {
        let (role, party, mut sender) = self.someone();
        if self.pick.one_in(3) {
            sender = self.pick.of(&self.accounts);
        }
        let (pubkey, number) = (party.key.binary(), self.pick.below(250));
        let msg = match role {
            Role::Operator => {
                let endpoints = vec![format!("/ip4/192.0.2.{number}/tcp/4001")];
                ExecuteMsg::UpdateOperator { pubkey, endpoints }
            }
            Role::Notary => {
                ExecuteMsg::UpdateNotary { pubkey, url: format!("wss://notary{number}.example.com") }
            }
        };
        self.send(&sender, &msg, 0);
    }

    fn publish(&mut self) {
        let bytes = Published::from(group_operation()).bytes;
        let cut = bytes.len() - self.pick.below(2) as usize;
        let operation = Binary::from(&bytes[..cut]);
        let sender = self.pick.of(&self.accounts);
        self.send(&sender, &ExecuteMsg::PublishOperation { operation }, 0);
    }

    fn set_devices(&mut self) {
        let devices = self.subjects.to_string();
        let sender =
            if self.pick.one_in(2) { self.world.admin.clone() } else { self.pick.of(&self.accounts) };
        self.send(&sender, &ExecuteMsg::SetDevices { devices }, 0);
    }

    /// The one device of this world is somebody's, or nobody's.
    fn bind_or_unbind(&mut self) {
        let bound = !self.pick.one_in(3);
        let subject = Subject { bound, ..self.world.bound(DEVICE_ID) };
        let subjects = self.subjects.clone();
        self.world.say_of(&subjects, DEVICE, subject);
    }

    fn revisit(&mut self) {
        let feed_id = self.pick.of(&self.about_devices);
        let sender = self.pick.of(&self.accounts);
        self.send(&sender, &ExecuteMsg::RevisitSubject { feed_id }, 0);
    }

    /// A feed of its own speaks about the device, now and then.
    pub fn about_device(&mut self, mut spec: FeedSpec) -> FeedSpec {
        if spec.rows.is_empty() && self.pick.one_in(2) {
            spec.subject = DEVICE.to_string();
        }
        spec
    }
}
