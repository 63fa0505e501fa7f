use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Binary;

use super::{
    AllRewardsResponse, BindingResponse, Command, CommandsResponse, ConfigResponse, Device, DevicesResponse,
    MembersResponse, MembershipsResponse, ProofsResponse, Rewards, Role, SubjectResponse,
};

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// How the contract was made.
    #[returns(ConfigResponse)]
    Config {},
    /// Operations that prove control of a device, at most 30 a page (DEV-2).
    #[returns(ProofsResponse)]
    Proofs { start_after: Option<Binary>, limit: Option<u32> },
    /// The device of an id; fails with `device.unknown` where there is none.
    #[returns(Device)]
    Device { device: String },
    /// At most 10 a page.
    #[returns(DevicesResponse)]
    Devices { start_after: Option<String>, limit: Option<u32> },
    /// Who has a serial, in whatever form it is written; fails with `device.unknown` where nobody has (DEV-2).
    #[returns(BindingResponse)]
    Binding { server_name: String, serial: String },
    /// What a feed may say about a device (DEV-6); fails with `device.unknown` where there is none.
    #[returns(SubjectResponse)]
    Subject { device: String },
    /// The keys that a device names, and how each stands to it (DEV-5).
    #[returns(MembersResponse)]
    Members { device: String },
    /// The devices that a key accepted once, at most 10 a page (DEV-5).
    #[returns(MembershipsResponse)]
    Memberships { role: Role, pubkey: Binary, start_after: Option<String>, limit: Option<u32> },
    /// A command; fails with `command.unknown` where there is none.
    #[returns(Command)]
    Command { command_id: u64 },
    /// The commands of a device that are to be done now, oldest first: at most 16.
    #[returns(CommandsResponse)]
    OpenCommands { device: String },
    /// What an account has commanded and what has not ended, expired commands among it; at most 16 a page, oldest first.
    #[returns(CommandsResponse)]
    IssuedCommands { issuer: String, start_after: Option<u64>, limit: Option<u32> },
    /// All that was ever commanded, at most 30 a page, oldest first.
    #[returns(CommandsResponse)]
    Commands { start_after: Option<u64>, limit: Option<u32> },
    /// What an account is owed.
    #[returns(Rewards)]
    Rewards { address: String },
    /// At most 100 a page.
    #[returns(AllRewardsResponse)]
    AllRewards { start_after: Option<String>, limit: Option<u32> },
}
