/** Remembers the ids of deleted comments: a copy of the plan that still has one must not bring it back. */
export const deletedComments = `
create table deleted_comment (
  id text primary key,
  planId text not null references dev_plan (id) on delete cascade
) strict;
create index deleted_comment_plan on deleted_comment (planId);
`;
