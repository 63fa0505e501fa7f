//! The messages. Bytes are base64, amounts text in the smallest unit of the contract's money, times Unix milliseconds.

mod command;
mod config;
mod device;
mod execute;
mod member;
mod query;
mod reward;

pub use command::{Command, CommandsResponse, Lease, Receipt, Status};
pub use config::{ConfigResponse, InstantiateMsg, ProofOperation, ProofTerms, ProofsResponse};
pub use device::{
    Binding, BindingResponse, Capability, CapabilityValue, Device, DeviceChange, DeviceSpec, DeviceTerms,
    DevicesResponse, Handover, SubjectResponse,
};
pub use execute::ExecuteMsg;
pub use member::{Member, MemberKey, MembersResponse, Membership, MembershipsResponse, Role, Span};
pub use query::QueryMsg;
pub use reward::{AllRewardsResponse, Rewards};
