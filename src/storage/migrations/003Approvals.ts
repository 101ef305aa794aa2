/** Approvals became reviews of a version: adds the review for approvals that were only a change of status. */
export const approvals = `
insert into review (id, planId, version, state, who, note, at)
select 'status-' || change.id, change.planId, coalesce(
  (select max(number) from dev_plan_version as version
   where version.planId = change.planId and version.state = 'accepted' and version.createdAt <= change.at), 1),
  'approved', change.who, change.why, change.at
from status_change as change where change.fromStatus = 'draft' and change.toStatus = 'approved';
`;
