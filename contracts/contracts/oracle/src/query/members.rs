use cloudx3_chain::now_ms;
use cosmwasm_std::{Deps, Env};

use super::QueryResult;
use crate::feed::record_of;
use crate::msg::{FeedMember, FeedMembersResponse, Role, RoundSpan};
use crate::record::{self, bit, load_pending, FeedRecord};
use crate::reward;

pub(crate) fn feed_members(deps: Deps, env: &Env, feed_id: u32) -> QueryResult<FeedMembersResponse> {
    let mut record = FeedRecord::load(deps.storage, record_of(deps.storage, feed_id)?)?;
    let next = record.rules.clock().next_round(now_ms(env));
    record.advance(deps.storage, next.saturating_sub(1))?;
    let (operators_agreed, notaries_agreed) = match record.state.pending_from {
        None => (u64::MAX, u64::MAX),
        Some(_) => {
            let pending = load_pending(deps.storage, record.id)?;
            (pending.operators, pending.notaries)
        }
    };
    let list = |role: Role, agreed: u64| -> QueryResult<Vec<FeedMember>> {
        let members = record.members(&role).iter();
        members.map(|member| to_member(&record, &role, member, agreed, next)).collect()
    };
    Ok(FeedMembersResponse {
        operators: list(Role::Operator, operators_agreed)?,
        notaries: list(Role::Notary, notaries_agreed)?,
        quorum: record.quorum(record.members_of(&Role::Operator, next).len()),
    })
}

fn to_member(
    record: &FeedRecord,
    role: &Role,
    member: &record::FeedMember,
    agreed: u64,
    next: u64,
) -> QueryResult<FeedMember> {
    let state = &record.state;
    let jail = state.jailed.iter().find(|jailed| *role == Role::Operator && jailed.slot == member.slot);
    let mut rounds = member.clone();
    if let Some(jail) = jail {
        rounds.leave(jail.from_round);
    }
    let until_ms = jail.map_or(member.jailed_until_ms, |jail| jail.until_ms);
    let absent = state.absences.get(member.index()).copied().filter(|_| *role == Role::Operator);
    let span = |span: &[u64]| Some(RoundSpan { from: *span.first()?, until: span.get(1).copied() });
    Ok(FeedMember {
        pubkey: member.pubkey.as_slice().into(),
        account: member.account.clone(),
        rounds: rounds.rounds.chunks(2).filter_map(span).collect(),
        member: record.takes_part(role, member, next),
        agreed: agreed & bit(member.slot) != 0,
        absent: absent.unwrap_or_default(),
        jailed_until_ms: (until_ms > 0).then_some(until_ms),
        owed: reward::owed_to(state, role, member)?,
    })
}
